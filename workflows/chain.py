"""The chain that KUBE, RTLH and sarling grants share: from a group that is formed to money that has come.

UPC confirms that the proposal is complete; UPC and the city's (or the Ministry's) officer verify it, both signing; the city recommends, or decides where
its rulebook says so; the province recommends, decides, or only takes note; the Ministry verifies centrally and decrees, by two different people; UPC's
treasurer makes the group ready; the payer that the rulebook names pays in tranches, one person making and another checking each.
"""

from dataclasses import dataclass

from gulir.engine.asks import choice, date, file, letter, money, reference, text, yes_no
from gulir.engine.guards import Guard
from gulir.engine.parties import Party, Role
from gulir.engine.slots import Slot, all_of, any_of
from gulir.engine.switches import by_rule, clause, when
from gulir.engine.text import _
from gulir.engine.vocabulary import Check, Fork, State, Step, final
from workflows import reasons
from workflows.guards.course import has_a_blocker, refusal_can_be_cured, some_money_came
from workflows.guards.group import (
    account_in_group_name,
    cost_plan_within_ceiling,
    enough_specimens,
    in_a_batch,
    land_status_recognised,
    rules_signed_by_all,
    three_distinct_officers,
)
from workflows.guards.members import households_validated
from workflows.guards.money import decree_is_spent, decree_within_ceiling, tranche_within_decree
from workflows.guards.papers import asked_is_answered, correct, filed, present

GROUP, UPC, CITY, PROVINCE, MINISTRY = Party.GROUP, Party.UPC, Party.DINSOS_CITY, Party.DINSOS_PROVINCE, Party.MINISTRY
ORGANISER, MANAGER, TREASURER, SECRETARIAT = (Role.ORGANISER,), (Role.PROGRAMME_MANAGER,), (Role.TREASURER,), (Role.SECRETARIAT,)
CITY_OFFICER, PROVINCE_OFFICER, MINISTRY_OFFICER = (Role.DINSOS_OFFICER,), (Role.PROVINCE_OFFICER,), (Role.MINISTRY_OFFICER,)

PROVINCE_BALL = by_rule("province.role", {"recommends": PROVINCE, "decides": PROVINCE, "takes_note": UPC}, otherwise=PROVINCE)
PAYER = by_rule("payer", {"ministry": MINISTRY, "dinsos_province": PROVINCE, "dinsos_city": CITY}, otherwise=MINISTRY)

STATES = (
    State("formed", _("Formed"), public=_("The group is formed"), ball=(GROUP,)),
    State("proposed", _("Proposed"), public=_("UPC checks the proposal"), ball=(UPC,), within=clause("completeness.days")),
    State(
        "returned",
        _("Returned for correction"),
        public=_("Being corrected by the group"),
        ball=(GROUP,),
        within=clause("correction.days"),
        side=True,
        pauses=True,
    ),
    State("complete", _("Complete"), public=_("Being verified"), ball=(UPC, CITY), within=clause("verification.days")),
    State("verified", _("Verified"), public=_("With the city"), ball=(CITY,), within=clause("recommendation.days")),
    State("recommended", _("Recommended"), public=_("With the province"), ball=(PROVINCE_BALL,), within=clause("province.days")),
    State("forwarded", _("Forwarded to the Ministry"), public=_("With the Ministry"), ball=(MINISTRY,), within=clause("ministry.days")),
    State("ready_for_decree", _("Ready for decree"), public=_("With the Ministry, before the decree"), ball=(MINISTRY,), within=clause("decree.days")),
    State("decreed", _("Decreed"), public=_("Granted"), ball=(UPC,), within=clause("ready.days")),
    State("ready", _("Ready for disbursement"), public=_("Waiting for the money"), ball=(PAYER,), within=clause("disbursement.days")),
    State("disbursing", _("Disbursing"), public=_("Part of the money has come"), ball=(PAYER,), within=clause("disbursement.days")),
    State("disbursed", _("Disbursed"), public=_("The money has come"), ball=(GROUP,), within=clause("receipt.days")),
    State("refused", _("Refused"), public=_("Refused"), ball=(GROUP,), side=True),
)

# Who signs: (slot, party, who signs, who records it for them)
VERIFIED_BY = all_of(Slot("upc", UPC, MANAGER), any_of(Slot("dinsos_city", CITY, CITY_OFFICER, MANAGER), Slot("ministry", MINISTRY, MINISTRY_OFFICER, MANAGER)))
PAID_BY = all_of(
    any_of(
        Slot("maker_ministry", MINISTRY, MINISTRY_OFFICER, TREASURER, switch=when("payer", "ministry")),
        Slot("maker_province", PROVINCE, PROVINCE_OFFICER, TREASURER, switch=when("payer", "dinsos_province")),
        Slot("maker_city", CITY, CITY_OFFICER, TREASURER, switch=when("payer", "dinsos_city")),
    ),
    Slot("checker", UPC, (*TREASURER, *SECRETARIAT), last=True),
)

