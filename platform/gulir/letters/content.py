"""What stands in a letter, in its own language: everything is written out here, so that it can be printed again as it was."""

import datetime
from typing import Any

from babel.dates import format_date
from babel.numbers import format_decimal
from flask_babel import gettext as _
from flask_babel import ngettext

from gulir.acting import Acting, Tenant
from gulir.cases.looking import book, processes
from gulir.engine.parties import ROLES, Role
from gulir.engine.verdicts import ClauseRef
from gulir.letters.addressees import Addressee
from gulir.reports.stuck import Stuck
from gulir.reports.stuck.figures import reason_words
from gulir.reports.words import told

ASSUMED = "assumption"  # begins the source of a clause that no published rule bears out: no letter leans on it


def content_of(who: Acting, city: Tenant, to: Addressee, language: str, day: datetime.date) -> dict[str, Any]:
    """The letter without its number. Call it in the letter's language. Dates are ISO in `on` and written out elsewhere."""
    return {
        "language": language,
        "on": day.isoformat(),
        "head": {"name": who.organisation_name, "under": _("Programme with the Ministry of Social Affairs · %(city)s", city=city.name)},
        "nature": _("Important"),
        "attachment": "–",
        "subject": _("Reminder of cases that wait to be settled"),
        "place": city.name,
        "day": _day(day, language),
        "addressee": to.words,
        "at": _("at their office"),
        "opening": _opening(city, to, language, day),
        "columns": [_("No."), _("Case"), _("Concerning"), _("Funds (Rp)"), _("Since"), _("Days"), _("Reason and basis")],
        "cases": [_line(one, language) for one in to.cases],
        "total": {"label": _("Total"), "amount": _number(to.funds, language)},
        "closing": [
            _("We therefore ask that these cases be dealt with as the rules say, or that what stands in the way be explained to us in writing."),
            _("Thus we inform you. We thank you for your attention and your cooperation."),
        ],
        "signer": {"name": who.name, "office": f"{told(ROLES[Role(who.role)].label)}, {who.organisation_name}"},
        "copies": [_("The secretariat of UPC"), _("Archive")],
        "words": _words(),
    }


def _words() -> dict[str, str]:
    return {
        "number": _("Number"), "nature": _("Nature"), "attachment": _("Attachment"), "subject": _("Subject"), "to": _("To:"), "page": _("Page"),
        "of": _("of"), "regards": _("Yours respectfully"), "copies": _("Copies to"), "draft": _("DRAFT"),
    }  # fmt: skip


def _opening(city: Tenant, to: Addressee, language: str, day: datetime.date) -> list[str]:
    number = ngettext("%(num)d case", "%(num)d cases", len(to.cases))
    asked = {"day": _day(day, language), "number": number, "city": city.name, "funds": f"Rp\u00a0{_number(to.funds, language)}"}
    told_of = _("According to the records of the programme on %(day)s, %(number)s in %(city)s wait for your action, as listed below.", **asked)
    with_funds = _("Funds of %(funds)s in all wait with them.", **asked)
    return [_("With respect,"), f"{told_of} {with_funds}" if to.funds else told_of]


def _line(one: Stuck, language: str) -> dict[str, str]:
    row = one.row
    return {
        "id": str(row["id"]),
        "number": row["number"],
        "title": row["title"],
        "where": row["kampung"] or "",
        "amount": _number(one.funds, language) if one.funds else "–",
        "since": format_date(one.since, "d MMM y", locale=language) if one.since else _("unknown"),
        "days": "–" if one.age is None else _number(one.age, language),
        "reason": _reason(one),
        "basis": _basis(one, language),
    }


def _reason(one: Stuck) -> str:
    words = reason_words(one) or _("no reason recorded")
    why = told(one.hitch.why) if one.hitch.why else None
    late = ngettext("%(num)d working day late", "%(num)d working days late", one.late) if one.late else None
    return "; ".join(part for part in (why or words, late) if part)


def _basis(one: Stuck, language: str) -> str:
    clause = one.hitch.clause or _term(one)
    if clause is None or clause.source.startswith(ASSUMED):
        return ""
    text = clause.text.get(language) or next(iter(clause.text.values()), "")
    return f"§\u00a0{clause.id}: {text} ({clause.source})"


def _term(one: Stuck) -> ClauseRef | None:
    """The clause that sets the term which a late case exceeded."""
    within = processes().state(one.row["workflow"], one.row["wv"], one.row["state"]).within
    if one.hitch.kind not in ("overdue", "signature") or not isinstance(within, str) or one.row["rulebook"] is None:
        return None
    rules = book(one.row["rulebook"])
    return rules.ref(within) if within in rules.by_key else None


def _day(day: datetime.date, language: str) -> str:
    return str(format_date(day, "d MMMM y", locale=language))


def _number(value: int, language: str) -> str:
    return str(format_decimal(value, format="#,##0", locale=language))
