"""Asking for a large file as a person does, and doing what relay and worker do."""

import csv
import io
import re
from uuid import UUID, uuid4

from gulir.tasks import sweep
from gulir.tasks.asking import ask

CSRF = re.compile(r'name="csrf_token" value="([^"]+)"')
ID = re.compile(r'name="tugas" value="([^"]+)"')


def asked_for(client, url: str, **more) -> str:
    """Asks for it as a person does; gives the address of the page that shows it."""
    first = client.get(url)
    assert first.status_code == 303, first.text
    page = client.get(first.location)
    assert page.status_code == 200
    answer = client.post(first.location, data={"csrf_token": CSRF.search(page.text)[1], "tugas": ID.search(page.text)[1]} | more)
    assert answer.status_code == 303, answer.text
    return answer.location


def work(ground, databases) -> int:
    """What relay and worker do."""
    sent = sweep.pass_on(databases.relay, ground.client())
    ground.work()
    return sent


def rows_of(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text), strict=True))


def the(ground, column: str = "state"):
    """The one task of the city."""
    (found,) = ground.see(f"select {column} as x from task where tenant_id = :tenant")
    return found.x


def put(ground, who, **more) -> UUID:
    task = uuid4()
    asked = {"form": "csv", "sought": {}, "place": ground.city.slug, "day": "2014-05-12"} | more
    ask(who, task, "cases", asked, [ground.city.id], "id")
    return task