WHAT_TO_CORRECT = text("correction", _("What has to be corrected"))
RETURN = (WHAT_TO_CORRECT, letter("return_letter", _("Letter returning the proposal"), required=False))
REFUSAL = (choice("code", _("Reason"), reasons.CHOICES), letter("refusal_letter", _("Letter of refusal")), yes_no("curable", _("Can it be cured?")))
DECREE = (letter("decree", _("Decree")), money("amount", _("Amount granted"), min=1))
TRANCHE = (
    letter("fund_release_order", _("Fund-release order")),
    money("amount", _("Amount of this tranche"), min=1),
    text("bank_reference", _("Bank reference")),
)

# What every grant asks at its two ends: the application, the receipt, the report; and who signs there.
OPENING = (
    reference("group", _("Group"), "group"), reference("kampung", _("Kampung"), "kampung"), reference("rulebook", _("Rulebook"), "rulebook"),
    text("title", _("Title")), money("amount", _("Amount applied for"), required=False),
)  # fmt: skip
RECEIPT = (text("acknowledged_by", _("Acknowledged by the ward or village head")), text("acknowledged_title", _("Title of the signer")))
REPORT = (money("realised", _("Spent")), money("remaining", _("Remaining")))
CHAIR, GROUP_TREASURER = Slot("chair", GROUP, (Role.GROUP_CHAIR,), ORGANISER), Slot("treasurer", GROUP, (Role.GROUP_TREASURER,), ORGANISER)
UPC_SIGNS, CITY_SIGNS = Slot("upc", UPC, MANAGER), Slot("dinsos_city", CITY, CITY_OFFICER, MANAGER)

BACK, NO = _("Return for correction"), _("Refuse")
MAKES_READY = (account_in_group_name, enough_specimens, rules_signed_by_all)
PROPOSES = (three_distinct_officers, account_in_group_name, enough_specimens)
MEETING = letter("meeting_decision", _("Decision of the members' meeting"))
BEFORE_MONEY = ("formed", "proposed", "complete", "verified", "recommended", "forwarded", "ready_for_decree", "decreed", "ready", "returned", "refused")


@dataclass(frozen=True)
class Terms:
    """Where the grants differ: what proposing, verifying, recommending and making ready need besides papers, and the ceiling of a decree."""

    proposes: tuple[Guard, ...] = (*PROPOSES, cost_plan_within_ceiling)
    verifies: tuple[Guard, ...] = (households_validated,)
    recommends: tuple[Guard, ...] = (land_status_recognised,)
    makes_ready: tuple[Guard, ...] = MAKES_READY
    decree: Check = decree_within_ceiling


KUBE_TERMS = Terms()


def chain(papers: dict[str, tuple[str, ...]], terms: Terms = KUBE_TERMS) -> tuple[Step, ...]:
    """The steps from formed to disbursed; `papers` says which documents each of them wants."""
    return (
        Step("propose", "formed", "proposed", _("Propose"), by=ORGANISER, needs=(*terms.proposes, *filed(*papers["propose"]), in_a_batch), tells=(UPC,)),
        Step("confirm_complete", "proposed", "complete", _("Confirm that it is complete"), by=MANAGER, not_by=("propose", "resubmit", "reopen"),
             needs=present(*papers["confirm_complete"]), tells=(GROUP, CITY)),
        Step("return_for_correction", "proposed", "returned", BACK, by=MANAGER, not_by=("propose", "resubmit", "reopen"),
             asks=RETURN, tells=(GROUP,), aside=True),
        Step("resubmit", "returned", "proposed", _("Submit again"), by=ORGANISER, needs=(asked_is_answered,),
             asks=(text("correction", _("What was corrected")),), tells=(UPC,)),
        Step("verify", "complete", "verified", _("Verify"), signatures=VERIFIED_BY, needs=(*correct(*papers["verify"]), *terms.verifies), tells=(GROUP,)),
        Step("return_for_correction", "complete", "returned", BACK, by=(*MANAGER, *CITY_OFFICER, *MINISTRY_OFFICER), records=MANAGER,
             asks=RETURN, tells=(GROUP,), aside=True),
        *city_steps(terms),
        *province_steps(terms),
        *ministry_steps(terms),
        Step("make_ready", "decreed", "ready", _("Make ready for disbursement"), by=TREASURER, needs=(*terms.makes_ready, *present(*papers["make_ready"])),
             tells=(GROUP, MINISTRY)),
        Step("disburse", ("ready", "disbursing"), Fork(decree_is_spent, "disbursed", "disbursing"), _("Disburse a tranche"), signatures=PAID_BY,
             asks=TRANCHE, checks=(tranche_within_decree,), tells=(GROUP, UPC)),
        Step("close_short", ("ready", "disbursing"), "disbursed", _("Close without the rest"), signatures=PAID_BY, needs=(some_money_came,),
             asks=(text("reason", _("Why the rest of the money lapsed")),), tells=(GROUP, UPC), aside=True),
    )  # fmt: skip


