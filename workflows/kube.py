"""KUBE, the joint livelihood group: one case is one group's application for one grant; the group and its fund outlive it.

Poor families save together and meet every week. When they have saved long enough they found a group, choose officers and propose, with UPC, in a letter
that names several groups. The proposal goes through the city, the province and the Ministry (`chain.py`). When the money has come the group signs for it,
works with it and reports on it. From then on the fund revolves, until the group decides to keep it as an endowment, or dissolves.
"""

from gulir.engine.asks import choice
from gulir.engine.parties import Party, Role
from gulir.engine.slots import Slot, all_of
from gulir.engine.switches import clause
from gulir.engine.text import _
from gulir.engine.vocabulary import START, State, Step, final
from gulir.engine.workflow import Workflow
from workflows import chain, documents, reasons
from workflows.guards.course import no_open_loan, was_evaluated
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
    *chain.ENDED,
)

# Who signs: (slot, party, who signs, who records it for them)
CHAIR, TREASURER, UPC_SIGNS, CITY_SIGNS = chain.CHAIR, chain.GROUP_TREASURER, chain.UPC_SIGNS, chain.CITY_SIGNS
NETWORK_SIGNS = Slot("network", NETWORK, ORGANISER)

RATINGS = (("growing", _("Growing")), ("developing", _("Developing")), ("independent", _("Independent")))
STEPS = (
    Step("open", START, "saving", _("Open the application"), by=ORGANISER, asks=chain.OPENING, tells=(UPC,)),
    Step("form", "saving", "formed", _("Found the group"), by=ORGANISER,
         needs=(*ELIGIBLE, saved_long_enough, attends_meetings, *filed(*PAPERS["form"])), tells=(UPC,)),
    *chain.chain(PAPERS),
    Step("receive", "disbursed", "running", _("Sign for the money"), signatures=all_of(CHAIR, TREASURER), needs=filed(*PAPERS["receive"]),
         asks=chain.RECEIPT, tells=(UPC,)),
    Step("submit_lpj", "running", "reported", _("Submit the accountability report"), signatures=all_of(CHAIR, TREASURER), needs=filed(*PAPERS["submit_lpj"]),
         asks=chain.REPORT, checks=(report_adds_up,), tells=(UPC, CITY)),
    Step("accept_lpj", "reported", "revolving", _("Accept the accountability report"), signatures=all_of(UPC_SIGNS, CITY_SIGNS),
         needs=correct(*PAPERS["accept_lpj"]), tells=(GROUP,)),
    Step("return_lpj", "reported", "running", _("Return the accountability report"), by=(*MANAGER, *CITY_OFFICER), records=MANAGER,
         asks=(chain.WHAT_TO_CORRECT,), tells=(GROUP,), aside=True),
    Step("rate", "revolving", None, _("Rate how far the group has come"), by=MANAGER, records=ORGANISER, needs=(was_evaluated, *filed(*PAPERS["rate"])),
         asks=(choice("rating", _("Rating"), RATINGS),), tells=(GROUP,), aside=True),
    Step("endow", "revolving", "endowment", _("Make the fund an endowment"), signatures=all_of(NETWORK_SIGNS, UPC_SIGNS), needs=(was_evaluated,),
         asks=(chain.MEETING,), tells=(GROUP,), aside=True, even_blocked=False),
    Step("dissolve", "revolving", "dissolved", _("Dissolve the group"), signatures=all_of(CHAIR, TREASURER, UPC_SIGNS), needs=(no_open_loan,),
         asks=(chain.MEETING,), tells=(GROUP, UPC), aside=True),
    *chain.after_refusal(),
    chain.withdraw("saving"),
)  # fmt: skip

KUBE = Workflow(
    "kube", 1, _("KUBE grant"), STATES, STEPS, letters="KUBE", reasons=reasons.CHOICES, papers=documents.CHOICES,
    facts=("case", "group", "kampung", "records", "documents", "marks", "signatures", "acts", "batch", "others", "children"),
)  # fmt: skip
