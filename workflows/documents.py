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
