"""A house that is repaired: a case of its own within its group's RTLH grant, or paid from a KUBE's own fund.

An organiser surveys it; UPC judges whether it is eligible; the group works out what is needed and what it costs. When the money has come the group buys
the materials, and the residents build. A photo before, half-way and at the end shows how far the house has come. What the household and its neighbours
give of their own is recorded apart from the grant. UPC confirms that the work is complete, and the household says that it lives in it.
"""

from gulir.engine.asks import choice, date, file, integer, letter, money, reference, text, yes_no
from gulir.engine.parties import Party, Role
from gulir.engine.switches import clause
from gulir.engine.text import _
from gulir.engine.vocabulary import START, State, Step, final
from gulir.engine.workflow import Workflow
from workflows import documents, reasons
from workflows.guards.house import (
    cost_within_house_ceiling,
    house_at_ktp_address,
    house_is_unfit,
    house_not_aided_before,
    household_of_the_group,
    its_money_came,
    land_is_evidenced,
    of_a_grant,
    photo_not_before_the_start,
    residents_do_the_work,
    source_is_the_parent,
)

GROUP, UPC, RESIDENTS = Party.GROUP, Party.UPC, Party.RESIDENTS
ORGANISER, MANAGER, BUYERS = (Role.ORGANISER,), (Role.PROGRAMME_MANAGER,), (Role.GROUP_TREASURER, Role.ORGANISER)

STATES = (
    State("surveyed", _("Surveyed"), public=_("The house is surveyed"), ball=(UPC,), within=clause("house_check.days"), built=0),
    State("eligible", _("Eligible"), public=_("Its cost is being worked out"), ball=(GROUP,), built=0),
    State("costed", _("Costed"), public=_("Waiting for the money"), ball=(GROUP,), built=0),
    State("supplied", _("Materials bought"), public=_("The materials are there"), ball=(GROUP,), built=0),
    State("half_built", _("Half built"), public=_("Half built"), ball=(GROUP,), built=50),
    State("built", _("Built"), public=_("Built"), ball=(UPC,), within=clause("house_check.days"), built=100),
    State("completed", _("Completed"), public=_("Complete"), ball=(RESIDENTS,), built=100),
    final("occupied", _("Occupied"), public=_("Lived in"), built=100),
    final("not_eligible", _("Not eligible"), public=_("Not eligible"), side=True),
    final("given_up", _("Given up"), public=_("Given up"), side=True),
)

SOURCES = (("grant", _("The RTLH grant")), ("kube_fund", _("The fund of a KUBE")))
COVER = (("sound", _("Sound")), ("rotting", _("Of material that easily rots")), ("dangerous", _("Dangerous")))
FLOORS = (("sound", _("Sound")), ("broken", _("Broken cement")), ("earth", _("Earth")))
SANITATION = (("own", _("Its own")), ("shared", _("Shared")), ("none", _("None")))
LAND = (
    ("certificate", _("Certificate")), ("girik", _("Girik")), ("ward_letter", _("Letter of the ward or village")),
    ("heirs_agreement", _("Agreement of the heirs")), ("none", _("Nothing yet")),
)  # fmt: skip
SURVEY = (
    reference("group", _("Group"), "group"), reference("kampung", _("Kampung"), "kampung"), reference("rulebook", _("Rulebook"), "rulebook"),
    text("title", _("Title")), reference("household", _("Household"), "household"), choice("source", _("Which money pays"), SOURCES),
    choice("roof", _("Roof"), COVER), choice("walls", _("Walls"), COVER), choice("floor", _("Floor"), FLOORS),
    choice("sanitation", _("Sanitation"), SANITATION), choice("land", _("What proves the land"), LAND),
    file("land_letter", _("Letter on the land status"), required=False),
    yes_no("at_ktp_address", _("Is the house at the address on the identity card?")), yes_no("received", _("Has the household received house aid before?")),
    file("photo_start", _("Photo before the work, 0 %")),
)  # fmt: skip
COST = (
    file("needs_list", _("List of needs and cost")), money("cost", _("Cost from the grant"), min=1), text("shop", _("Shop that guarantees the supply")),
    yes_no("builder_paid", _("Is a builder paid from the grant?")),
)  # fmt: skip
SUPPLY = (file("vouchers", _("Receipts of the materials")), money("spent", _("Spent on materials")), date("supplied_on", _("Day the materials came")))
TAKEN_ON = date("taken_on", _("Day of the photo"))
SELF_HELP = (
    money("self_help", _("Self-help in money and goods, at their worth")), integer("self_help_days", _("Days of unpaid work"), max=10_000),
)  # fmt: skip
COMPLETION = letter("completion_record", _("Statement of completed work"), help=_("Acknowledged by the ward or village head"))

