"""Who a command acts as: the console with a logged key that reads every city and writes nothing, or the person that --as names."""

from collections.abc import Iterator
from contextlib import contextmanager

import click

from gulir.acting import Acting, as_acting
from gulir.acting.doorway import databases
from gulir.acting.keys import CONSOLE, act_as_system, acting_of, end_key, key_for_membership
from gulir.identity.memberships import memberships_of
from gulir.identity.persons import find_person

as_option = click.option("--as", "account", metavar="ACCOUNT[:ROLE]", help="Act as this person (e-mail or telephone), in their first role or the one named.")


@contextmanager
def standing_in(account: str | None) -> Iterator[Acting]:
    """Acts for the length of the block; either way the console's log names who ran what. Raises ClickException for an unknown account or role."""
    who = act_as_system(CONSOLE, role="auditor")
    if account:
        end_key(who.key)
        who = acting_of(key_for_membership(_membership(account), purpose="console", hours=1))
    try:
        with as_acting(who):
            yield who
    finally:
        end_key(who.key)


def _membership(account: str) -> str:
    """The membership that `address` or `address:role` names."""
    address, _colon, role = account.partition(":")
    engine = databases().signin
    if engine is None:
        raise click.ClickException("DATABASE_SIGNIN_URL is not set: this process may act as nobody.")
    with engine.begin() as connection:
        person = find_person(connection, address)
        held = memberships_of(connection, person) if person else []
    found = next((one.id for one in held if role in ("", one.role)), None)
    if found is None:
        raise click.ClickException(f"Nobody acts as “{account}”." + (f" Their roles: {', '.join(one.role for one in held)}." if held else ""))
    return str(found)
