"""Giliran Anda of one city and of eight, at 1 k, 10 k, 100 k and 1 M open cases a city, over HTTP with one client.

python benchmarks/inbox.py --json [--rounds 5] [--pages 60] [--sizes 1000,10000,100000,1000000]
"""

import argparse
import json
import statistics
import time
from typing import Any

import clients
import ground
import website

SLUGS = {1000: ("seribu", "SRB"), 10_000: ("sepuluhribu", "SPR"), 100_000: ("seratusribu", "STR"), 1_000_000: ("sejuta", "SJT")}
NEIGHBOURS = 7  # further cities of the size, for the list of eight; smaller than the city itself beyond 10,000


def main() -> None:
    """Measures and prints."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--json", action="store_true")
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--pages", type=int, default=60)
    options.add_argument("--sizes", default="1000,10000,100000,1000000")
    given = options.parse_args()
    sizes = [int(size) for size in given.sizes.split(",")]
    with ground.throwaway() as here:
        print(json.dumps(measure(here, sizes, given.rounds, given.pages), indent=None if given.json else 2))


def measure(here: ground.Ground, sizes: list[int], rounds: int, pages: int) -> dict[str, Any]:
    """Sizes interleaved in each round; p50 and p95 in milliseconds are medians over the rounds."""
    with here.superuser() as connection:
        person, org = ground.add_person(connection, "Rini")
        cities = {size: ground.add_city(connection, *SLUGS[size]) for size in sizes}
        others = [ground.add_city(connection, f"tetangga{n}", f"TT{chr(65 + n)}") for n in range(NEIGHBOURS)]
        for size, city in cities.items():
            ground.add_cases(connection, city, size)
        for city in others:
            ground.add_cases(connection, city, min(max(sizes), 10_000))
        one = {size: ground.sign_in(connection, person, org, [city.id]) for size, city in cities.items()}
        eight = {size: ground.sign_in(connection, person, org, [city.id, *(other.id for other in others)]) for size, city in cities.items()}
    times: dict[str, dict[int, list[list[float]]]] = {"one_city": {}, "eight_cities": {}}
    with website.running(here) as (port, _pid):
        for number in range(rounds + 1):
            for size, city in cities.items():
                first = fetch(port, one[size], f"/{city.slug}/giliran", pages)
                both = fetch(port, eight[size], "/semua/giliran", pages)
                if number:  # the first round warms up
                    times["one_city"].setdefault(size, []).append(first)
                    times["eight_cities"].setdefault(size, []).append(both)
    found = {kind: {str(size): quantiles(rows) for size, rows in of.items()} for kind, of in times.items()}
    return {"rounds": rounds, "pages": pages, **found, "growth_p95": growth(times["one_city"], sizes)}


def fetch(port: int, token: str, path: str, pages: int) -> list[float]:
    """Seconds of each page on one kept-alive connection."""
    browser = clients.Browser(port, token)
    times = []
    for _ in range(pages):
        began = time.perf_counter()
        status, page = browser.ask("GET", path)
        times.append(time.perf_counter() - began)
        if status != 200 or "KUBE Melati" not in page:
            raise RuntimeError(f"{path} answered {status} without a work list")
    return times


def quantiles(rounds: list[list[float]]) -> dict[str, float]:
    """Medians over the rounds of p50 and p95, in milliseconds."""
    cut = [statistics.quantiles(one, n=100) for one in rounds]
    return {f"p{percent}_ms": round(statistics.median(one[percent - 1] for one in cut) * 1000, 2) for percent in (50, 95)}


def growth(of: dict[int, list[list[float]]], sizes: list[int]) -> float:
    """How much larger the p95 of the largest city is than that of the smallest: formed in each round, then the median."""
    small, large = of[min(sizes)], of[max(sizes)]
    ratios = [statistics.quantiles(b, n=100)[94] / statistics.quantiles(a, n=100)[94] for a, b in zip(small, large, strict=True)]
    return round(statistics.median(ratios), 3)


if __name__ == "__main__":
    main()
