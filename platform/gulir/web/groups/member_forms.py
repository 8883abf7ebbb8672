"""Forms of people: a member with their household, leaving, a visit, a look at a number."""

from typing import Any
from uuid import UUID

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import BooleanField, SelectField

from gulir.groups.households import Home
from gulir.groups.members import Person
from gulir.web.forms import Form
from gulir.web.groups.fields import MAY, MUST, KnownField, PastField, SixteenField, line

UNKNOWN, NEW = "-", "+"


class MemberForm(Form):
    """A member; a new household can be written down at the same time."""

    name = line(_("Name, as on the identity card"), 120, must=True, shortest=2)
    nik = SixteenField(_("NIK"), description=_("16 digits. Kept encrypted, shown masked; nobody is a member twice, in any city."))
    born_on = PastField(_("Born on"), MAY, description=_("Left empty, it is read from the NIK."))
    married = KnownField(_("Married"))
    public_servant = KnownField(_("Civil servant, soldier, police or pensioner"))
    received_before = KnownField(_("Received KUBE aid before"))
    joined_on = PastField(_("Joined on"), MAY)
    household = SelectField(_("Household"), default=UNKNOWN)
    head = line(_("Head of the new household"), 120)
    kk = SixteenField(_("Family card (KK)"), description=_("16 digits, kept encrypted."))
    address = line(_("Address"), 300)
    in_poverty_data = KnownField(_("In the poverty data (DTSEN, formerly DTKS)"))

    def validate(self, extra_validators: Any = None) -> bool:
        """A new household needs somebody at its head (asked here, since nothing is asked of a field that may be left empty)."""
        if self.household.data == UNKNOWN and (self.head.data or self.kk.data or self.address.data):
            self.household.data = NEW  # written below without being chosen above: nothing that was typed is lost
        fine = super().validate(extra_validators)
        if self.household.data == NEW and not self.head.data:
            self.head.errors = [gettext("A new household needs the name of its head.")]
            return False
        return bool(fine)

    def home(self) -> Home:
        """The new household."""
        return Home(self.head.data or "", self.address.data or None, self.kk.number, self.in_poverty_data.known)

    def person(self, household_id: UUID | None) -> Person:
        """The member."""
        return Person(
            self.name.data or "", self.nik.number, household_id, self.born_on.data, self.married.known, self.public_servant.known,
            self.received_before.known, self.joined_on.data,
        )  # fmt: skip


class LeaveForm(Form):
    """The end of a membership."""

    left_on = PastField(_("Left on"), MUST)


class HouseholdForm(Form):
    """A household as it is written down."""

    head = line(_("Head of the household"), 120, must=True, shortest=2)
    address = line(_("Address"), 300)
    kk = SixteenField(_("Family card (KK)"), description=_("16 digits, kept encrypted. Leave it empty to keep the number that is there."))
    in_poverty_data = KnownField(_("In the poverty data (DTSEN, formerly DTKS)"))

    def home(self) -> Home:
        """As the verb takes it."""
        return Home(self.head.data or "", self.address.data or None, self.kk.number, self.in_poverty_data.known)


class VisitForm(Form):
    """The word of somebody who went there."""

    in_poverty_data = KnownField(_("In the poverty data (DTSEN, formerly DTKS)"))
    seen = BooleanField(_("I was there: the people and the address are as written here"), MUST)


class UnmaskForm(Form):
    """Why a number must be seen."""

    reason = line(_("Why do you need the number?"), 500, must=True, shortest=5, description=_("Your name, the time and this reason are written down for good."))
