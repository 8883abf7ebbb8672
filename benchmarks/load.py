"""A load of 10,000 requests on pages and approvals: no 5xx, and resident memory after it against that after the first 1,000.

python benchmarks/load.py --json [--requests 10000]
"""

import itertools
from typing import Any

import clients
import ground
import psutil
import saying
import website

MARK = 1000


def measure(here: ground.Ground, requests: int) -> dict[str, Any]:
    """Statuses, and the memory of all processes of the web server in MB."""
    with here.superuser() as connection:
        person, org = ground.add_person(connection, "Rini")
        city = ground.add_city(connection, "surabaya", "SBY")
        ground.add_cases(connection, city, requests // 5 + 10, person="00000000-0000-7000-8000-000000000002", org=org)
        token = ground.sign_in(connection, person, org, [city.id])
    statuses: dict[int, int] = {}
    memory: list[float] = []
    with website.running(here) as (port, pid):
        browser = clients.Browser(port, token)
        csrf = browser.form_token("/surabaya/berkas/SBY-KUBE-2026-0000001/confirm_complete")
        for number, (method, path) in enumerate(itertools.islice(visits(), requests), 1):
            form = clients.form(csrf) if method == "POST" else None
            status, _page = browser.ask(method, path, form)
            statuses[status] = statuses.get(status, 0) + 1
            if number in (MARK, requests):
                memory.append(resident(pid))
    return {"requests": requests, "statuses": statuses, "mb_after_1000": memory[0], "mb_at_end": memory[-1], "ratio": round(memory[-1] / memory[0], 3)}


def visits() -> Any:
    """What a busy day asks: the work list, a case, its form, an approval, the board now and then."""
    for number in itertools.count(2):
        case = f"/surabaya/berkas/SBY-KUBE-2026-{number:07d}"
        yield from (("GET", "/surabaya/giliran"), ("GET", case), ("GET", f"{case}/confirm_complete"), ("POST", f"{case}/confirm_complete"))
        yield ("GET", "/surabaya/papan" if number % 5 == 0 else "/surabaya/berkas")


def resident(pid: int) -> float:
    """Resident megabytes of a process and its children."""
    process = psutil.Process(pid)
    return round(sum(one.memory_info().rss for one in (process, *process.children(recursive=True))) / 2**20, 1)


if __name__ == "__main__":
    saying.measured(__doc__, measure, requests=10_000)
