"""Approvals a second over HTTP (session, CSRF, guards, history, outbox) against the same work as bare SQL, interleaved in one run.

python benchmarks/approve.py --json [--rounds 5] [--seconds 4]
"""

import statistics
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

import clients
import counting
import ground
import plain
import saying
import website

CLIENTS = (1, 8)
EACH = {1: 4000, 8: 1200}  # cases kept ready for each client, target and round
PEOPLE = ("Rini", "Sari", "Budi", "Tini", "Agus", "Dewi", "Joko", "Wati")  # each client is somebody: nobody clicks in eight windows at once
AIM = {"clients": 8, "ratio": 0.3, "stretch": 0.5}  # of bare SQL on the same tables
SAME, BARE = "plain", "bare_tables"

Target = Callable[[int, float], list[float]]


@dataclass(frozen=True)
class Cases:
    """Cases that nobody approved yet: by number for people, by id for bare SQL; each is given out once."""

    addresses: Iterator[str]
    ids: Iterator[Any]
    bare: Iterator[Any]


def measure(here: ground.Ground, rounds: int, seconds: float) -> dict[str, Any]:
    """Every target once a round; ratios are formed within a round, and their median is given."""
    need = rounds * sum(n * (EACH[n] + 1) for n in CLIENTS) + 200
    with here.superuser() as connection:
        people = [ground.add_person(connection, name) for name in PEOPLE]
        org = people[0][1]
        city = ground.add_city(connection, "surabaya", "SBY")
        ground.add_cases(connection, city, 2 * need, person="00000000-0000-7000-8000-000000000002", org=org)
        ids = [row[0] for row in connection.execute("select id from cases order by number desc limit %s", (need,))]
        cases = Cases(iter(take(need)), iter(ids), iter(plain.prepare(connection, need)))
        tokens = [ground.sign_in(connection, person, org, [city.id]) for person, _org in people]
        cost = counting.per_approval(here, connection, tokens[0], list(islice(cases.addresses, 100)))
        with website.running(here) as (port, _pid):
            targets = targets_of(here.url, port, tokens, city.id, cases)
            found = [one_round(targets, number, seconds) for number in range(rounds)]
    by_clients = {str(n): summary([one[n] for one in found]) for n in CLIENTS}
    reached = by_clients[str(AIM["clients"])]["ratio"] >= AIM["ratio"]
    return {"rounds": rounds, "seconds": seconds, "per_approval": cost, "clients": by_clients, "aim": AIM | {"reached": reached}}


def take(count: int) -> list[str]:
    """Addresses of the first cases."""
    return [f"/surabaya/berkas/SBY-KUBE-2026-{number:07d}/confirm_complete" for number in range(1, count + 1)]


def targets_of(url: str, port: int, tokens: list[str], city: int, cases: Cases) -> dict[str, Target]:
    """What is measured: people over HTTP, bare SQL on the product's own tables, and on tables without keys."""

    def shares(those: Iterator[Any], n: int, more: int = 0) -> list[list[Any]]:
        return [list(islice(those, EACH[n] + more)) for _client in range(n)]

    return {
        "http": lambda n, seconds: clients.run(port, tokens[:n], shares(cases.addresses, n, 1), seconds),
        SAME: lambda n, seconds: plain.run(url, plain.OWN, city, shares(cases.ids, n), seconds),
        BARE: lambda n, seconds: plain.run(url, plain.BARE, city, shares(cases.bare, n), seconds),
    }


def one_round(targets: dict[str, Target], number: int, seconds: float) -> dict[int, dict[str, Any]]:
    """Each target, one after the other, at each number of clients; which goes first changes from round to round."""
    names = list(targets)
    order = names[number % len(names) :] + names[: number % len(names)]
    return {n: {name: figures(targets[name](n, seconds), n) for name in order} for n in CLIENTS}


def figures(times: list[float], n: int) -> dict[str, Any]:
    """Approvals a second, and how long one takes."""
    return {"per_second": len(times) * n / sum(times), "p50_ms": quantile(times, 50), "p95_ms": quantile(times, 95), "count": len(times)}


def quantile(times: list[float], percent: int) -> float:
    """A quantile in milliseconds."""
    return round(statistics.quantiles(times, n=100)[percent - 1] * 1000, 2)


def summary(rounds: list[dict[str, Any]]) -> dict[str, Any]:
    """Medians over the rounds, and of the ratios formed in each: to the same work, and to the same number of rows in tables without keys."""
    medians = {name: {key: saying.median([one[name][key] for one in rounds]) for key in rounds[0][name]} for name in ("http", SAME, BARE)}
    to = {name: saying.ratio([one["http"]["per_second"] / one[name]["per_second"] for one in rounds]) for name in (SAME, BARE)}
    return {**medians, **to[SAME], "of_bare_tables": to[BARE]}


if __name__ == "__main__":
    saying.measured(__doc__, measure, rounds=5, seconds=4.0)
