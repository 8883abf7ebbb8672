""".venv: made once, also when two ask at once or the first was interrupted."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def venv(tmp_path_factory):
    """Making one takes seconds, copying one does not."""
    folder = tmp_path_factory.mktemp("venv") / ".venv"
    subprocess.run([sys.executable, "-m", "venv", folder], check=True)
    return folder


@pytest.fixture
def project(tmp_path):
    """The preparing script beside requirements that need no network."""
    (tmp_path / "bin").mkdir()
    shutil.copy(ROOT / "bin/prepare.py", tmp_path / "bin")
    for name in ("requirements.txt", "requirements-dev.txt"):
        (tmp_path / name).write_text("# nothing\n")
    return tmp_path


def begin(project, requirements="requirements.txt"):
    line = [sys.executable, str(project / "bin/prepare.py"), requirements]
    environ = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    return subprocess.Popen(line, env=environ, stderr=subprocess.PIPE, text=True)


def prepare(project, requirements="requirements.txt"):
    process = begin(project, requirements)
    said = process.communicate(timeout=120)[1]
    return process.returncode, said


def test_two_at_once_make_one_and_a_third_has_nothing_to_do(project):
    both = [begin(project), begin(project)]
    said = [process.communicate(timeout=120)[1] for process in both]
    assert [process.returncode for process in both] == [0, 0]
    assert sum("Installing what" in words for words in said) == 1
    assert prepare(project) == (0, "")


def test_an_interrupted_installation_is_done_again(project, venv):
    shutil.copytree(venv, project / ".venv", symlinks=True)
    assert prepare(project)[0] == 0
    assert (project / ".venv/.ready-requirements.txt").exists()
    (project / ".venv/.ready-requirements.txt").unlink()
    assert "Installing what" in prepare(project)[1]


def test_only_a_change_of_the_requirements_installs_again(project, venv):
    shutil.copytree(venv, project / ".venv", symlinks=True)
    prepare(project, "requirements-dev.txt")
    assert prepare(project) == (0, "")
    (project / "requirements.txt").write_text("# still nothing\n")
    assert "Installing what" in prepare(project)[1]


def test_what_cannot_be_installed_is_one_line(project, venv):
    shutil.copytree(venv, project / ".venv", symlinks=True)
    (project / "requirements.txt").write_text("./no-such-folder\n")
    code, said = prepare(project)
    assert code == 1
    assert said.splitlines()[-1].startswith("Could not make .venv: ")