def city_steps(terms: Terms) -> tuple[Step, ...]:
    """The city recommends; or decides, where its rulebook says so; or declines, or refuses."""
    return (
        Step("decide_city", "verified", "decreed", _("Decide for the city"), CITY_OFFICER, MANAGER, switch=when("city.decides"),
             needs=terms.recommends, asks=DECREE, checks=(terms.decree,), tells=(GROUP, UPC)),
        Step("recommend", "verified", "recommended", _("Recommend"), CITY_OFFICER, MANAGER, needs=terms.recommends,
             asks=(letter("recommendation", _("Letter of recommendation")),), tells=(GROUP, UPC)),
        Step("decline", "verified", None, _("Decline to recommend"), CITY_OFFICER, MANAGER, needs=(has_a_blocker,),
             asks=(letter("refusal_letter", _("Letter of refusal")),), tells=(GROUP, UPC), aside=True),
        Step("refuse", "verified", "refused", NO, CITY_OFFICER, MANAGER, asks=REFUSAL, tells=(GROUP, UPC), aside=True),
    )  # fmt: skip


def province_steps(terms: Terms) -> tuple[Step, ...]:
    """The province recommends, decides, or only takes note, as the rulebook says; what it only takes note of it neither returns nor refuses."""
    copy, judges = file("province_copy", _("Copy sent to the province")), when("province.role", "recommends", "decides")
    return (
        Step("recommend_province", "recommended", "forwarded", _("Recommend for the province"), PROVINCE_OFFICER, MANAGER,
             switch=when("province.role", "recommends"), asks=(letter("province_recommendation", _("Recommendation of the province")),), tells=(UPC, MINISTRY)),
        Step("decide_province", "recommended", "decreed", _("Decide for the province"), PROVINCE_OFFICER, MANAGER, switch=when("province.role", "decides"),
             asks=DECREE, checks=(terms.decree,), tells=(GROUP, UPC)),
        Step("take_note_province", "recommended", "forwarded", _("Record that the province was told"), MANAGER, switch=when("province.role", "takes_note"),
             asks=(date("sent", _("Sent on")), copy), tells=(PROVINCE, MINISTRY)),
        Step("return_for_correction", "recommended", "returned", BACK, PROVINCE_OFFICER, MANAGER, switch=judges, asks=RETURN, tells=(GROUP,),
             aside=True),
        Step("refuse", "recommended", "refused", NO, PROVINCE_OFFICER, MANAGER, switch=judges, asks=REFUSAL, tells=(GROUP, UPC), aside=True),
    )  # fmt: skip


def ministry_steps(terms: Terms) -> tuple[Step, ...]:
    """The Ministry verifies centrally, and decrees by somebody else."""
    unlike = ("verify_centrally",)
    return (
        Step("verify_centrally", "forwarded", "ready_for_decree", _("Verify centrally"), MINISTRY_OFFICER, SECRETARIAT,
             asks=(letter("central_checklist", _("Checklist of the central verification")),), tells=(UPC,)),
        Step("return_for_correction", "forwarded", "returned", BACK, MINISTRY_OFFICER, SECRETARIAT, asks=RETURN, tells=(GROUP,), aside=True),
        Step("refuse", "forwarded", "refused", NO, MINISTRY_OFFICER, SECRETARIAT, asks=REFUSAL, tells=(GROUP, UPC), aside=True),
        Step("decree", "ready_for_decree", "decreed", _("Decree"), MINISTRY_OFFICER, SECRETARIAT, not_by=unlike, asks=DECREE, checks=(terms.decree,),
             tells=(GROUP, UPC)),
        Step("refuse", "ready_for_decree", "refused", NO, MINISTRY_OFFICER, SECRETARIAT, not_by=unlike, asks=REFUSAL, tells=(GROUP, UPC), aside=True),
    )  # fmt: skip


def after_refusal() -> tuple[Step, ...]:
    """A refusal that can be cured leads back to the proposal; any may be closed."""
    return (
        Step("reopen", "refused", "proposed", _("Propose again"), by=(*ORGANISER, *MANAGER), needs=(refusal_can_be_cured,),
             asks=(text("change", _("What has changed")),), tells=(UPC,)),
        Step("reject", "refused", "rejected", _("Close as rejected"), by=(*ORGANISER, *MANAGER), tells=(GROUP, UPC), even_blocked=True),
    )  # fmt: skip


def withdraw(*earlier: str) -> Step:
    """As long as no money has come the members may withdraw; `earlier`: the states before the chain."""
    return Step("withdraw", (*earlier, *BEFORE_MONEY), "withdrawn", _("Withdraw the proposal"), by=ORGANISER, asks=(MEETING,), tells=(UPC,), aside=True)


ENDED = (
    final("withdrawn", _("Withdrawn"), public=_("Withdrawn by the group"), side=True),
    final("rejected", _("Rejected"), public=_("Rejected"), side=True),
)
