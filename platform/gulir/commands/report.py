"""`flask report tabulation|unrealised`: the reports of the web pages, for a terminal or a file."""

import datetime
from collections.abc import Callable
from pathlib import Path

import click
from flask.cli import with_appcontext

from gulir.acting import as_acting
from gulir.acting.keys import CONSOLE, act_as_system, end_key
from gulir.reports import REPORTS, Report, report
from gulir.reports.exports import to_csv, to_json, to_table, to_xlsx

FORMATS: dict[str, Callable[[Report], str | bytes]] = {"json": to_json, "csv": to_csv, "table": to_table, "xlsx": to_xlsx}


@click.command("report")
@click.argument("name", type=click.Choice(list(REPORTS)))
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="Day to count up to, by the day things happened; today if not given.")
@click.option("--city", "cities", multiple=True, help="Word of a city (surabaya); may be repeated; every city if not given.")
@click.option("--format", "form", type=click.Choice(list(FORMATS)), default="table", show_default=True)
@click.option("--out", type=click.Path(dir_okay=False, writable=True, path_type=Path), help="File to write instead of the terminal.")
@with_appcontext
def report_(name: str, as_of: datetime.datetime | None, cities: tuple[str, ...], form: str, out: Path | None) -> None:
    """Count NAME from cases and events as of a day."""
    if form == "xlsx" and out is None:
        raise click.UsageError("A workbook needs a file: give --out FILE.")
    written = FORMATS[form](_made(name, as_of.date() if as_of else datetime.datetime.now(datetime.UTC).date(), cities))
    if out is None:
        click.echo(written, nl=False)
    else:
        out.write_bytes(written if isinstance(written, bytes) else written.encode())


def _made(name: str, as_of: datetime.date, cities: tuple[str, ...]) -> Report:
    """The report under a logged key that reads every city and writes nothing."""
    who = act_as_system(CONSOLE, role="auditor")
    try:
        known = {tenant.slug: tenant.id for tenant in who.tenants}
        for slug in cities:
            if slug not in known:
                raise click.ClickException(f"There is no open city “{slug}”. There are: {', '.join(known)}.")
        with as_acting(who):
            return report(name, as_of, [known[slug] for slug in cities or known])
    finally:
        end_key(who.key)


COMMANDS = [report_]
