"""Settings from the environment, and the data that the machinery is told: rulebooks, schedule, the longest absence, the ladder of reminders, days off."""

from typing import Protocol

from config.absence import ABSENCE
from config.deadlines import LADDER
from config.exports import EXPORTS
from config.joint_decrees import JOINT_DECREES
from config.schedule import SCHEDULE
from config.settings import Settings, SettingsError, from_environment
from config.stuck import STUCK


class App(Protocol):
    """What an application is to this part: a place to leave something in."""

    extensions: dict[str, object]


def init_app(app: App) -> None:
    """Hands the schedule and the platform's own numbers to the application."""
    from config.days_off import read, read_file  # what it reads are things of the machinery, which a plain look at the settings does without

    app.extensions["gulir.schedule"] = SCHEDULE
    app.extensions["gulir.absence"] = ABSENCE
    app.extensions["gulir.stuck"] = STUCK
    app.extensions["gulir.exports"] = EXPORTS
    app.extensions["gulir.ladder"] = LADDER
    app.extensions["gulir.days_off"] = read()
    app.extensions["gulir.read_days"] = read_file
    app.extensions["gulir.joint_decrees"] = JOINT_DECREES


__all__ = ["Settings", "SettingsError", "from_environment", "init_app"]
