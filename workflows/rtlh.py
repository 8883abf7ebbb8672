"""RTLH, the grant for houses that are unfit to live in: one case is one group's application; each house is a case of its own within it (`house.py`).

A group of neighbours is surveyed house by house, chooses officers and proposes. The proposal goes through the city, the province and the Ministry
(`chain.py`). When the money has come the group signs for it, and the houses are repaired one by one. The group reports when every house is complete, or
when it is explained why one is not. UPC and the city accept the report, and the grant ends.
"""

from gulir.engine.parties import Party, Role
from gulir.engine.slots import all_of
from gulir.engine.switches import clause
from gulir.engine.text import _
from gulir.engine.vocabulary import START, State, Step, final
from gulir.engine.workflow import Workflow
from workflows import chain, documents, reasons
from workflows.guards.group import account_in_group_name, enough_specimens
from workflows.guards.houses import (
    decree_within_house_ceiling,
    every_house_complete_or_explained,
    houses_costed,
    houses_surveyed,
    houses_within_ceiling,
)
from workflows.guards.members import members_in_poverty_data, members_within_limits
from workflows.guards.money import report_adds_up
from workflows.guards.papers import correct, filed

GROUP, UPC, CITY = Party.GROUP, Party.UPC, Party.DINSOS_CITY
ORGANISER, MANAGER, CITY_OFFICER = (Role.ORGANISER,), (Role.PROGRAMME_MANAGER,), (Role.DINSOS_OFFICER,)
PAPERS = documents.RTLH

STATES = (
    State("surveying", _("Surveying"), public=_("The houses are being surveyed"), ball=(GROUP,)),
    *chain.STATES,
    State("building", _("Building"), public=_("The houses are being repaired"), ball=(GROUP,), within=clause("building.days")),
    State("reported", _("Reported"), public=_("The report is being examined"), ball=(UPC, CITY), within=clause("lpj_review.days")),
    final("accepted", _("Report accepted"), public=_("Finished")),
    *chain.ENDED,
)

# The land of each house is proved in the house's own case, so the city does not ask for the settlement's.
TERMS = chain.Terms(
    proposes=(*chain.PROPOSES, houses_costed, houses_within_ceiling),
    recommends=(),
    makes_ready=(account_in_group_name, enough_specimens),
    decree=decree_within_house_ceiling,
)
OFFICERS_SIGN = all_of(chain.CHAIR, chain.GROUP_TREASURER)

STEPS = (
    Step("open", START, "surveying", _("Open the application"), by=ORGANISER, asks=chain.OPENING, tells=(UPC,)),
    Step("form", "surveying", "formed", _("Found the group"), by=ORGANISER,
         needs=(members_within_limits, members_in_poverty_data, houses_surveyed, *filed(*PAPERS["form"])), tells=(UPC,)),
    *chain.chain(PAPERS, TERMS),
    Step("receive", "disbursed", "building", _("Sign for the money"), signatures=OFFICERS_SIGN, needs=filed(*PAPERS["receive"]),
         asks=chain.RECEIPT, tells=(UPC,)),
    Step("submit_lpj", "building", "reported", _("Submit the accountability report"), signatures=OFFICERS_SIGN,
         needs=(every_house_complete_or_explained, *filed(*PAPERS["submit_lpj"])), asks=chain.REPORT, checks=(report_adds_up,), tells=(UPC, CITY)),
    Step("accept_lpj", "reported", "accepted", _("Accept the accountability report"), signatures=all_of(chain.UPC_SIGNS, chain.CITY_SIGNS),
         needs=correct(*PAPERS["accept_lpj"]), tells=(GROUP,)),
    Step("return_lpj", "reported", "building", _("Return the accountability report"), by=(*MANAGER, *CITY_OFFICER), records=MANAGER,
         asks=(chain.WHAT_TO_CORRECT,), tells=(GROUP,), aside=True),
    *chain.after_refusal(),
    chain.withdraw("surveying"),
)  # fmt: skip

RTLH = Workflow(
    "rtlh", 1, _("RTLH grant"), STATES, STEPS, letters="RTLH", reasons=reasons.CHOICES, papers=documents.CHOICES,
    facts=("case", "group", "kampung", "documents", "marks", "signatures", "acts", "batch", "children"),
)  # fmt: skip
