"""Settings from the environment, and the data that the machinery is told: rulebooks and schedule."""

from typing import Protocol

from config.schedule import SCHEDULE
from config.settings import Settings, SettingsError, from_environment


class App(Protocol):
    """What an application is to this part: a place to leave something in."""

    extensions: dict[str, object]


def init_app(app: App) -> None:
    """Hands the schedule to the application."""
    app.extensions["gulir.schedule"] = SCHEDULE


__all__ = ["Settings", "SettingsError", "from_environment", "init_app"]
