"""Sarling, a facility of a neighbourhood: a path, a drain, a wash house, a meeting place, where the houses of poor families are repaired.

The residents decide on its place and kind. UPC makes sure that the land is given or permitted. The residents form a team with an account of its own and
propose; the proposal goes through the city, the province and the Ministry (`chain.py`). When it is built and its report is accepted, UPC and the city
hand it over to whoever keeps it. From then on the clock asks every so often how it is, until it is given up.
"""

from gulir.engine.asks import choice, file, letter, text, yes_no
from gulir.engine.parties import Party, Role
from gulir.engine.slots import all_of
from gulir.engine.switches import BallWhile, clause
from gulir.engine.text import _
from gulir.engine.vocabulary import START, State, Step, final
from gulir.engine.workflow import Workflow
from workflows import chain, documents, reasons
from workflows.guards.facility import (
    decree_within_location_ceiling,
    facility_within_ceiling,
    group_reports,
    nobody_objects,
    report_is_accepted,
    report_is_in,
    report_is_judged,
    report_not_in_yet,
)
from workflows.guards.group import account_in_group_name, enough_specimens, three_distinct_officers
from workflows.guards.money import report_adds_up
from workflows.guards.papers import correct, filed

GROUP, UPC, CITY, RESIDENTS = Party.GROUP, Party.UPC, Party.DINSOS_CITY, Party.RESIDENTS
ORGANISER, MANAGER, CITY_OFFICER = (Role.ORGANISER,), (Role.PROGRAMME_MANAGER,), (Role.DINSOS_OFFICER,)
PAPERS = documents.SARLING

STATES = (
    State("suggested", _("Suggested"), public=_("Suggested by residents"), ball=(RESIDENTS,)),
    State("sited", _("Place chosen"), public=_("The residents have chosen a place"), ball=(UPC,)),
    State("land_ready", _("Land ready"), public=_("The land is given or permitted"), ball=(GROUP,)),
    *chain.STATES,
    State("building", _("Building"), public=_("Being built"), ball=(GROUP,), within=clause("building.days")),
    # the time to hand over is UPC's and the city's: it stands still while the group writes its report
    State("built", _("Built"), public=_("Built"), within=clause("handover.days"), binds=(UPC, CITY),
          ball=(BallWhile(GROUP, group_reports), BallWhile(UPC, report_is_judged), BallWhile(CITY, report_is_judged))),
    State("maintained", _("Maintained"), public=_("In use"), ball=(RESIDENTS,), within=clause("maintenance.days")),
    final("retired", _("Retired"), public=_("No longer in use")),
    *chain.ENDED,
)  # fmt: skip

TERMS = chain.Terms(
    proposes=(*chain.PROPOSES, facility_within_ceiling),
    verifies=(),
    recommends=(),
    makes_ready=(account_in_group_name, enough_specimens),
    decree=decree_within_location_ceiling,
)
OFFICERS_SIGN, BOTH_SIGN = all_of(chain.CHAIR, chain.GROUP_TREASURER), all_of(chain.UPC_SIGNS, chain.CITY_SIGNS)

KINDS = (
    ("path", _("Path")), ("drain", _("Drain")), ("water", _("Clean water")), ("wash_house", _("Wash house")), ("lighting", _("Street lighting")),
    ("meeting_place", _("Meeting place")), ("waste", _("Waste")), ("other", _("Something else")),
)  # fmt: skip
CONDITIONS = (("good", _("In good order")), ("repair", _("Needs repair")), ("broken", _("Broken")))
SITE = (
    text("place", _("Place")), choice("kind", _("Kind of facility"), KINDS), letter("site_record", _("Record of the residents' meeting on place and kind")),
    yes_no("objection", _("Does a resident still object?")),
)  # fmt: skip
HANDOVER = (letter("handover_record", _("Record of the hand-over")), text("manager", _("Who keeps it from now on")))
CHECK = (choice("condition", _("Condition"), CONDITIONS), text("reason", _("What was seen")), file("check_photo", _("Photo"), required=False))

STEPS = (
    Step("open", START, "suggested", _("Suggest a facility"), by=ORGANISER, asks=chain.OPENING, tells=(UPC,)),
    Step("site", "suggested", "sited", _("Settle place and kind"), by=ORGANISER, asks=SITE, checks=(nobody_objects,), tells=(UPC,),
         told=_("The residents settled place and kind.")),
    Step("secure_land", "sited", "land_ready", _("Secure the land"), by=MANAGER, asks=(letter("land_permit", _("Gift letter or permit for the land")),),
         tells=(GROUP,), told=_("The land is secured.")),
    Step("form", "land_ready", "formed", _("Form the team"), by=ORGANISER,
         needs=(three_distinct_officers, account_in_group_name, *filed(*PAPERS["form"])), tells=(UPC,), told=_("The team was formed.")),
    *chain.chain(PAPERS, TERMS),
    Step("receive", "disbursed", "building", _("Sign for the money"), signatures=OFFICERS_SIGN, needs=filed(*PAPERS["receive"]),
         asks=chain.RECEIPT, tells=(UPC,)),
    Step("complete", "building", "built", _("Report that it is built"), by=ORGANISER,
         asks=(file("photo_start", _("Photo before the work, 0 %")), file("photo_half", _("Photo half-way, 50 %")),
               file("photo_done", _("Photo of the finished work, 100 %"))), tells=(UPC, CITY), told=_("The facility is built.")),
    Step("submit_lpj", "built", None, _("Submit the accountability report"), signatures=OFFICERS_SIGN,
         needs=(report_not_in_yet, *filed(*PAPERS["submit_lpj"])), asks=chain.REPORT, checks=(report_adds_up,), tells=(UPC, CITY)),
    Step("accept_lpj", "built", None, _("Accept the accountability report"), signatures=BOTH_SIGN, needs=(report_is_in, *correct(*PAPERS["accept_lpj"])),
         tells=(GROUP,)),
    Step("return_lpj", "built", None, _("Return the accountability report"), by=(*MANAGER, *CITY_OFFICER), records=MANAGER, needs=(report_is_in,),
         asks=(chain.WHAT_TO_CORRECT,), tells=(GROUP,), aside=True),
    Step("hand_over", "built", "maintained", _("Hand over"), signatures=BOTH_SIGN, needs=(report_is_accepted,), asks=HANDOVER, tells=(GROUP,),
         told=_("The facility was handed over; %(manager)s keeps it from now on.")),
    Step("check", "maintained", None, _("Check how it is"), by=ORGANISER, asks=CHECK, tells=(UPC,), renews=True,
         told=_("Its condition: %(condition)s. %(reason)s")),
    Step("retire", "maintained", "retired", _("Retire the facility"), by=ORGANISER, asks=(chain.MEETING,), tells=(UPC,), aside=True,
         told=_("The facility is no longer used.")),
    *chain.after_refusal(),
    chain.withdraw("suggested", "sited", "land_ready"),
)  # fmt: skip

SARLING = Workflow(
    "sarling", 1, _("Sarling grant"), STATES, STEPS, letters="SARLING", reasons=reasons.CHOICES, papers=documents.CHOICES,
    facts=("case", "group", "kampung", "documents", "marks", "signatures", "acts", "batch"),
)  # fmt: skip
