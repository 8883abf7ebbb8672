"""Settings from the environment, and the data that the machinery is told: rulebooks, schedule and the longest absence."""

from typing import Protocol

from config.absence import ABSENCE
from config.schedule import SCHEDULE
from config.settings import Settings, SettingsError, from_environment


class App(Protocol):
    """What an application is to this part: a place to leave something in."""

    extensions: dict[str, object]


def init_app(app: App) -> None:
    """Hands the schedule and the longest absence to the application."""
    app.extensions["gulir.schedule"] = SCHEDULE
    app.extensions["gulir.absence"] = ABSENCE


__all__ = ["Settings", "SettingsError", "from_environment", "init_app"]
