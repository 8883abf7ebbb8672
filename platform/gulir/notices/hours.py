"""When a message may go: at once, after somebody's quiet hours, or with the day's digest; in the time of the city that it comes from."""

import datetime as dt
from typing import Protocol
from zoneinfo import ZoneInfo


class Wishes(Protocol):
    """How somebody wants to be told. Both ends of the quiet hours or neither; they may lie on both sides of midnight."""

    @property
    def quiet_from(self) -> dt.time | None: ...
    @property
    def quiet_until(self) -> dt.time | None: ...
    @property
    def rhythm(self) -> str: ...
    @property
    def digest_at(self) -> dt.time: ...


def goes_at(now: dt.datetime, zone: str, wishes: Wishes, *, urgent: bool = False) -> dt.datetime:
    """`now` itself where nothing holds it. What is urgent waits for no digest, only for the end of quiet hours."""
    start = now
    if wishes.rhythm == "daily" and not urgent:
        start = next_at(now, zone, wishes.digest_at)
    return after_quiet(start, zone, wishes)


def after_quiet(moment: dt.datetime, zone: str, wishes: Wishes) -> dt.datetime:
    """The moment itself, or the end of the quiet hours that it lies in."""
    begins, ends = wishes.quiet_from, wishes.quiet_until
    if begins is None or ends is None or not is_between(moment.astimezone(ZoneInfo(zone)).time(), begins, ends):
        return moment
    return next_at(moment, zone, ends)


def is_between(time: dt.time, begins: dt.time, ends: dt.time) -> bool:
    """From `begins` on, before `ends`; where it ends earlier than it begins, past midnight."""
    return begins <= time < ends if begins < ends else time >= begins or time < ends


def next_at(moment: dt.datetime, zone: str, time: dt.time) -> dt.datetime:
    """The next time that it is this late in the zone, after the moment."""
    here = moment.astimezone(ZoneInfo(zone))
    today = dt.datetime.combine(here.date(), time, ZoneInfo(zone))
    return today if today > here else dt.datetime.combine(here.date() + dt.timedelta(days=1), time, ZoneInfo(zone))
