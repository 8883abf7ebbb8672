"""A backup is restored under the keys that it was made under, or not at all."""

from pathlib import Path

import pytest

from gulir.services.backups import fingerprint
from gulir.services.errors import CannotStart
from gulir.services.instance import Instance
from gulir.services.keys import NAMES
from gulir.services.restoring import take_keys

KEYS = {name: f"{n}a" * 32 for n, name in enumerate(NAMES)}


@pytest.fixture
def instance(tmp_path: Path) -> Instance:
    (tmp_path / "new").mkdir()
    return Instance(tmp_path / "new", tmp_path)


def copy_of(keys: dict[str, str], folder: Path) -> Path:
    file = folder / "copy.env"
    file.write_text("# kept in a safe\n" + "".join(f"{name}={value}\n" for name, value in keys.items()))
    return file


def test_the_copy_of_the_keys_is_laid_into_the_instance_for_its_owner_alone(instance, tmp_path):
    take_keys(instance, copy_of(KEYS, tmp_path), fingerprint(KEYS), {})
    assert (instance.folder / "keys.env").stat().st_mode & 0o777 == 0o600
    assert "GULIR_DATA_KEY" in (instance.folder / "keys.env").read_text()


def test_other_keys_are_refused_and_not_left_behind(instance, tmp_path):
    with pytest.raises(CannotStart, match="not the keys"):
        take_keys(instance, copy_of(KEYS | {"GULIR_DATA_KEY": "ff" * 32}, tmp_path), fingerprint(KEYS), {})
    assert not (instance.folder / "keys.env").exists()


def test_without_keys_none_are_made_up(instance):
    with pytest.raises(CannotStart, match="give --keys"):
        take_keys(instance, None, fingerprint(KEYS), {})
    assert not (instance.folder / "keys.env").exists()


def test_keys_in_the_environment_do_and_the_secret_of_cookies_may_be_another(instance):
    take_keys(instance, None, fingerprint(KEYS), KEYS | {"GULIR_SECRET_KEY": "another"})
    assert not (instance.folder / "keys.env").exists()
