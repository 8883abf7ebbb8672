"""Settings from the environment, and the data that the machinery is told: rulebooks, server, schedule."""

from config.settings import Settings, SettingsError, from_environment

__all__ = ["Settings", "SettingsError", "from_environment"]
