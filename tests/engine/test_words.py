"""Words are translated when they are shown; digests refuse fractions; every role belongs somewhere."""

import pytest

from gulir.engine import Rupiah, Text, canonical
from gulir.engine.parties import GOVERNMENT, PARTY_LABELS, ROLES, SPEAKS_FOR, Kind, Party, Role, party_of
from gulir.engine.text import _


def test_a_text_is_english_until_somebody_translates_it() -> None:
    words = _("%(amount)s for %(who)s", amount=Rupiah(2_000_000), who=[_("chair"), "Ani"])
    assert str(words) == "Rp 2,000,000 for chair, Ani"
    catalogue = {"%(amount)s for %(who)s": "%(amount)s untuk %(who)s", "chair": "ketua"}
    assert words.translated(lambda msgid: catalogue.get(msgid, msgid), lambda value: f"<{value}>") == "<Rp 2,000,000> untuk ketua, <Ani>"


def test_a_percent_sign_without_params_is_left_alone() -> None:
    assert str(Text("100 % done")) == "100 % done"


def test_canonical_json_is_one_form_and_has_no_fractions() -> None:
    assert canonical({"b": 1, "a": ["é", None, True]}) == '{"a":["é",null,true],"b":1}'.encode()
    for bad in (1.5, {"a": [0.1]}, float("nan")):
        with pytest.raises(ValueError, match="float"):
            canonical(bad)


def test_every_role_has_a_home_and_every_party_a_name_and_a_voice() -> None:
    assert set(ROLES) == set(Role)
    assert all(card.kinds for card in ROLES.values())
    assert set(PARTY_LABELS) == set(SPEAKS_FOR) == set(Party)


def test_a_role_speaks_for_its_party_in_the_right_organisation_only() -> None:
    assert party_of(Role.PROGRAMME_MANAGER, Kind.UPC) == Party.UPC
    assert party_of(Role.LEAD_REVIEWER, Kind.MINISTRY) == Party.MINISTRY
    assert party_of(Role.DINSOS_OFFICER, Kind.UPC) is None
    assert party_of(Role.AUDITOR, Kind.INSPECTORATE) is None
    assert Kind.NETWORK not in GOVERNMENT
