"""The table of notices: for what the door tells, who hears of it and in which words."""

from dataclasses import dataclass
from enum import Enum, auto

from flask_babel import lazy_gettext as _

Words = object  # a lazy string: translated when it is shown


class Reach(Enum):
    """Whom a topic reaches, of those who may see the case. The one who acted is never told of their own act."""

    HOLDERS = auto()  # roles on whose work list the case stands now
    TOLD = auto()  # parties that the step says are told
    RESOLVER = auto()  # the party that can clear the obstacle that was reported
    KEEPERS = auto()  # who keeps the programme: programme manager and secretariat
    WATCHERS = auto()  # people who follow the case
    DECIDERS = auto()  # the one who is said to have decided, and others of that office
    ASSIGNEE = auto()  # the colleague whom the case was given to
    ABSENT = auto()  # the one for whom the actor stood in
    TAKER = auto()  # that colleague; where nobody took it on, those on whose work list it stands
    TEAM = auto()  # those of its team who can act
    MANAGERS = auto()  # the city's programme managers


@dataclass(frozen=True)
class Kind:
    """One kind of notice. Places in the words: %(case)s, %(step)s, %(state)s; `line` is the sentence below the title."""

    name: str
    reach: tuple[Reach, ...]
    title: Words
    line: Words
    urgent: bool = False  # waits for no digest


R = Reach
CALLED = (R.HOLDERS, R.ASSIGNEE)
STANDS = _("%(step)s. It now stands at: %(state)s.")
# What the door writes into the outbox → kinds of notices. Somebody whom two kinds of one topic reach gets the first.
TOPICS: dict[str, tuple[Kind, ...]] = {
    "turn": (
        Kind("turn", (R.HOLDERS, R.ASSIGNEE), _("Your turn: %(case)s"), STANDS),
        Kind("moved", (R.TOLD, R.WATCHERS), _("%(case)s: %(state)s"), STANDS),
    ),
    "signed": (Kind("signed", (R.HOLDERS, R.ASSIGNEE, R.WATCHERS), _("A signature was given: %(case)s"), _("Others still have to sign before it moves on.")),),
    "blocked": (
        Kind(
            "blocked",
            (R.RESOLVER, R.HOLDERS, R.ASSIGNEE, R.WATCHERS),
            _("Stopped: %(case)s"),
            _("An obstacle was reported. The case page says which, and who can clear it."),
        ),
    ),
    "unblocked": (Kind("unblocked", (R.HOLDERS, R.ASSIGNEE, R.WATCHERS), _("No longer stopped: %(case)s"), _("An obstacle was cleared.")),),
    "freed": (
        Kind(
            "freed",
            (R.HOLDERS, R.ASSIGNEE, R.KEEPERS, R.WATCHERS),
            _("The obstacle is gone: %(case)s"),
            _("What stood in its way is gone. The obstacle can now be cleared."),
        ),
    ),
    "given": (Kind("given", (R.HOLDERS, R.ASSIGNEE, R.WATCHERS), _("A paper was given: %(case)s"), _("It stands among the papers of the case.")),),
    "contested": (Kind("contested", (R.KEEPERS, R.WATCHERS), _("Contested: %(case)s"), _("Somebody contests an act that was recorded in their name.")),),
    "recorded": (Kind("recorded", (R.DECIDERS,), _("Recorded in your name: %(case)s"), _("%(step)s. If it is not so, contest it on the page of the case.")),),
    "waived": (
        Kind("waived", (R.HOLDERS, R.ASSIGNEE, R.WATCHERS), _("A clause was waived: %(case)s"), _("The case page says which clause, and by whose decision.")),
    ),
    "in_your_name": (Kind("in_your_name", (R.ABSENT,), _("Done in your name: %(case)s"), _("%(step)s, by whoever stands in for you.")),),
    "assigned": (Kind("assigned", (R.ASSIGNEE,), _("Given to you: %(case)s"), _("A colleague gave you this case.")),),
    "reminded_before": (Kind("reminded_before", CALLED, _("Soon due: %(case)s"), _("Its day comes near, and it is your turn.")),),
    "reminded_on": (Kind("reminded_on", CALLED, _("Due today: %(case)s"), _("Today is its day, and it is your turn.")),),
    "reminded_after": (Kind("reminded_after", CALLED, _("Overdue: %(case)s"), _("Its day has passed, and it is your turn.")),),
    "reminded_held": (Kind("reminded_held", CALLED, _("Still stopped: %(case)s"), _("An obstacle has stood for a while, and you can clear it.")),),
    "reminded_team": (
        Kind("reminded_team", (R.TEAM, R.MANAGERS), _("Its team ends soon: %(case)s"), _("Take somebody in who has no end, while somebody can.")),
    ),
    "reminded_teamless": (
        Kind(
            "reminded_teamless", (R.HOLDERS, R.TEAM, R.MANAGERS), _("Without a team: %(case)s"), _("Nobody on its team can act. It has to be taken up again.")
        ),
    ),
    "escalated_assignee": (Kind("escalated_assignee", (R.TAKER,), _("Still overdue: %(case)s"), _("Nobody acted since its day passed. It lies with you.")),),
    "escalated_manager": (
        Kind(
            "escalated_manager",
            (R.MANAGERS, R.TAKER),
            _("Told to the programme manager: %(case)s"),
            _("Its day has passed and nobody acted; the programme manager is told."),
            urgent=True,
        ),
    ),
    "escalated_secretariat": (
        Kind(
            "escalated_secretariat",
            (R.KEEPERS, R.TAKER),
            _("Told to the secretariat: %(case)s"),
            _("Its day has long passed and nobody acted; the secretariat is told."),
            urgent=True,
        ),
    ),
}
KINDS: dict[str, Kind] = {kind.name: kind for kinds in TOPICS.values() for kind in kinds}
UNSAID = _("There is news on a case of yours")  # what a letter says of a case that is kept confidential
UNSAID_LINE = _("Sign in to read it.")
