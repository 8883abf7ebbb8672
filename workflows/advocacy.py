"""Advocacy: what residents bring because an office or a company does not do right by them, from the first word to the last promise kept.

Anybody of the network writes down one line, and later the story. In triage the network names the matter, decides who may read it (everybody who does
advocacy in the city, or the team of the case alone) and makes sure that an advocate is on the team. From then on an advocate of the team decides. The team
gathers chronology and evidence; the residents meet, say what they demand, and send delegates. The team writes, files, and meets the other side, which has
a number of working days to answer; when they are over, the clock gives the case back to the team. A settlement answers every demand and says who will do
what by when, and what will show it. These promises are watched: when all are kept the case closes, when one is broken it is taken up again. A case is
closed by the residents, demand by demand, and somebody else than who concluded it writes that down. No closing is for ever: whatever returns is reopened.
Where nobody is left on the team who could act, anybody of network or UPC who may read the case takes it up again: they say why, and put in somebody who can.
"""

from dataclasses import replace

from gulir.engine.asks import adds, choice, date, file, integer, judges, letter, named_item, reference, text, yes_no
from gulir.engine.parties import Party, Role
from gulir.engine.switches import clause
from gulir.engine.text import _
from gulir.engine.vocabulary import START, State, Step, resting
from gulir.engine.workflow import Workflow
from workflows.causes import CATEGORIES, OBSTACLES, PAPERS
from workflows.guards.advocacy import (
    a_promise_is_open,
    an_advocate_on_the_team,
    delegates_were_there,
    earliest_promise,
    ends_later,
    every_promise_kept,
    keeps_oneself_in,
    names_one_obstacle,
    nobody_is_left,
    obstacle_is_gone,
    outcome_fits_the_demands,
    promised_where_agreed,
    somebody_stays,
    something_is_demanded,
    time_is_up,
)

NETWORK, RESIDENTS, OTHER_SIDE = Party.NETWORK, Party.RESIDENTS, Party.OTHER_SIDE
ANYBODY, ADVOCATE, CLOCK = (Role.ORGANISER, Role.ADVOCATE), (Role.ADVOCATE,), (Role.CLOCK,)
WHOEVER_READS = (*ANYBODY, Role.PROGRAMME_MANAGER, Role.SECRETARIAT)

STATES = (
    State("intake", _("Intake"), public=_("Being written down"), ball=(NETWORK,), within=clause("intake.days")),
    State("triage", _("Triage"), public=_("The network looks at it"), ball=(NETWORK,), within=clause("triage.days")),
    State("documenting", _("Documenting"), public=_("Evidence is gathered"), ball=(RESIDENTS,)),
    State("mandate", _("Mandate"), public=_("The residents decide what they demand"), ball=(RESIDENTS,)),
    State("acting", _("Acting"), public=_("The team acts"), ball=(NETWORK,), within=clause("acting.days")),
    State("waiting", _("Waiting for an answer"), public=_("The other side has to answer"), ball=(OTHER_SIDE,), within=clause("answer.days")),
    State("negotiating", _("Negotiating"), public=_("Talks are under way"), ball=(OTHER_SIDE,)),
    State("monitoring", _("Monitoring promises"), public=_("Promises have been made"), ball=(OTHER_SIDE,), until=earliest_promise),
    State("closing", _("Closing"), public=_("The residents confirm the end"), ball=(RESIDENTS,), within=clause("closing.days")),
    resting("closed", _("Closed"), public=_("Closed"), side=False),
    resting("dormant", _("Dormant"), public=_("At rest")),
    resting("merged", _("Merged"), public=_("Goes on in another case")),
)

LANES = (("1", _("Everybody who does advocacy in this city")), ("2", _("The team of this case alone")))
OPENING = (reference("kampung", _("Kampung"), "kampung"), reference("rulebook", _("Rulebook"), "rulebook"), text("title", _("What it is about, in one line")),
           choice("lane", _("Who may read it"), LANES), reference("plea", _("Obstacle that it works on"), "plea", required=False))  # fmt: skip
