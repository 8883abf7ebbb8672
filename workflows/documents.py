"""Which papers exist, who makes and who acknowledges them, and at which step each must be there. A letter that a step asks for is filed by it."""

from dataclasses import dataclass

from gulir.engine.text import Text, _


@dataclass(frozen=True)
class Paper:
    """A kind of paper: its words, who makes it, and who acknowledges it."""

    kind: str
    label: Text
    made_by: Text | None = None
    known_by: Text | None = None


MEMBERS, OFFICERS, COMPANION, WARD = _("Members"), _("Chair, secretary, treasurer"), _("Companion"), _("Ward or village head")
RESIDENTS = _("Residents")
CITY_HEAD, MINISTRY_HEAD, UPC = _("Head of the city's Social Affairs Office"), _("Ministry"), _("UPC")

PAPERS = (
    Paper("information_attendance", _("Attendance list of the information session"), COMPANION, WARD),
    Paper("information_minutes", _("Minutes of the information session"), COMPANION, WARD),
    Paper("identity_cards", _("Identity cards"), MEMBERS, WARD),
    Paper("family_cards", _("Family cards"), MEMBERS, WARD),
    Paper("poverty_data", _("Proof of the poverty data"), MEMBERS, WARD),
    Paper("land_letter", _("Letter on the land status"), MEMBERS, WARD),
    Paper("formation_record", _("Record of the founding meeting and its officers"), MEMBERS, WARD),
    Paper("group_rules", _("Group rules signed by all members"), MEMBERS, WARD),
    Paper("savings_summary", _("Summary of savings"), OFFICERS, COMPANION),
    Paper("attendance_summary", _("Summary of meeting attendance"), OFFICERS, COMPANION),
    Paper("proposal", _("Proposal"), OFFICERS, WARD),
    Paper("cost_plan", _("Cost plan"), OFFICERS, WARD),
    Paper("business_plan", _("Business plan"), OFFICERS, WARD),
    Paper("verification_checklist", _("Checklist of the verification"), UPC, CITY_HEAD),
    Paper("field_visit_record", _("Record of the field visit"), UPC, CITY_HEAD),
    Paper("recommendation", _("Letter of recommendation"), CITY_HEAD),
    Paper("province_recommendation", _("Recommendation of the province"), CITY_HEAD),
    Paper("province_copy", _("Copy sent to the province")),
    Paper("refusal_letter", _("Letter of refusal")),
    Paper("return_letter", _("Letter returning the proposal")),
    Paper("central_checklist", _("Checklist of the central verification"), MINISTRY_HEAD),
    Paper("decree", _("Decree"), MINISTRY_HEAD),
    Paper("account_copy", _("Copy of the bank account and signature specimens"), OFFICERS),
    Paper("integrity_pact", _("Integrity pact"), OFFICERS),
    Paper("sptjm", _("Statement of absolute responsibility"), CITY_HEAD),
    Paper("acceptance_statement", _("Statement of acceptance of the programme"), CITY_HEAD),
    Paper("fund_release_order", _("Fund-release order"), MINISTRY_HEAD),
    Paper("bank_statement", _("Bank statement"), OFFICERS),
    Paper("receipt", _("Receipt of funds"), OFFICERS, WARD),
    Paper("vouchers", _("Sales slips and vouchers"), OFFICERS, COMPANION),
    Paper("lpj", _("Accountability report"), OFFICERS, WARD),
    Paper("evaluation", _("Monitoring and evaluation form"), COMPANION),
    Paper("repair_plan", _("Repair plan of each house"), OFFICERS, WARD),
    Paper("self_help_pledge", _("Pledge of self-help"), OFFICERS, WARD),
    Paper("photo_start", _("Photo before the work, 0 %"), COMPANION),
    Paper("photo_half", _("Photo half-way, 50 %"), COMPANION),
    Paper("photo_done", _("Photo of the finished work, 100 %"), COMPANION),
    Paper("needs_list", _("List of needs and cost"), OFFICERS, CITY_HEAD),
    Paper("completion_record", _("Statement of completed work"), OFFICERS, WARD),
    Paper("site_record", _("Record of the residents' meeting on place and kind"), RESIDENTS, WARD),
    Paper("land_permit", _("Gift letter or permit for the land"), RESIDENTS, WARD),
    Paper("design", _("Drawing of the facility"), OFFICERS, WARD),
    Paper("handover_record", _("Record of the hand-over"), OFFICERS, CITY_HEAD),
    Paper("check_photo", _("Photo of the check"), COMPANION),
    Paper("meeting_decision", _("Decision of the meeting"), MEMBERS, WARD),
    Paper("record_paper", _("Paper that proves a recorded act")),
    Paper("blocker_evidence", _("Evidence of an obstacle")),
    Paper("unblock_evidence", _("Evidence that an obstacle is gone")),
    Paper("waiver_letter", _("Decision to waive a clause")),
    Paper("bridge_decision", _("Decision to bridge with a loan")),
    Paper("other", _("Other paper")),
)
LABELS = {paper.kind: paper.label for paper in PAPERS}
CHOICES = tuple((paper.kind, paper.label) for paper in PAPERS)

# KUBE: what must be filed, seen to be there, or found correct, before which step.
PROPOSED = (
    "identity_cards",
    "family_cards",
    "poverty_data",
    "formation_record",
    "savings_summary",
    "attendance_summary",
    "proposal",
    "cost_plan",
    "business_plan",
)
KUBE = {
    "form": ("information_attendance", "information_minutes", "formation_record"),
    "propose": ("proposal", "cost_plan", "business_plan"),
    "confirm_complete": PROPOSED,
    "verify": (*PROPOSED, "verification_checklist", "field_visit_record"),
    "make_ready": ("account_copy", "integrity_pact", "sptjm", "acceptance_statement", "group_rules"),
    "receive": ("bank_statement", "receipt"),
    "submit_lpj": ("lpj", "vouchers"),
    "accept_lpj": ("lpj", "vouchers", "receipt"),
    "rate": ("evaluation",),
}

# What the chain wants of every grant.
BEFORE_PAYMENT = ("account_copy", "integrity_pact", "sptjm", "acceptance_statement")
OF_MONEY = {"receive": ("bank_statement", "receipt"), "submit_lpj": ("lpj", "vouchers"), "accept_lpj": ("lpj", "vouchers", "receipt")}

# RTLH: the group's papers; those of each house lie in the house's own case.
PROPOSED_HOUSES = ("identity_cards", "family_cards", "poverty_data", "formation_record", "proposal", "cost_plan", "repair_plan")
RTLH = {
    "form": ("information_attendance", "information_minutes", "formation_record"),
    "propose": ("proposal", "cost_plan", "repair_plan"),
    "confirm_complete": PROPOSED_HOUSES,
    "verify": (*PROPOSED_HOUSES, "verification_checklist", "field_visit_record"),
    "make_ready": (*BEFORE_PAYMENT, "self_help_pledge"),
    **OF_MONEY,
}

# Sarling: the residents' own facility.
PROPOSED_FACILITY = ("site_record", "land_permit", "formation_record", "proposal", "cost_plan", "design")
SARLING = {
    "form": ("formation_record",),
    "propose": ("proposal", "cost_plan", "design"),
    "confirm_complete": PROPOSED_FACILITY,
    "verify": (*PROPOSED_FACILITY, "verification_checklist", "field_visit_record"),
    "make_ready": (*BEFORE_PAYMENT, "self_help_pledge"),
    **OF_MONEY,
}
