"""What a case frees: the cases whose obstacles it works on are told that they are gone, and get the papers that were released; nothing else crosses.

Two acts in two cities, joined by the plea's id: this one is the second, and may be repeated, since the plea's id makes its requests' keys.
"""

import logging
from typing import Any
from uuid import UUID, uuid5

from gulir.acting.doorway import call
from gulir.acting.keys import act_for_job
from gulir.acting.store import db
from gulir.acting.who import Acting, current
from gulir.cases.acts import Request, take
from gulir.cases.looking import look
from gulir.cases.outcomes import NotOpen
from gulir.engine.facts import standing_in_the_way
from gulir.jobs import queries
from gulir.jobs.limits import KEY_MINUTES
from gulir.jobs.registry import Work, job

log = logging.getLogger("gulir.jobs")
WORDS = {"number": "number", "act_date": "date", "signer": "signer", "signer_title": "title"}  # of a document, and of the step that gives it


@job("frees")
def free(work: Work) -> None:
    """Tells each case that waits for this one, if its obstacle is gone; a city that cannot be reached fails the job, which is tried again."""
    case = {"tenant": work.tenant_id, "case": work.case_id}
    here = look(current(), work.tenant_id, work.case_id)
    if here.workflow.frees is None or not here.workflow.frees(here.facts):
        return
    papers = db.session.execute(queries.RELEASED, case).mappings().all()
    for tie in db.session.execute(queries.TIES, case).all():
        tell(act_for_job(tie.plea_tenant, KEY_MINUTES), tie.plea_tenant, tie.plea_id, papers)


def tell(clock: Acting, tenant_id: int, plea_id: UUID, papers: Any) -> None:
    """One plea: its obstacle is gone, and these papers are given. What was cleared meanwhile needs no word any more."""
    plea = call("plea_of", clock.key, tenant_id, str(plea_id))
    if plea is None:
        log.warning("plea %s is not there", plea_id)
        return
    if plea["mark"] in {mark["id"] for mark in standing_in_the_way(look(clock, tenant_id, plea["case"]).facts)}:
        say(clock, tenant_id, plea["case"], Request("obstacle_gone", uuid5(plea_id, "gone"), answers={"blocker": plea["mark"]}))
    for paper in papers:
        answers = {asked: str(paper[name]) for name, asked in WORDS.items() if paper[name]}
        files = {"paper": {name: paper[name] for name in paper if name.startswith("file_")}} if paper["file_digest"] else {}
        say(clock, tenant_id, plea["case"], Request("paper_given", uuid5(plea_id, str(paper["id"])), answers=answers, files=files))


def say(clock: Acting, tenant_id: int, case_id: str, request: Request) -> None:
    """One act of the clock. A case that has ended meanwhile is left in peace; any other refusal fails the job, which is tried again."""
    try:
        take(clock, tenant_id, case_id, request)
    except NotOpen:
        log.warning("case %s has ended; it is not told %s", case_id, request.step)
