"""SP4N-LAPOR, a track of an advocacy case: a complaint in the national complaint system, filed by the team of the case.

The complaint is prepared and filed; within a few working days the administrator passes it on to the office in charge, and says of what class it is. By its
class the office has some days to answer. When these are over without an answer, the clock says so. The team then takes it to a higher place, or ends it.
"""

from gulir.engine.asks import choice, file, letter, reference, text, yes_no
from gulir.engine.parties import Party, Role
from gulir.engine.switches import ByAnswer, clause
from gulir.engine.text import _
from gulir.engine.vocabulary import START, State, Step, final
from gulir.engine.workflow import Workflow
from workflows.causes import OBSTACLES, PAPERS
from workflows.guards.advocacy import lapor_takes_it, of_a_case_under_way, time_is_up

NETWORK, OTHER_SIDE = Party.NETWORK, Party.OTHER_SIDE
ADVOCATE, CLOCK = (Role.ADVOCATE,), (Role.CLOCK,)

CLASSES = (
    ("normative", _("Information, or a plain rule")), ("service", _("Service, not of a supervisory nature")),
    ("supervisory", _("Supervisory, needs examination")),
)  # fmt: skip
ANSWER = ByAnswer("acknowledge", "class", {name: f"lapor.{name}.days" for name, _label in CLASSES}, "lapor.service.days")

STATES = (
    State("prepared", _("Prepared"), public=_("Being prepared"), ball=(NETWORK,)),
    State("filed", _("Filed"), public=_("Waiting to be passed on"), ball=(OTHER_SIDE,), within=clause("lapor.verification.days")),
    State("acknowledged", _("Acknowledged"), public=_("The office has to answer"), ball=(OTHER_SIDE,), within=ANSWER),
    State("answered", _("Answered"), public=_("Answered"), ball=(NETWORK,)),
    State("lapsed", _("Time is over"), public=_("Not answered in time"), ball=(NETWORK,), side=True),
    final("escalated", _("Taken higher"), public=_("Taken to a higher place"), side=True),
    final("ended", _("Ended"), public=_("Ended")),
)

OPENING = (
    reference("kampung", _("Kampung"), "kampung"), reference("rulebook", _("Rulebook"), "rulebook"), text("title", _("What it is about, in one line")),
    yes_no("excluded", _("Is it about a court case, a statute, corruption or a crime?")),
)  # fmt: skip
LODGED = (text("number", _("Number of the complaint")), text("reason", _("What is complained of")), file("receipt", _("Receipt"), required=False))
PASSED_ON = (choice("class", _("Class of the complaint"), CLASSES), text("office", _("Office in charge")))
ANSWERED = (text("reason", _("What they answered")), letter("answer_letter", _("Letter of answer"), required=False))
WHY = text("reason", _("Why"))

STEPS = (
    Step("open", START, "prepared", _("Prepare a complaint to SP4N-LAPOR"), by=(*ADVOCATE, Role.ORGANISER), team=True, needs=(of_a_case_under_way,),
         asks=OPENING, checks=(lapor_takes_it,)),
    Step("lodge", "prepared", "filed", _("File the complaint"), by=ADVOCATE, team=True, asks=LODGED, told=_("The complaint was filed: %(number)s.")),
    Step("acknowledge", "filed", "acknowledged", _("Record that it was passed on"), by=ADVOCATE, team=True, asks=PASSED_ON,
         told=_("It was passed on to %(office)s.")),
    Step("answer", ("filed", "acknowledged", "lapsed"), "answered", _("Record their answer"), by=ADVOCATE, team=True, asks=ANSWERED,
         told=_("They answered: %(reason)s")),
    Step("lapse", ("filed", "acknowledged"), "lapsed", _("The time for an answer is over"), by=CLOCK, needs=(time_is_up,), told=_("Nobody answered in time.")),
    Step("go_higher", ("answered", "lapsed"), "escalated", _("Take it higher"), by=ADVOCATE, team=True, asks=(text("to", _("Where to")), WHY),
         told=_("It goes on at %(to)s: %(reason)s")),
    Step("end", ("prepared", "filed", "acknowledged", "answered", "lapsed"), "ended", _("End the complaint"), by=ADVOCATE, team=True, asks=(WHY,), aside=True,
         told=_("The complaint ended: %(reason)s")),
)  # fmt: skip

LAPOR = Workflow(
    "lapor", 1, _("SP4N-LAPOR complaint"), STATES, STEPS, letters="LAPOR", reasons=OBSTACLES, papers=PAPERS, lanes=(1, 2),
    facts=("case", "kampung", "documents", "marks", "acts", "team", "parent"),
)  # fmt: skip
