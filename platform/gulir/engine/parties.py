"""Who takes part: parties that can hold the ball, kinds of organisations, and the roles that people act in."""

from dataclasses import dataclass
from enum import StrEnum, auto

from gulir.engine.text import Text, _


class Party(StrEnum):
    """A side that can hold the ball."""

    GROUP = auto()
    RESIDENTS = auto()
    NETWORK = auto()
    UPC = auto()
    DINSOS_CITY = auto()
    DINSOS_PROVINCE = auto()
    MINISTRY = auto()
    OTHER_SIDE = auto()


class Kind(StrEnum):
    """What an organisation is."""

    UPC = auto()
    NETWORK = auto()
    DINSOS_CITY = auto()
    DINSOS_PROVINCE = auto()
    MINISTRY = auto()
    INSPECTORATE = auto()
    OPERATOR = auto()
    SYSTEM = auto()


class Role(StrEnum):
    """What somebody may do; one person acts in one role of one organisation at a time."""

    GROUP_CHAIR = auto()
    GROUP_SECRETARY = auto()
    GROUP_TREASURER = auto()
    ORGANISER = auto()
    ADVOCATE = auto()
    PROGRAMME_MANAGER = auto()
    TREASURER = auto()
    CITY_ADMIN = auto()
    DINSOS_OFFICER = auto()
    PROVINCE_OFFICER = auto()
    MINISTRY_OFFICER = auto()
    REVIEWER = auto()
    LEAD_REVIEWER = auto()
    SECRETARIAT = auto()
    AUDITOR = auto()
    OPERATOR = auto()
    CLOCK = auto()


GOVERNMENT = frozenset({Kind.DINSOS_CITY, Kind.DINSOS_PROVINCE, Kind.MINISTRY, Kind.INSPECTORATE})

PARTY_LABELS = {
    Party.GROUP: _("The group"),
    Party.RESIDENTS: _("The residents"),
    Party.NETWORK: _("The city's community network"),
    Party.UPC: _("UPC"),
    Party.DINSOS_CITY: _("The city's Social Affairs Office"),
    Party.DINSOS_PROVINCE: _("The province's Social Affairs Office"),
    Party.MINISTRY: _("The Ministry of Social Affairs"),
    Party.OTHER_SIDE: _("The other side"),
}


@dataclass(frozen=True)
class RoleCard:
    """A role: its name for people, the organisations it exists in, and the party it acts for (None: the organisation's own)."""

    label: Text
    kinds: tuple[Kind, ...]
    party: Party | None = None


NETWORK_OR_UPC = (Kind.NETWORK, Kind.UPC)
ROLES = {
    Role.GROUP_CHAIR: RoleCard(_("Group chair"), (Kind.NETWORK,), Party.GROUP),
    Role.GROUP_SECRETARY: RoleCard(_("Group secretary"), (Kind.NETWORK,), Party.GROUP),
    Role.GROUP_TREASURER: RoleCard(_("Group treasurer"), (Kind.NETWORK,), Party.GROUP),
    Role.ORGANISER: RoleCard(_("Organiser"), NETWORK_OR_UPC, Party.NETWORK),
    Role.ADVOCATE: RoleCard(_("Advocate"), NETWORK_OR_UPC, Party.NETWORK),
    Role.PROGRAMME_MANAGER: RoleCard(_("Programme manager"), (Kind.UPC,), Party.UPC),
    Role.TREASURER: RoleCard(_("UPC treasurer"), (Kind.UPC,), Party.UPC),
    Role.CITY_ADMIN: RoleCard(_("City administrator"), NETWORK_OR_UPC, Party.NETWORK),
    Role.DINSOS_OFFICER: RoleCard(_("City Social Affairs officer"), (Kind.DINSOS_CITY,), Party.DINSOS_CITY),
    Role.PROVINCE_OFFICER: RoleCard(_("Province Social Affairs officer"), (Kind.DINSOS_PROVINCE,), Party.DINSOS_PROVINCE),
    Role.MINISTRY_OFFICER: RoleCard(_("Ministry officer"), (Kind.MINISTRY,), Party.MINISTRY),
    Role.REVIEWER: RoleCard(_("Reviewer"), (Kind.UPC, Kind.MINISTRY)),
    Role.LEAD_REVIEWER: RoleCard(_("Lead reviewer"), (Kind.UPC, Kind.MINISTRY)),
    Role.SECRETARIAT: RoleCard(_("UPC secretariat"), (Kind.UPC,), Party.UPC),
    Role.AUDITOR: RoleCard(_("Auditor"), (Kind.INSPECTORATE,)),
    Role.OPERATOR: RoleCard(_("Operator"), (Kind.OPERATOR,)),
    Role.CLOCK: RoleCard(_("The clock"), (Kind.SYSTEM,)),
}
NAMED = frozenset({Role.REVIEWER, Role.LEAD_REVIEWER})  # act only in cases that name them, for the side of their organisation
TEAM = "team"  # before a role: those who have it on the team of a case
OF_ITS_KIND = {Kind.UPC: Party.UPC, Kind.MINISTRY: Party.MINISTRY}


def party_of(role: Role, kind: Kind) -> Party | None:
    """The party that somebody speaks for; None for those who speak for none (auditor, operator, clock)."""
    card = ROLES[role]
    if kind not in card.kinds:
        return None
    return card.party or OF_ITS_KIND.get(kind)


# Who answers for a party at this table: those whose work list shows what lies with it.
SPEAKS_FOR = {
    Party.GROUP: (Role.ORGANISER, Role.GROUP_CHAIR, Role.GROUP_SECRETARY, Role.GROUP_TREASURER),
    Party.RESIDENTS: (Role.ORGANISER, Role.ADVOCATE),
    Party.NETWORK: (Role.ORGANISER, Role.ADVOCATE),
    Party.UPC: (Role.PROGRAMME_MANAGER, Role.SECRETARIAT),
    Party.DINSOS_CITY: (Role.DINSOS_OFFICER,),
    Party.DINSOS_PROVINCE: (Role.PROVINCE_OFFICER,),
    Party.MINISTRY: (Role.MINISTRY_OFFICER,),
    Party.OTHER_SIDE: (),
}
