"""KUBE, the joint livelihood group: one case is one group's application for one grant; the group and its fund outlive it.

Poor families save together and meet every week. When they have saved long enough they found a group, choose officers and propose, with UPC, in a letter
that names several groups. The proposal goes through the city, the province and the Ministry (`chain.py`). When the money has come the group signs for it,
works with it and reports on it. From then on the fund revolves, until the group decides to keep it as an endowment, or dissolves.
"""

from gulir.engine.asks import choice, letter, money, reference, text
from gulir.engine.parties import Party, Role
from gulir.engine.slots import Slot, all_of
from gulir.engine.switches import clause
from gulir.engine.text import _
from gulir.engine.vocabulary import START, State, Step, final
from gulir.engine.workflow import Workflow
from workflows import chain, documents, reasons
from workflows.guards.course import no_open_loan, refusal_can_be_cured, was_evaluated
from workflows.guards.members import ELIGIBLE, attends_meetings, saved_long_enough
from workflows.guards.money import report_adds_up
from workflows.guards.papers import correct, filed

GROUP, UPC, CITY, NETWORK = Party.GROUP, Party.UPC, Party.DINSOS_CITY, Party.NETWORK
ORGANISER, MANAGER, CITY_OFFICER = (Role.ORGANISER,), (Role.PROGRAMME_MANAGER,), (Role.DINSOS_OFFICER,)
PAPERS = documents.KUBE

STATES = (
    State("saving", _("Saving"), public=_("The group is saving"), ball=(GROUP,)),
    *chain.STATES,
    State("running", _("Running"), public=_("The group is at work"), ball=(GROUP,), within=clause("lpj.days")),
    State("reported", _("Reported"), public=_("The report is being examined"), ball=(UPC, CITY), within=clause("lpj_review.days")),
    State("revolving", _("Revolving"), public=_("The fund revolves"), ball=(GROUP,)),
    final("endowment", _("Endowment"), public=_("The fund is the group's endowment")),
    final("dissolved", _("Dissolved"), public=_("The group is dissolved"), side=True),
    final("withdrawn", _("Withdrawn"), public=_("Withdrawn by the group"), side=True),
    final("rejected", _("Rejected"), public=_("Rejected"), side=True),
)

# Who signs: (slot, party, who signs, who records it for them)
CHAIR, TREASURER = Slot("chair", GROUP, (Role.GROUP_CHAIR,), ORGANISER), Slot("treasurer", GROUP, (Role.GROUP_TREASURER,), ORGANISER)
UPC_SIGNS, CITY_SIGNS = Slot("upc", UPC, MANAGER), Slot("dinsos_city", CITY, CITY_OFFICER, MANAGER)
NETWORK_SIGNS = Slot("network", NETWORK, ORGANISER)

OPENING = (
    reference("group", _("Group"), "group"), reference("kampung", _("Kampung"), "kampung"), reference("rulebook", _("Rulebook"), "rulebook"),
    text("title", _("Title")), money("amount", _("Amount applied for"), required=False),
)  # fmt: skip
RECEIPT = (text("acknowledged_by", _("Acknowledged by the ward or village head")), text("acknowledged_title", _("Title of the signer")))
REPORT = (money("realised", _("Spent")), money("remaining", _("Remaining")))
RATINGS = (("growing", _("Growing")), ("developing", _("Developing")), ("independent", _("Independent")))
MEETING = letter("meeting_decision", _("Decision of the members' meeting"))
BEFORE_MONEY = (
    "saving", "formed", "proposed", "complete", "verified", "recommended", "forwarded", "ready_for_decree", "decreed", "ready", "returned", "refused",
)  # fmt: skip

STEPS = (
    Step("open", START, "saving", _("Open the application"), by=ORGANISER, asks=OPENING, tells=(UPC,)),
    Step("form", "saving", "formed", _("Found the group"), by=ORGANISER,
         needs=(*ELIGIBLE, saved_long_enough, attends_meetings, *filed(*PAPERS["form"])), tells=(UPC,)),
    *chain.chain(PAPERS),
    Step("receive", "disbursed", "running", _("Sign for the money"), signatures=all_of(CHAIR, TREASURER), needs=filed(*PAPERS["receive"]),
         asks=RECEIPT, tells=(UPC,)),
    Step("submit_lpj", "running", "reported", _("Submit the accountability report"), signatures=all_of(CHAIR, TREASURER), needs=filed(*PAPERS["submit_lpj"]),
         asks=REPORT, checks=(report_adds_up,), tells=(UPC, CITY)),
    Step("accept_lpj", "reported", "revolving", _("Accept the accountability report"), signatures=all_of(UPC_SIGNS, CITY_SIGNS),
         needs=correct(*PAPERS["accept_lpj"]), tells=(GROUP,)),
    Step("return_lpj", "reported", "running", _("Return the accountability report"), by=(*MANAGER, *CITY_OFFICER), records=MANAGER,
         asks=(chain.WHAT_TO_CORRECT,), tells=(GROUP,), aside=True),
    Step("rate", "revolving", None, _("Rate how far the group has come"), by=MANAGER, records=ORGANISER, needs=(was_evaluated, *filed(*PAPERS["rate"])),
         asks=(choice("rating", _("Rating"), RATINGS),), tells=(GROUP,), aside=True),
    Step("endow", "revolving", "endowment", _("Make the fund an endowment"), signatures=all_of(NETWORK_SIGNS, UPC_SIGNS), asks=(MEETING,), tells=(GROUP,),
         aside=True, even_blocked=False),
    Step("dissolve", "revolving", "dissolved", _("Dissolve the group"), signatures=all_of(CHAIR, TREASURER, UPC_SIGNS), needs=(no_open_loan,), asks=(MEETING,),
         tells=(GROUP, UPC), aside=True),
    Step("reopen", "refused", "proposed", _("Propose again"), by=(*ORGANISER, *MANAGER), needs=(refusal_can_be_cured,),
         asks=(text("change", _("What has changed")),), tells=(UPC,)),
    Step("reject", "refused", "rejected", _("Close as rejected"), by=(*ORGANISER, *MANAGER), tells=(GROUP, UPC), even_blocked=True),
    Step("withdraw", BEFORE_MONEY, "withdrawn", _("Withdraw the proposal"), by=ORGANISER, asks=(MEETING,), tells=(UPC,), aside=True),
)  # fmt: skip

KUBE = Workflow(
    "kube", 1, _("KUBE grant"), STATES, STEPS, letters="KUBE", reasons=reasons.CHOICES, papers=documents.CHOICES,
    facts=("case", "group", "kampung", "records", "documents", "marks", "signatures", "acts", "batch", "others"),
)  # fmt: skip
