"""The parameters of rulebooks in words: what each asks, and how its value is written."""

from flask_babel import gettext, lazy_gettext, ngettext

from gulir.engine import Rulebook
from gulir.engine.rulebook import COUNTED, Clause
from gulir.web.dates import calendar_days, workdays
from gulir.web.filters import rupiah, yes_no

_ = lazy_gettext
LABELS = {
    "members.min": _("Members, at least"),
    "members.max": _("Members, at most"),
    "member.age_min": _("Age of a member, at least"),
    "member.age_max": _("Age of a member, at most"),
    "member.married": _("Members are married"),
    "member.in_poverty_data": _("Members are in the poverty data"),
    "member.no_public_servant": _("No civil servants, soldiers, police or pensioners"),
    "member.never_received": _("Has never received KUBE aid"),
    "member.one_grant": _("Member of one group only, in all cities"),
    "savings.months": _("Months of saving before founding"),
    "attendance.share_percent": _("Of 100 members, how many come to meetings"),
    "rules.signed_by_all": _("Group rules signed by all before money comes"),
    "officers.distinct": _("Three different officers"),
    "account.in_group_name": _("Account in the group's name"),
    "account.specimens": _("Signatures at the bank"),
    "ceiling.per_group": _("Ceiling for a group"),
    "ceiling.per_member": _("Ceiling for each member"),
    "ceiling.per_house": _("Ceiling for a house"),
    "ceiling.per_location": _("Ceiling for a location"),
    "labour.unpaid": _("The money pays no builder"),
    "house.unfit_parts": _("Unfit parts of roof, walls and floor, at least"),
    "house.land_evidence": _("Proof of the land is asked for"),
    "house.never_received": _("The house was not aided before"),
    "house.ktp_address": _("House at the address on the identity card"),
    "land.status": _("Recognised land status is asked for"),
    "city.decides": _("The city decides, instead of recommending"),
    "province.role": _("What the province does"),
    "payer": _("Who pays"),
    "papers.complete": _("The papers of each step, there and correct"),
    "households.validated": _("Households are visited and validated"),
    "proposal.in_letter": _("Proposed in a letter that names the group"),
    "refusal.reasoned": _("A refusal gives its reason"),
    "payment.lapses": _("Money that lapses after a part of it ends the disbursement"),
    "evaluation.first": _("Evaluated before rating and endowment"),
    "dissolution.no_open_loan": _("No open loan when a group dissolves"),
    "completeness.days": _("Completeness is checked within"),
    "correction.days": _("The group corrects within"),
    "verification.days": _("Verification within"),
    "recommendation.days": _("The city recommends within"),
    "province.days": _("The province within"),
    "ministry.days": _("The Ministry verifies within"),
    "decree.days": _("Decree within"),
    "ready.days": _("Made ready for disbursement within"),
    "disbursement.days": _("Disbursement within"),
    "receipt.days": _("Receipt within"),
    "lpj.days": _("Accountability report within"),
    "lpj_review.days": _("The report is examined within"),
    "house_check.days": _("UPC checks a house within"),
    "building.days": _("Built and reported within"),
    "handover.days": _("Handed over within"),
    "maintenance.days": _("The facility is checked every"),
    "intake.days": _("The story is completed within"),
    "triage.days": _("The network decides within"),
    "acting.days": _("The next step is taken within"),
    "answer.days": _("The other side answers within"),
    "closing.days": _("The residents confirm the end within"),
    "lapor.verification.days": _("Passed on within"),
    "lapor.normative.days": _("Normative, answered within"),
    "lapor.service.days": _("Not supervisory, answered within"),
    "lapor.supervisory.days": _("Supervisory, answered within"),
    "difference.most": _("Difference of scores that may stand, at most"),
    "hearing.days": _("The residents are heard within"),
    "scoring.days": _("Scores are handed in within"),
    "comparing.days": _("Differences are discussed within"),
    "signing.days": _("The result is signed within"),
}
WORDS = {
    "recommends": _("recommends"),
    "decides": _("decides"),
    "takes_note": _("gets a copy"),
    "ministry": _("the Ministry of Social Affairs"),
    "dinsos_province": _("the province's Social Affairs Office"),
    "dinsos_city": _("the city's Social Affairs Office"),
}


def label(key: str) -> str:
    """What a parameter asks; one without words here is shown as it is called."""
    return str(LABELS.get(key, key))


def parameters(clause: Clause) -> list[str]:
    """What a clause sets; how days are counted stands with their number."""
    return [key for key in clause.values if not key.endswith(COUNTED)]


def written(book: Rulebook, key: str) -> str:
    """A rulebook's value for people, or that it does not speak of it."""
    value = book.get(key)
    if value is None:
        return gettext("not ruled")
    if isinstance(value, bool):
        return yes_no(value)
    if isinstance(value, str):
        return str(WORDS.get(value, value))
    if key.startswith("ceiling."):
        return rupiah(value)
    if key.endswith(".days"):
        return calendar_days(value) if book.counts_every_day(key) else workdays(value)
    return ngettext("%(num)d month", "%(num)d months", value) if key.endswith(".months") else str(value)


def compared(books: list[Rulebook]) -> list[tuple[str, list[tuple[str, str | None]], bool]]:
    """Side by side: what is asked, each rulebook's value with its clause, and whether they differ; in the order of LABELS."""
    keys = dict.fromkeys(
        [*(key for key in LABELS if any(book.has(key) for book in books)), *(key for book in books for one in book.clauses for key in parameters(one))]
    )
    rows = []
    for key in keys:
        cells = [(written(book, key), book.clause_of(key).id if book.has(key) else None) for book in books]
        rows.append((label(key), cells, len({value for value, _clause in cells}) > 1))
    return rows