STEPS = (
    Step("open", START, "surveyed", _("Survey a house"), by=ORGANISER, needs=(of_a_grant,), asks=SURVEY, checks=(household_of_the_group, source_is_the_parent),
         tells=(UPC,)),
    Step("find_eligible", "surveyed", "eligible", _("Find eligible"), by=MANAGER, not_by=("open",),
         needs=(house_is_unfit, land_is_evidenced, house_not_aided_before, house_at_ktp_address), tells=(GROUP,),
         told=_("%(who)s found the house eligible.")),
    Step("find_ineligible", "surveyed", "not_eligible", _("Find not eligible"), by=MANAGER, not_by=("open",),
         asks=(choice("code", _("Reason"), reasons.CHOICES), text("reason", _("Why"))), tells=(GROUP,), aside=True,
         told=_("%(who)s found the house not eligible: %(code)s. %(reason)s")),
    Step("cost", "eligible", "costed", _("Work out the cost"), by=ORGANISER, asks=COST, checks=(cost_within_house_ceiling, residents_do_the_work),
         told=_("The repair was reckoned at %(cost)s.")),
    Step("buy_materials", "costed", "supplied", _("Buy the materials"), by=BUYERS, needs=(its_money_came,), asks=SUPPLY,
         told=_("The materials were bought.")),
    Step("reach_half", "supplied", "half_built", _("Report that it is half built"), by=ORGANISER,
         asks=(file("photo_half", _("Photo half-way, 50 %")), TAKEN_ON), checks=(photo_not_before_the_start,),
         told=_("Half of the house is built.")),
    Step("finish", "half_built", "built", _("Report that it is built"), by=ORGANISER,
         asks=(file("photo_done", _("Photo of the finished work, 100 %")), TAKEN_ON, *SELF_HELP), checks=(photo_not_before_the_start,), tells=(UPC,),
         told=_("The house is built.")),
    Step("confirm_completion", "built", "completed", _("Confirm completion"), by=MANAGER, not_by=("finish",), asks=(COMPLETION,), tells=(GROUP,),
         told=_("%(who)s confirmed that the house is complete.")),
    Step("move_in", "completed", "occupied", _("Record that the household lives in it"), by=ORGANISER,
         asks=(text("confirmed_by", _("Who of the household confirms it")), date("moved_in", _("Day it moved in"))), tells=(UPC,),
         told=_("The household lives in it.")),
    Step("give_up", ("eligible", "costed", "supplied", "half_built"), "given_up", _("Give up the repair"), by=ORGANISER,
         asks=(text("reason", _("Why")), letter("meeting_decision", _("Decision of the household and the group"))), tells=(UPC,), aside=True,
         told=_("The repair was given up: %(reason)s")),
)  # fmt: skip

HOUSE = Workflow(
    "house", 1, _("House repair"), STATES, STEPS, letters="RUMAH", reasons=reasons.CHOICES, papers=documents.CHOICES,
    facts=("case", "group", "kampung", "documents", "marks", "acts", "parent"),
)  # fmt: skip
