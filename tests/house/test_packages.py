"""Every folder of code says that it is a package (the checkers of arrows and types see no other), and `platform` stays Python's own."""

import platform
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_every_folder_of_code_is_a_package() -> None:
    homes = [ROOT / "platform/gulir", ROOT / "workflows", ROOT / "tenants", ROOT / "config"]
    folders = {file.parent for home in homes for file in home.rglob("*.py")}
    assert sorted(str(folder.relative_to(ROOT)) for folder in folders if not (folder / "__init__.py").exists()) == []


def test_the_platform_folder_does_not_hide_pythons_own_module() -> None:
    assert platform.python_version()
    assert not (ROOT / "platform/__init__.py").exists()