STORY = (
    text("story", _("What happened")), text("place", _("Where")), integer("affected", _("Households affected"), min=1, max=1_000_000),
    yes_no("may_be_named", _("May those who tell it be named?")), date("urgent_by", _("Something happens on (an eviction, say)"), required=False, ahead=True),
)  # fmt: skip
TRIAGE = (choice("category", _("What it is about"), CATEGORIES), choice("lane", _("Who may read it"), LANES))
PLACES = (("city", _("Another city")), ("national", _("The national secretariat")))
DEMANDS = adds("demands", _("Demands"), "demand", text("words", _("What the residents demand")))
DELEGATES = adds("delegates", _("Delegates"), "delegate", text("words", _("Name")), yes_no("present", _("Was at the meeting")), begins="named")
MANDATE = (letter("meeting_record", _("Record of the residents' meeting")), DEMANDS, DELEGATES, text("authority", _("What the delegates may agree to")))
IN_WORDS = text("answer", _("In words"), required=False)
STANDS = (("agreed", _("Agreed")), ("half_agreed", _("Agreed in part")), ("refused", _("Refused")), ("unanswered", _("Not answered")))
PROMISED = (
    reference("of", _("To which demand"), "item:demand"), text("who", _("Who does it")), text("words", _("What")), date("due_on", _("By when"), ahead=True),
    text("evidence", _("What will show it")),
)  # fmt: skip
SETTLEMENT = (
    judges("answers", _("Answer to each demand"), "demand", choice("state", _("Answer"), STANDS), IN_WORDS),
    adds("commitments", _("Commitments"), "commitment", *PROMISED, begins="promised"),
    letter("settlement_record", _("Record of the settlement"), required=False),
)  # fmt: skip
KEPT = choice("state", _("Stands"), (("promised", _("Not yet")), ("partly", _("In part")), ("kept", _("Kept"))))
FOLLOW_UP = (judges("commitments", _("How each commitment stands"), "commitment", KEPT, IN_WORDS, ends=("kept",)),)
OUTCOMES = (("won", _("Won")), ("partly", _("Won in part")), ("lost", _("Lost")), ("withdrawn", _("Withdrawn")))
ENDS = ("won", "partly", "lost", "withdrawn")
CONFIRMED = (
    judges("outcomes", _("Outcome of each demand"), "demand", choice("state", _("Outcome"), OUTCOMES), IN_WORDS, ends=ENDS),
    choice("outcome", _("Outcome of the case"), OUTCOMES), text("confirmed_by", _("Which residents confirm it")),
)  # fmt: skip
WHY = text("reason", _("Why"))
DECIDED = (WHY, letter("residents_decision", _("Decision of the residents"), help=_("Of a meeting or of those affected: its place, its day, and who signed")))
MET = (text("whom", _("Who came")), text("reason", _("What was said")))
ANSWER = (text("reason", _("What they answered")), letter("answer_letter", _("Letter of answer"), required=False))
EVIDENCE = (text("chronology", _("Chronology")), text("evidence", _("What proves it")), file("photo", _("Photo"), required=False))
REFERRED = (choice("where", _("Where to"), PLACES), text("whom", _("To whom")), WHY)
MATE = (reference("person", _("Who"), "teammate"), date("until", _("Until when"), required=False, ahead=True, help=_("Leave it empty if it has no end")))
LED = (reference("person", _("Who takes it on"), "leader"), WHY)
OBSTACLE = (
    reference("plea", _("Obstacle"), "plea", required=False),
    reference("code", _("Code of an obstacle elsewhere"), "plea_code", required=False, help=_("As the page of its obstacle shows it")),
)  # fmt: skip
EARLY, UNDER_WAY = ("intake", "triage"), ("documenting", "mandate", "acting", "waiting", "negotiating", "monitoring")
LATER, AT_REST = (*UNDER_WAY, "closing"), ("closed", "dormant", "merged")

