"""Remembers what each applied version consisted of, so that a database made by other tables than these is refused instead of failing somewhere later."""

import hashlib
import json
import re
from pathlib import Path
from typing import Any

from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection

HERE = Path(__file__).parent
READ = "select obj_description('alembic_version'::regclass) where to_regclass('alembic_version') is not null"
APPLIED = "select version_num from alembic_version"


class MadeOtherwise(CommandError):
    """The database holds tables that an earlier build laid out in another way, and no version leads from those to these."""


def contents(version: Path) -> str:
    """Digest of a version and of every file of SQL that it names."""
    source = version.read_text()
    named = sorted(set(re.findall(r"\w+\.sql", source)))
    return hashlib.sha256("\n".join([source, *((HERE / "sql" / name).read_text() for name in named)]).encode()).hexdigest()


def note(**told: Any) -> None:
    """Alembic's callback, in the transaction of the version it applies: notes what that version consisted of."""
    connection: Connection = told["ctx"].connection
    version = told["step"].up_revision
    known = noted(connection) | {version.revision: contents(Path(version.path))}
    words = json.dumps(known, sort_keys=True)
    connection.exec_driver_sql(f"comment on table alembic_version is '{words}'")


def noted(connection: Connection) -> dict[str, str]:
    """Version to digest, as far as noted; empty for a new database."""
    if connection.exec_driver_sql("select to_regclass('alembic_version')").scalar() is None:
        return {}
    found: dict[str, str] = json.loads(connection.exec_driver_sql(READ).scalar() or "{}")
    return found


def refuse_other_tables(connection: Connection, scripts: ScriptDirectory) -> None:
    """Raises MadeOtherwise if a version that was applied here differs from the file of its name."""
    if connection.exec_driver_sql("select to_regclass('alembic_version')").scalar() is None:
        return
    applied = connection.exec_driver_sql(APPLIED).scalar()
    known = noted(connection)
    for version in scripts.iterate_revisions(applied, "base") if applied else ():
        if known.get(version.revision) != contents(Path(version.path)):
            raise MadeOtherwise(
                f"an earlier build laid out this database differently (version {version.revision}), and nothing leads from that to this one: "
                "keep it for that build, and start with another GULIR_INSTANCE or an empty database"
            )
