"""Tells the database what deployment brings: workflows with their steps, and rulebooks by content hash. Runs as the owner of the tables."""

from collections.abc import Iterable, Mapping
from typing import Any

from psycopg.types.json import Jsonb
from sqlalchemy import Connection, text

from gulir.engine import Rulebook, Way, Workflow

FIND = text("select digest from wf_version where workflow = :workflow and version = :version")
VERSION = text("insert into wf_version (workflow, version, digest, lanes) values (:workflow, :version, :digest, :lanes)")
STATE = text("insert into wf_state (workflow, version, state, kind) values (:workflow, :version, :state, :kind)")
STEP = text("""
insert into wf_step (workflow, version, step, source, dest, by, records, not_by, signatures, switch, quiet, effects, team)
values (:workflow, :version, :step, :source, :dest, :by, :records, :not_by, :signatures, :switch, :quiet, :effects, :team) on conflict do nothing""")
CURRENT = text("insert into wf_current (workflow, version) values (:workflow, :version) on conflict do nothing")
TAKE = text("""
update wf_current set version = :version
where workflow = :workflow and exists (select from wf_version v where v.workflow = :workflow and v.version = :version)""")
RULEBOOK = text("insert into rulebook (hash, slug, version, content) values (:hash, :slug, :version, :content) on conflict do nothing")


class DefinitionChanged(RuntimeError):
    """A version that is already declared has another content now: give the workflow a new version instead."""


def declare(connection: Connection, workflows: Iterable[Workflow]) -> None:
    """Declares every workflow version once. Raises DefinitionChanged for the same version with another digest."""
    workflows = list(workflows)
    for workflow in workflows:
        key = {"workflow": workflow.name, "version": workflow.version}
        known = connection.execute(FIND, key).scalar()
        if known is None:
            _write(connection, workflow, key)
        elif known != workflow.digest:
            raise DefinitionChanged(f"workflow {workflow.name} version {workflow.version} is declared with another content: raise its version")
    for workflow in sorted(workflows, key=lambda one: -one.version):  # where no version is current yet, the newest is
        connection.execute(CURRENT, {"workflow": workflow.name, "version": workflow.version})


def declare_ways(connection: Connection, pairs: Iterable[tuple[Way, Way]]) -> None:
    """Declares how cases may move between versions, forth and back, so that the door lets them."""
    for row in [row for pair in pairs for way in pair for row in way.rows]:
        connection.execute(STEP, _bound(row))


def take_version(connection: Connection, workflow: str, version: int) -> bool:
    """From now on new cases take this version; False for one that was never declared."""
    return connection.execute(TAKE, {"workflow": workflow, "version": version}).rowcount == 1


def _write(connection: Connection, workflow: Workflow, key: dict[str, Any]) -> None:
    rows = workflow.declared()
    connection.execute(VERSION, rows.version)
    connection.execute(STATE, [dict(row) for row in rows.states])
    connection.execute(STEP, [_bound(row) for row in rows.steps])


def _bound(row: Mapping[str, Any]) -> dict[str, Any]:
    return dict(row) | {name: None if row[name] is None else Jsonb(row[name]) for name in ("signatures", "switch")}


def declare_rulebooks(connection: Connection, rulebooks: Iterable[Rulebook]) -> None:
    """Keeps each rulebook's content under its hash, for as long as a case is pinned to it."""
    for book in rulebooks:
        connection.execute(RULEBOOK, {"hash": book.hash, "slug": book.slug, "version": book.version, "content": Jsonb(book.content)})
