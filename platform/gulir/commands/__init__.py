"""The command line: one group a file, hung onto `flask`."""

from importlib import import_module

from flask import Flask

GROUPS = ("migrate", "workflow", "versions", "tenant", "person", "demo", "audit", "report", "background", "backup", "holidays", "translations")


def init_app(app: Flask) -> None:
    """Adds every command of every file named above."""
    for name in GROUPS:
        for command in import_module(f"gulir.commands.{name}").COMMANDS:
            app.cli.add_command(command)
