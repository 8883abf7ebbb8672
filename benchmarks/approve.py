"""Approvals a second over HTTP (session, CSRF, guards, history, outbox) against the same work as bare SQL, interleaved in one run.

python benchmarks/approve.py --json [--rounds 5] [--seconds 4]
"""

import statistics
from typing import Any

import clients
import counting
import ground
import plain
import saying
import website

CLIENTS = (1, 8)
EACH = {1: 3000, 8: 1200}  # cases kept ready for each client and round
PEOPLE = ("Rini", "Sari", "Budi", "Tini", "Agus", "Dewi", "Joko", "Wati")  # each client is somebody: nobody clicks in eight windows at once
AIM = {"clients": 8, "ratio": 0.3, "stretch": 0.5}  # of bare SQL


def measure(here: ground.Ground, rounds: int, seconds: float) -> dict[str, Any]:
    """Every target once a round; ratios are formed within a round, and their median is given."""
    need = rounds * sum(n * (EACH[n] + 1) for n in CLIENTS) + 200
    with here.superuser() as connection:
        people = [ground.add_person(connection, name) for name in PEOPLE]
        org = people[0][1]
        city = ground.add_city(connection, "surabaya", "SBY")
        ground.add_cases(connection, city, need, person="00000000-0000-7000-8000-000000000002", org=org)
        tokens = [ground.sign_in(connection, person, org, [city.id]) for person, _org in people]
        plain.prepare(connection, need)
        cost = counting.per_approval(here, connection, tokens[0], take(100))
        with website.running(here) as (port, _pid):
            found = [one_round(here, port, tokens, n, seconds) for n in range(rounds)]
    by_clients = {str(n): summary([one[n] for one in found]) for n in CLIENTS}
    reached = by_clients[str(AIM["clients"])]["ratio"] >= AIM["ratio"]
    return {"rounds": rounds, "seconds": seconds, "per_approval": cost, "clients": by_clients, "aim": AIM | {"reached": reached}}


_next = iter(range(1, 10_000_000, 1))


def take(count: int) -> list[str]:
    """Addresses of the next cases that nobody approved yet."""
    return [f"/surabaya/berkas/SBY-KUBE-2026-{next(_next):07d}/confirm_complete" for _ in range(count)]


def one_round(here: ground.Ground, port: int, tokens: list[str], number: int, seconds: float) -> dict[int, dict[str, Any]]:
    """Bare SQL and HTTP, one after the other, at each number of clients; which goes first alternates."""
    result = {}
    for n in CLIENTS:
        paths = [take(EACH[n] + 1) for _ in range(n)]
        first = 1 + number * sum(c * EACH[c] for c in CLIENTS) + sum(c * EACH[c] for c in CLIENTS if c < n)
        targets = [
            ("plain", lambda n=n, first=first: plain.run(here.url, n, first, EACH[n], seconds)),
            ("http", lambda n=n, paths=paths: clients.run(port, tokens[:n], paths, seconds)),
        ]
        times = {name: work() for name, work in (targets if number % 2 else reversed(targets))}
        result[n] = {
            name: {"per_second": len(found) * n / sum(found), "p50_ms": quantile(found, 50), "p95_ms": quantile(found, 95), "count": len(found)}
            for name, found in times.items()
        }
    return result


def quantile(times: list[float], percent: int) -> float:
    """A quantile in milliseconds."""
    return round(statistics.quantiles(times, n=100)[percent - 1] * 1000, 2)


def summary(rounds: list[dict[str, Any]]) -> dict[str, Any]:
    """Medians over the rounds, and of the ratio formed in each."""
    ratios = [one["http"]["per_second"] / one["plain"]["per_second"] for one in rounds]
    medians = {name: {key: saying.median([one[name][key] for one in rounds]) for key in rounds[0][name]} for name in ("plain", "http")}
    return {**medians, **saying.ratio(ratios)}


if __name__ == "__main__":
    saying.measured(__doc__, measure, rounds=5, seconds=4.0)
