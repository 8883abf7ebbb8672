"""Settings from the environment, and the data that the machinery is told: rulebooks, schedule and the longest absence."""

from typing import Protocol

from config.absence import ABSENCE
from config.schedule import SCHEDULE
from config.settings import Settings, SettingsError, from_environment
from config.stuck import STUCK


class App(Protocol):
    """What an application is to this part: a place to leave something in."""

    extensions: dict[str, object]


def init_app(app: App) -> None:
    """Hands the schedule and the platform's own numbers to the application."""
    app.extensions["gulir.schedule"] = SCHEDULE
    app.extensions["gulir.absence"] = ABSENCE
    app.extensions["gulir.stuck"] = STUCK


__all__ = ["Settings", "SettingsError", "from_environment", "init_app"]
