"""The browser for the tests: found, fetched where apt and root allow, or named in one line."""

from types import SimpleNamespace

import pytest

from gulir.services import chromium


@pytest.fixture
def machine(monkeypatch):
    """One without a browser; `machine(root, apt)` says who asks and whether apt is there. Gives what was run."""
    ran = []
    there = set()

    def run(command, **_more):
        ran.append(" ".join(command))
        there.update({"chromium"} & set(command))
        return SimpleNamespace(returncode=0)

    def made(root, apt):
        there.update({"apt-get"} if apt else ())
        monkeypatch.setattr(chromium.os, "geteuid", lambda: 0 if root else 1000)
        return ran

    monkeypatch.delenv("GULIR_CHROMIUM", raising=False)
    monkeypatch.setattr(chromium.shutil, "which", lambda name: f"/usr/bin/{name}" if name in there else None)
    monkeypatch.setattr(chromium.subprocess, "run", run)
    return made


def test_root_fetches_it(machine):
    ran = machine(root=True, apt=True)
    assert chromium.find_or_install() == "/usr/bin/chromium"
    assert [line.split()[1] for line in ran] == ["update", "install"]
    assert chromium.find_or_install() == "/usr/bin/chromium"
    assert len(ran) == 2


@pytest.mark.parametrize(("root", "apt"), [(False, True), (True, False)])
def test_where_it_cannot_be_had_one_line_says_how_to_get_it(machine, capsys, root, apt):
    ran = machine(root, apt)
    assert chromium.find_or_install() is None
    assert ran == []
    (line,) = capsys.readouterr().out.splitlines()
    assert "apt-get install chromium" in line
