"""Joint evaluation: UPC and the Ministry judge the same work apart, then together.

UPC's secretariat opens it on a group's grant, a kampung, a city or the agreement as a whole, for a period, with criteria and the reviewers of both sides,
none of whom had a part in it. The residents are heard first. Then each side scores on its own; nothing of one side is visible to the other, but whether it
has handed in. When both have, the scores open. Where they differ too much the two leads agree on a score, or one of them records a dissent. Both sign the
result; a correction takes both signatures away. Once published it lets a group be rated, and its fund become an endowment.
"""

from gulir.engine.asks import choice, date, file, integer, letter, reference, text
from gulir.engine.parties import Party, Role
from gulir.engine.slots import Slot, all_of
from gulir.engine.switches import BallWhile, clause
from gulir.engine.text import _
from gulir.engine.vocabulary import START, Fork, State, Step, final
from gulir.engine.workflow import Workflow
from workflows import reasons
from workflows.guards.opening import TIES, one_person_once, period_in_order, subject_fits
from workflows.guards.review import (
    agreed_on_the_scale,
    all_is_scored,
    differences_settled,
    lead_without_interest,
    ministry_lacks,
    nobody_handed_in_for_me,
    other_side_handed_in,
    proposal_stands,
    reviewer_without_interest,
    signatures_stand,
    there_is_a_difference,
    upc_lacks,
)

UPC, MINISTRY, RESIDENTS = Party.UPC, Party.MINISTRY, Party.RESIDENTS
SECRETARIAT, LEAD, REVIEWERS = (Role.SECRETARIAT,), (Role.LEAD_REVIEWER,), (Role.REVIEWER, Role.LEAD_REVIEWER)
BOTH_LEADS = all_of(Slot("upc", UPC, LEAD), Slot("ministry", MINISTRY, LEAD))

STATES = (
    State("hearing_residents", _("Residents' voice"), public=_("The residents are being heard"), ball=(RESIDENTS,), within=clause("hearing.days")),
    State("scoring", _("Scored under seal"), public=_("Both sides are scoring"), ball=(BallWhile(UPC, upc_lacks), BallWhile(MINISTRY, ministry_lacks)),
          within=clause("scoring.days")),
    State("comparing", _("Differences"), public=_("The two sides compare"), ball=(UPC, MINISTRY), within=clause("comparing.days")),
    State("resolved", _("Agreed"), public=_("Waiting for both signatures"), ball=(UPC, MINISTRY), within=clause("signing.days")),
    State("signed", _("Signed"), public=_("Signed by both"), ball=(UPC,)),
    final("closed", _("Published"), public=_("Published")),
)  # fmt: skip

SUBJECTS = (("grant", _("A group's grant")), ("kampung", _("A kampung")), ("city", _("The city")), ("mou", _("The agreement as a whole")))
VOICES = (("meeting", _("A meeting")), ("survey", _("A survey")))
OPENING = (
    choice("subject", _("What is evaluated"), SUBJECTS), text("title", _("Title")), reference("rulebook", _("Criteria"), "rulebook"),
    date("period_from", _("Period from")), date("period_to", _("Period until")),
    reference("upc_lead", _("UPC's lead reviewer"), "reviewer"), reference("upc_reviewer", _("UPC's reviewer"), "reviewer", required=False),
    reference("ministry_lead", _("The Ministry's lead reviewer"), "reviewer"),
    reference("ministry_reviewer", _("The Ministry's reviewer"), "reviewer", required=False),
)  # fmt: skip
VOICE = (
    choice("method", _("How the residents were heard"), VOICES), integer("heard", _("How many were heard"), min=1, max=1_000_000),
    text("story", _("What they said")), file("residents_record", _("Record of the meeting, or result of the survey")),
)  # fmt: skip
CRITERION = reference("criterion", _("Criterion"), "criterion")
RESOLUTION = (CRITERION, integer("agreed", _("Score that both agree on"), max=100), text("reason", _("Why it is so")))
DISSENT = (CRITERION, text("reason", _("In what you differ, and why")))
MINUTES = letter("evaluation_minutes", _("Minutes of the joint evaluation"))
WHAT_CHANGES = text("change", _("What is to be corrected"))
PAPERS = (("residents_record", _("Record of the meeting, or result of the survey")), ("evaluation_minutes", _("Minutes of the joint evaluation")),
          ("other", _("Other")))  # fmt: skip

STEPS = (
    Step("open", START, "hearing_residents", _("Open a joint evaluation"), by=SECRETARIAT, asks=OPENING,
         checks=(subject_fits, period_in_order, one_person_once, *TIES), effects=("reviewers",), tells=(UPC, MINISTRY, RESIDENTS)),
    # Of the agreement as a whole nobody accompanies anybody: there the secretariat enters what was heard.
    Step("record_voice", "hearing_residents", "scoring", _("Record what the residents say"), by=(Role.ORGANISER, Role.SECRETARIAT), asks=VOICE),
    Step("score", "scoring", None, _("Score"), by=REVIEWERS, needs=(reviewer_without_interest, nobody_handed_in_for_me), effects=("scores",), quiet=True),
    Step("hand_in", "scoring", Fork(other_side_handed_in, "comparing", "scoring"), _("Hand in"), by=LEAD,
         needs=(lead_without_interest, nobody_handed_in_for_me, all_is_scored), effects=("hand_in",)),
    Step("resolve", "comparing", None, _("Agree on a score"), signatures=BOTH_LEADS, needs=(lead_without_interest,), asks=RESOLUTION,
         checks=(there_is_a_difference, agreed_on_the_scale), aside=True),
    Step("withdraw_proposal", "comparing", None, _("Take the proposed score back, or refuse it"), by=LEAD, needs=(lead_without_interest, proposal_stands),
         asks=(text("reason", _("Why")),), effects=("void",), aside=True),
    Step("dissent", "comparing", None, _("Record a dissent"), by=LEAD, needs=(lead_without_interest,), asks=DISSENT, checks=(there_is_a_difference,),
         aside=True),
    Step("conclude", "comparing", "resolved", _("Conclude the comparison"), by=LEAD, needs=(lead_without_interest, differences_settled),
         asks=(text("reason", _("Conclusion")),)),
    Step("sign_result", "resolved", "signed", _("Sign the result"), signatures=BOTH_LEADS, needs=(lead_without_interest, differences_settled)),
    Step("amend", ("resolved", "signed"), "comparing", _("Correct the result"), by=LEAD, needs=(lead_without_interest,), asks=(WHAT_CHANGES,), aside=True),
    Step("publish", "signed", "closed", _("Publish"), by=(*SECRETARIAT, *LEAD), needs=(lead_without_interest, signatures_stand), asks=(MINUTES,),
         tells=(UPC, MINISTRY, RESIDENTS)),
)  # fmt: skip

EVALUATION = Workflow(
    "evaluation", 1, _("Joint evaluation"), STATES, STEPS, letters="EVAL", reasons=reasons.CHOICES, papers=PAPERS,
    facts=("case", "group", "kampung", "documents", "marks", "signatures", "acts", "parent", "evaluation", "candidates"),
)  # fmt: skip
