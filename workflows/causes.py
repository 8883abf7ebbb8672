"""What advocacy cases are about, and why one of them is held up."""

from gulir.engine.text import _

# The categories of the casework that residents bring.
CATEGORIES = (
    ("land", _("Land and settlement")), ("eviction", _("Eviction")), ("education", _("Schooling: fees and access")),
    ("health", _("Health: insurance and hospitals")), ("electricity", _("Electricity")), ("water", _("Clean water")), ("pollution", _("Pollution")),
    ("papers", _("Identity and family cards")), ("social_aid", _("Social aid and recommendations")), ("work", _("Work, business, ponds")),
    ("disaster", _("Disaster")), ("violence", _("Violence and criminalisation")), ("debt", _("Debt to money lenders")), ("other", _("Something else")),
)  # fmt: skip
OBSTACLES = (
    ("RESIDENTS_DIVIDED", _("The residents are divided")), ("PRESSURE", _("Residents are threatened or bought off")), ("PROOF_MISSING", _("Proof is missing")),
    ("OTHER_SIDE_UNKNOWN", _("It is not known who decides")), ("CASE_IN_COURT", _("The matter is before a court")),
)  # fmt: skip
PAPERS = (
    ("chronology", _("Chronology")), ("photo", _("Photo")), ("map", _("Map")), ("household_list", _("List of households")),
    ("meeting_record", _("Record of the residents' meeting")), ("mandate_letter", _("Letter of authority")), ("sent_letter", _("Letter sent")),
    ("answer_letter", _("Letter of answer")), ("settlement_record", _("Record of the settlement")), ("residents_decision", _("Decision of the residents")),
    ("receipt", _("Receipt")), ("other", _("Another paper")),
)  # fmt: skip
