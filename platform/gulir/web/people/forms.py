"""What is asked of whoever invites somebody, or changes what somebody may reach."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import RadioField, SelectField, SelectMultipleField, StringField
from wtforms.validators import InputRequired, Length, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from gulir.acting import Acting
from gulir.engine.parties import ROLES, Role
from gulir.identity.grants import MAY_GIVE
from gulir.identity.memberships import OF_A_GROUP
from gulir.web.forms import Form, offered
from gulir.web.words import role as role_words


class ReachForm(Form):
    """A role, and how far it reaches within the city."""

    role = SelectField(_("Role"), [InputRequired()])
    cities = RadioField(_("Reach"), [InputRequired()], default="one")
    kampungs = SelectMultipleField(_("Only these kampungs"), [Optional()], widget=ListWidget(), option_widget=CheckboxInput())
    group = SelectField(_("Group"), [Optional()])

    def offer(self, who: Acting, organisations: list[Any], kampungs: dict[Any, str], groups: dict[Any, str], *, keep: bool = False) -> None:
        """Fills the choices: only what the one acting may give. `keep` offers to leave the cities as they are."""
        self.role.choices = offered(roles_to_give(who, organisations))
        self.cities.choices = offered(
            [
                *([("keep", _("as now"))] if keep else []),
                ("one", _("this city")),
                *([("all", _("every city, also those opened later"))] if who.role == Role.SECRETARIAT else []),
            ]
        )
        self.kampungs.choices = offered((str(one), name) for one, name in kampungs.items())
        self.group.choices = offered([("", "–"), *((str(one), name) for one, name in groups.items())])
        self.kampungs.description = _("For organisers. Leave all of them open for the whole city.")
        self.group.description = _("For the officers of a group, who see that group and nothing else.")

    def validate(self, extra_validators: Any = None) -> bool:
        """An officer of a group needs the group."""
        valid = super().validate(extra_validators)
        if valid and self.picked_role in OF_A_GROUP and not self.group.data:
            self.group.errors = [_("Choose the group whose office it is.")]
            return False
        return valid

    @property
    def picked_role(self) -> str:
        """The role's name."""
        return str(self.role.data).partition(":")[0]

    @property
    def picked_organisation(self) -> int:
        """The organisation's id."""
        return int(str(self.role.data).partition(":")[2])


class InviteForm(ReachForm):
    """A person and their role."""

    name = StringField(_("Name"), [InputRequired(), Length(min=2, max=120)], render_kw={"autocomplete": "off"})
    email = StringField(_("E-mail"), [Optional(), Length(max=254)], render_kw={"type": "email", "autocomplete": "off"})
    phone = StringField(_("Telephone"), [Optional(), Length(max=24)], render_kw={"type": "tel", "autocomplete": "off"})


def roles_to_give(who: Acting, organisations: list[Any]) -> list[tuple[str, str]]:
    """Each role with each organisation that it exists in: `organiser:12`."""
    given = [role for role in Role if role in MAY_GIVE.get(who.role, frozenset())]
    return [(f"{role}:{one.id}", f"{role_words(role)}, {one.name}") for role in given for one in organisations if one.kind in ROLES[role].kinds]
