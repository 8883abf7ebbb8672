"""Forms of a group: itself, its account, its officers, the rules that its members sign, what was recorded of it."""

from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import BooleanField, SelectField, SelectMultipleField, TextAreaField
from wtforms.validators import Length, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from gulir.groups.groups import Account
from gulir.web.forms import Form, offered
from gulir.web.groups.fields import DIGITS, MAY, MUST, KnownField, PastField, line, whole

RATINGS = (("growing", _("Growing")), ("developing", _("Developing")), ("independent", _("Independent")))


class GroupForm(Form):
    """A group's own words."""

    name = line(_("Name of the group"), 120, must=True, shortest=2)
    kampung = SelectField(_("Kampung"), MUST)
    founded_on = PastField(_("Founded on"), MAY)
    members_unknown = BooleanField(_("Who the members are is not known"), description=_("As for groups of the past of which only the sum is left."))
    member_count = whole(_("Number of members, as told"), 0, 500, description=_("Only where the members themselves cannot be entered."))
    note = TextAreaField(_("Note"), [*MAY, Length(max=2000)])

    def known(self) -> dict[str, Any]:
        """What is kept besides name and kampung."""
        return {
            "founded_on": self.founded_on.data,
            "note": (self.note.data or "").strip() or None,
            "members_known": not self.members_unknown.data,
            "member_count": self.member_count.data,
        }


class AccountForm(Form):
    """The bank account; the number is never shown again in full."""

    bank = line(_("Bank"), 80, must=True, shortest=2)
    number = line(_("Account number"), 34, description=_("Kept encrypted. Leave it empty to keep the number that is there."), render_kw=DIGITS)
    holder = line(_("Name on the account"), 120, must=True, shortest=2)
    in_group_name = KnownField(_("Is the account in the group's name?"))
    specimens = whole(_("People whose signature the bank holds"), 0, 9)

    def validate_number(self, field: Any) -> None:
        """Digits, with blanks, dots or hyphens between them."""
        if field.data and not 5 <= len(self.digits() or "") <= 30:
            raise ValidationError(gettext("An account number has 5 to 30 digits."))

    def digits(self) -> str | None:
        """The number without what people put between its digits."""
        plain = "".join(one for one in self.number.data or "" if one not in " .-")
        return plain if plain.isascii() and plain.isdigit() else None

    def account(self) -> Account:
        """As the verb takes it."""
        return Account(self.bank.data or "", self.holder.data or "", self.in_group_name.known, self.specimens.data, self.digits())


class OfficersForm(Form):
    """Who holds which office."""

    chair = SelectField(_("Chair"))
    secretary = SelectField(_("Secretary"))
    treasurer = SelectField(_("Treasurer"))


class RulesForm(Form):
    """Who has signed the group's rules, and when."""

    signed_on = PastField(_("Signed on"), MUST)
    members = SelectMultipleField(_("Who signed"), MUST, option_widget=CheckboxInput(), widget=ListWidget(prefix_label=False))


class SavingsForm(Form):
    """Weeks and months of saving without a gap."""

    weeks = whole(_("Weeks with saving"), 0, 2000, must=True)
    months = whole(_("Months in a row"), 0, 500, must=True, description=_("Months without a gap, as the savings book shows."))
    since = PastField(_("From"), MAY)
    until = PastField(_("Until"), MAY)
    note = TextAreaField(_("Note"), [*MAY, Length(max=2000)])

    def value(self) -> dict[str, Any]:
        """As guards read it."""
        days = {"from": self.since.data, "to": self.until.data}
        return {"weeks": self.weeks.data, "months": self.months.data} | {name: day.isoformat() if day else None for name, day in days.items()}


class AttendanceForm(Form):
    """How many come."""

    meetings = whole(_("Meetings held"), 1, 2000, must=True)
    percent = whole(_("Of 100 members, how many came on average"), 0, 100, must=True)
    note = TextAreaField(_("Note"), [*MAY, Length(max=2000)])

    def value(self) -> dict[str, Any]:
        """As guards read it."""
        return {"meetings": self.meetings.data, "share": (self.percent.data or 0) / 100}


class LoansForm(Form):
    """Loans that run."""

    open_loans = whole(_("Loans not yet paid back"), 0, 1000, must=True)
    note = TextAreaField(_("Note"), [*MAY, Length(max=2000)])

    def value(self) -> dict[str, Any]:
        """As guards read it."""
        return {"open": self.open_loans.data}


class EvaluationForm(Form):
    """How far the group has come."""

    rating = SelectField(_("Rating"), MUST, choices=offered(RATINGS))
    note = TextAreaField(_("Note"), [*MAY, Length(max=2000)])

    def value(self) -> dict[str, Any]:
        """As guards read it."""
        return {"rating": self.rating.data}


RECORDS: dict[str, type[Form]] = {"savings": SavingsForm, "attendance": AttendanceForm, "loans": LoansForm, "evaluation": EvaluationForm}