TAKE_IN = Step(
    "enlist",
    EARLY,
    None,
    _("Take somebody into the team"),
    by=ANYBODY,
    asks=MATE,
    checks=(ends_later,),
    effects=("team",),
    aside=True,
    quiet=True,
    told=_("%(who)s took somebody into the team."),
)
STEPS = (
    Step("open", START, "intake", _("Log a case"), by=ANYBODY, asks=OPENING, tells=(NETWORK,), effects=("tie",)),
    Step("submit", "intake", "triage", _("Submit the story"), by=ANYBODY, asks=STORY, tells=(NETWORK,), told=_("%(who)s told the story.")),
    Step("reject_duplicate", "intake", "merged", _("It is a case that we have already"), by=ANYBODY, aside=True,
         asks=(text("duplicate_of", _("Number of the other case")),), told=_("It is the same as %(duplicate_of)s.")),
    Step("document", "triage", "documenting", _("Take the case up"), by=ANYBODY, needs=(an_advocate_on_the_team,), asks=TRIAGE, checks=(keeps_oneself_in,),
         effects=("lane",), told=_("%(who)s took the case up: %(category)s.")),
    Step("refer", "triage", "dormant", _("Refer it elsewhere"), by=ANYBODY, asks=REFERRED, aside=True, told=_("Referred to %(whom)s: %(reason)s")),
    # From here on the team's alone.
    Step("seek_mandate", "documenting", "mandate", _("Bring it before the residents"), by=ADVOCATE, team=True, asks=EVIDENCE,
         told=_("The evidence was brought before the residents.")),
    Step("authorise", "mandate", "acting", _("Record the mandate"), by=ADVOCATE, team=True, asks=MANDATE, checks=(delegates_were_there,),
         told=_("The residents gave their mandate.")),
    Step("send", "acting", "waiting", _("Send a letter"), by=ADVOCATE, team=True, asks=(text("to", _("To whom")), letter("sent_letter", _("The letter"))),
         told=_("A letter went to %(to)s.")),
    Step("meet", "acting", "negotiating", _("Meet the other side"), by=ADVOCATE, team=True, asks=MET, told=_("The other side was met: %(whom)s.")),
    Step("answered", "waiting", "negotiating", _("Record their answer"), by=ADVOCATE, team=True, asks=ANSWER, told=_("They answered: %(reason)s")),
    Step("lapsed", "waiting", "acting", _("The time for an answer is over"), by=CLOCK, needs=(time_is_up,), told=_("Nobody answered in time.")),
    Step("settle", "negotiating", "monitoring", _("Settle"), by=ADVOCATE, team=True, needs=(something_is_demanded,), asks=SETTLEMENT,
         checks=(promised_where_agreed,), told=_("A settlement was made.")),
    Step("no_show", "negotiating", "acting", _("They did not come"), by=ADVOCATE, team=True, asks=(WHY,), aside=True,
         told=_("The other side did not come: %(reason)s")),
    Step("empty_answer", "negotiating", "acting", _("The answer is empty"), by=ADVOCATE, team=True, asks=(WHY,), aside=True,
         told=_("The answer settles nothing: %(reason)s")),
    Step("follow_up", "monitoring", None, _("Look after the promises"), by=ADVOCATE, team=True, needs=(a_promise_is_open,), asks=FOLLOW_UP,
         told=_("It was looked at how the promises stand.")),
    Step("kept", "monitoring", "closing", _("Every promise was kept"), by=ADVOCATE, team=True, needs=(every_promise_kept,), told=_("Every promise was kept.")),
    Step("broken", "monitoring", "acting", _("A promise was broken"), by=ADVOCATE, team=True, needs=(a_promise_is_open,),
         asks=(named_item("commitment", _("Which one"), "commitment", "broken"), WHY), aside=True, told=_("A promise was broken: %(reason)s")),
    Step("conclude", UNDER_WAY, "closing", _("Bring it to an end"), by=ADVOCATE, team=True, asks=DECIDED, aside=True,
         told=_("The residents decided to end it: %(reason)s")),
    Step("suspend", UNDER_WAY, "dormant", _("Let it rest"), by=ADVOCATE, team=True, asks=DECIDED, aside=True, told=_("The case rests: %(reason)s")),
    Step("confirm_closed", "closing", "closed", _("Record that the residents confirm it"), by=ANYBODY, team=True, not_by=("conclude", "kept"), asks=CONFIRMED,
         checks=(outcome_fits_the_demands,), told=_("The residents confirmed the end: %(outcome)s.")),
    Step("dispute", "closing", "acting", _("The residents do not agree"), by=ANYBODY, team=True, asks=(WHY,), aside=True,
         told=_("The residents do not agree: %(reason)s")),
    Step("reopen", AT_REST, "triage", _("Reopen"), by=ANYBODY, team=True, asks=(text("change", _("What is new")),),
         told=_("%(who)s reopened the case: %(change)s")),
    # A proposal's obstacle may wait for this case; it learns that it is gone, and gets the papers that the team releases, and nothing else.
    Step("tie", (*EARLY, *LATER), None, _("Work on an obstacle of a proposal"), by=ANYBODY, team=True, asks=OBSTACLE, checks=(names_one_obstacle,),
         effects=("tie",), aside=True, quiet=True, told=_("The case now works on an obstacle of a proposal.")),
    Step("release", LATER, None, _("Release a paper to the proposals that wait"), by=ADVOCATE, team=True, effects=("release",), aside=True, quiet=True,
         asks=(reference("document", _("Document"), "document"),), told=_("A paper was released to the proposals that wait for this case.")),
    TAKE_IN,
    replace(TAKE_IN, source=LATER, team=True),
    Step("dismiss", (*EARLY, *LATER), None, _("Let somebody go from the team"), by=ANYBODY, team=True, asks=(reference("person", _("Who"), "member"),),
         checks=(somebody_stays,), effects=("team",), aside=True, quiet=True, told=_("%(who)s let somebody go from the team.")),
    Step("take_up_again", (*EARLY, *LATER, *AT_REST), None, _("Take the case up again"), by=WHOEVER_READS, needs=(nobody_is_left,), asks=LED,
         effects=("team", "retake"), aside=True, quiet=True, told=_("Nobody was left on the team; %(who)s had the case taken up again: %(reason)s")),
)  # fmt: skip

ADVOCACY = Workflow(
    "advocacy", 1, _("Advocacy"), STATES, STEPS, letters="ADV", reasons=OBSTACLES, papers=PAPERS, lanes=(1, 2), frees=obstacle_is_gone,
    facts=("case", "kampung", "documents", "marks", "acts", "items", "team", "children"),
)  # fmt: skip
