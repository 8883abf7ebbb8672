"""What calendar programs fetch: the due dates behind a secret link."""

from gulir.web.calendars.views import blueprint

__all__ = ["blueprint"]
