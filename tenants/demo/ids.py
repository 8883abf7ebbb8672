"""Names turned into ids that are the same on every run, so that a load that was interrupted finds what it has already made."""

import uuid

SPACE = uuid.UUID("6b1f9a52-54e0-5d0c-9d2e-2014090800ed")


def known(*names: object) -> uuid.UUID:
    """The one id of this thing; the same names always give the same id."""
    return uuid.uuid5(SPACE, "/".join(str(name) for name in names))
