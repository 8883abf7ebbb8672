"""`flask report tabulation|unrealised|held-up|stuck|desks`: the reports of the web pages, for a terminal or a file."""

import datetime
from collections.abc import Callable
from pathlib import Path

import click
from flask.cli import with_appcontext

from gulir.acting import Acting
from gulir.cases.calendar import today_in
from gulir.commands.standing_in import as_option, standing_in
from gulir.reports import REPORTS, Report, report
from gulir.reports.exports import to_csv, to_json, to_table, to_xlsx

NATION = "Asia/Jakarta"  # whose day it is where several cities are meant
FORMATS: dict[str, Callable[[Report], str | bytes]] = {"json": to_json, "csv": to_csv, "table": to_table, "xlsx": to_xlsx}


@click.command("report")
@click.argument("name", type=click.Choice(list(REPORTS)))
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="Day to count up to, by the day things happened; today if not given.")
@click.option("--city", "cities", multiple=True, help="Word of a city (surabaya); may be repeated; every city if not given.")
@click.option("--format", "form", type=click.Choice(list(FORMATS)), default="table", show_default=True)
@click.option("--out", type=click.Path(dir_okay=False, writable=True, path_type=Path), help="File to write instead of the terminal.")
@as_option
@with_appcontext
def report_(name: str, as_of: datetime.datetime | None, cities: tuple[str, ...], form: str, out: Path | None, account: str | None) -> None:
    """Count NAME from cases and events as of a day."""
    if form == "xlsx" and out is None:
        raise click.UsageError("A workbook needs a file: give --out FILE.")
    with standing_in(account) as who:
        wanted = _wanted(who, cities)
        written = FORMATS[form](report(name, as_of.date() if as_of else _today(who, wanted), wanted))
    if out is None:
        click.echo(written, nl=False)
    else:
        out.write_bytes(written if isinstance(written, bytes) else written.encode())


def _today(who: Acting, wanted: list[int]) -> datetime.date:
    """By the database's clock, which said who acts."""
    return today_in(next(tenant.zone for tenant in who.tenants if tenant.id in wanted) if len(wanted) == 1 else NATION, who.at)


def _wanted(who: Acting, cities: tuple[str, ...]) -> list[int]:
    """The ids of these cities, or of every city that this one sees."""
    known = {tenant.slug: tenant.id for tenant in who.tenants}
    for slug in cities:
        if slug not in known:
            raise click.ClickException(f"There is no open city “{slug}”. There are: {', '.join(known)}.")
    return [known[slug] for slug in cities or known]


COMMANDS = [report_]
