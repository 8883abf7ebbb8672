"""What may be done, and which role may do it: the one matrix that every page's guard and the page /peran read."""

from collections.abc import Collection
from enum import StrEnum

from gulir.engine.parties import Role


class Permission(StrEnum):
    """`resource:action`. Which rows are meant is the database's word: a role's cities, lanes, kampungs or group bound each of these."""

    ACCOUNT_OWN = "account:own"
    NOTICE_READ = "notice:read"
    RULEBOOK_READ = "rulebook:read"
    INBOX_READ = "inbox:read"
    CITY_READ = "city:read"
    BOARD_READ = "board:read"
    SEARCH_USE = "search:use"
    CASE_READ = "case:read"
    CASE_OPEN = "case:open"
    CASE_ACT = "case:act"
    EVALUATION_OPEN = "evaluation:open"
    PAPER_READ = "paper:read"
    BATCH_READ = "batch:read"
    BATCH_WRITE = "batch:write"
    GROUP_READ = "group:read"
    GROUP_WRITE = "group:write"
    NIK_UNMASK = "nik:unmask"
    KAMPUNG_READ = "kampung:read"
    KAMPUNG_WRITE = "kampung:write"
    REPORT_READ = "report:read"
    REPORT_EXPORT = "report:export"
    LETTER_READ = "letter:read"
    LETTER_WRITE = "letter:write"
    HOLIDAY_READ = "holiday:read"
    HOLIDAY_WRITE = "holiday:write"
    DELIVERY_READ = "delivery:read"
    DELIVERY_RESEND = "delivery:resend"
    CHANNEL_READ = "channel:read"
    CHANNEL_WRITE = "channel:write"
    PEOPLE_READ = "people:read"
    PEOPLE_MANAGE = "people:manage"


P = Permission
EVERYBODY = frozenset({P.ACCOUNT_OWN, P.NOTICE_READ, P.RULEBOOK_READ})
OWN_GROUP = EVERYBODY | {P.INBOX_READ, P.CASE_READ, P.CASE_ACT, P.PAPER_READ, P.GROUP_READ, P.SEARCH_USE}
READS_A_CITY = EVERYBODY | {
    P.INBOX_READ, P.CITY_READ, P.BOARD_READ, P.SEARCH_USE, P.CASE_READ, P.PAPER_READ,
    P.BATCH_READ, P.GROUP_READ, P.KAMPUNG_READ, P.REPORT_READ, P.REPORT_EXPORT, P.LETTER_READ, P.PEOPLE_READ,
    P.HOLIDAY_READ,
}  # fmt: skip
ACTS_IN_A_CITY = READS_A_CITY | {P.CASE_ACT}
CHANNELS = {P.DELIVERY_READ, P.DELIVERY_RESEND, P.CHANNEL_READ, P.CHANNEL_WRITE}
VERIFIES = ACTS_IN_A_CITY | {P.NIK_UNMASK}
ACCOMPANIES = ACTS_IN_A_CITY | {P.BATCH_WRITE, P.GROUP_WRITE, P.KAMPUNG_WRITE}

MATRIX: dict[Role, frozenset[Permission]] = {
    Role.GROUP_CHAIR: OWN_GROUP,
    Role.GROUP_SECRETARY: OWN_GROUP,
    Role.GROUP_TREASURER: OWN_GROUP,
    Role.ORGANISER: ACCOMPANIES | {P.CASE_OPEN},  # so say the workflows that there are
    Role.ADVOCATE: ACTS_IN_A_CITY | {P.CASE_OPEN},
    Role.PROGRAMME_MANAGER: ACCOMPANIES | VERIFIES | CHANNELS | {P.LETTER_WRITE, P.HOLIDAY_WRITE},
    Role.TREASURER: ACTS_IN_A_CITY,
    Role.CITY_ADMIN: READS_A_CITY | CHANNELS | {P.KAMPUNG_WRITE, P.PEOPLE_MANAGE, P.HOLIDAY_WRITE},
    Role.DINSOS_OFFICER: VERIFIES,
    Role.PROVINCE_OFFICER: ACTS_IN_A_CITY,
    Role.MINISTRY_OFFICER: VERIFIES,
    Role.REVIEWER: ACTS_IN_A_CITY,
    Role.LEAD_REVIEWER: ACTS_IN_A_CITY,
    Role.SECRETARIAT: ACCOMPANIES | CHANNELS | {P.PEOPLE_MANAGE, P.EVALUATION_OPEN, P.LETTER_WRITE},
    Role.AUDITOR: READS_A_CITY,
    Role.OPERATOR: EVERYBODY,  # works at the console
    Role.CLOCK: frozenset(),
}


# To look is always lent. Of what changes something, whoever stands in may what one of these lent rights covers; what is not here is never lent.
LOOKING = (":read", ":use", ":export", ":own")
LENT: dict[Permission, frozenset[str]] = {
    P.CASE_ACT: frozenset({"decide", "record", "sign"}),
    P.CASE_OPEN: frozenset({"decide"}),
    P.EVALUATION_OPEN: frozenset({"decide"}),
    P.BATCH_WRITE: frozenset({"record"}),
    P.GROUP_WRITE: frozenset({"record"}),
    P.KAMPUNG_WRITE: frozenset({"record"}),
    P.LETTER_WRITE: frozenset({"record"}),
}


def may(role: str, permission: Permission, lent: Collection[str] | None = None) -> bool:
    """May this role do it? A role that nobody declared may nothing. `lent`: the rights of whoever stands in for somebody in it."""
    given = permission in MATRIX.get(role, frozenset())  # type: ignore[call-overload]
    return given and (lent is None or permission.endswith(LOOKING) or bool(LENT.get(permission, frozenset()) & set(lent)))
