"""The real product from its own commands: bin/serve and bin/flask on a fresh instance."""

import subprocess
import urllib.request
from pathlib import Path

import psycopg
import pytest

from gulir.services.instance import Instance
from gulir.services.postgres import url

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.product


@pytest.fixture
def product(commands):
    """The commands of the stand-in, with the real product in its place."""
    commands.environ.update(GULIR_ROOT=str(ROOT), PYTHONPATH=f"{ROOT}:{ROOT / 'platform'}")
    return commands


def test_a_first_start_serves_the_deck_and_a_second_goes_on_with_it(product):
    first = product.serve()
    with urllib.request.urlopen(f"http://127.0.0.1:{first.ready(patience=240).port}/", timeout=10) as page:
        assert page.status == 200
    code, said = product.outcome("flask", "audit", "verify")
    assert code == 0, said
    assert logged(product.base / "a") == {"Pembuka kota": "demo load", "Pemuat data": "demo load", "Pemindah versi": "migrate", "Konsol": "audit verify"}
    assert first.end() == 0
    assert product.serve().ready(patience=120).answers()


def logged(instance):
    """Which of the system's persons ran what: the last words of their last command."""
    with psycopg.connect(url(Instance(instance, instance / "run"), "gulir_owner")) as connection:
        rows = connection.execute("select p.name, c.command from console c join person p on p.id = c.person_id order by c.id").fetchall()
    return {name: command.partition(" ")[2] for name, command in rows}


def test_the_commands_work_from_any_folder(product):
    done = subprocess.run(
        [ROOT / "bin/flask", "--version"],
        cwd="/",
        env={**product.environ, "GULIR_INSTANCE": str(product.base / "a")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "Flask" in done.stdout
