"""Who changed what of a city's channels and webhooks, as its page tells it."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import select

from gulir.acting.store import db
from gulir.tables import ChannelAct, Seat

LATEST = 20
ACTS = {
    "set": _("set"), "forgot": _("what was set was taken away"), "opened": _("switched on"), "closed": _("switched off"), "added": _("added"),
    "topics": _("called of other things"), "secret": _("given a new secret"), "paused": _("switched off"), "resumed": _("switched on"),
    "removed": _("taken away"),
}  # fmt: skip


def latest(tenant_id: int) -> Sequence[Any]:
    """The newest first."""
    name = select(Seat.name).where(Seat.tenant_id == ChannelAct.tenant_id, Seat.person_id == ChannelAct.person_id).limit(1).scalar_subquery()
    mine = select(ChannelAct.at, ChannelAct.channel, ChannelAct.host, ChannelAct.act, name.label("who")).where(ChannelAct.tenant_id == tenant_id)
    return db.session.execute(mine.order_by(ChannelAct.at.desc(), ChannelAct.id.desc()).limit(LATEST)).all()
