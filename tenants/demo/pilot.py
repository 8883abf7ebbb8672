"""The integrated pilot of Bungkutoko, Kendari, 2012 (deck, slide 2): houses and a facility beside the kampung's KUBE, as far as the deck tells of them."""

from collections.abc import Iterator, Sequence
from datetime import date
from uuid import UUID

from tenants.demo import ways
from tenants.demo.deck import When
from tenants.demo.ids import known
from tenants.demo.lots import Lot
from tenants.demo.scenes import Scene
from tenants.demo.ways import upto
from tenants.presets import Preset

CITY = "kendari"
BOOK = "rtlh-2014"
GROUP = 13  # of which group the deck does not say; this one stands for it
HOUSES = 2
OF_A_HOUSE, OF_A_PLACE = 10_000_000, 50_000_000
REMARK = (
    "Proyek percontohan terpadu Bungkutoko, Kendari 2012 (dek, slide 2). Dek tidak menyebut jumlah rumah, jenis sarana, besar dana, maupun tanggalnya;"
    " kelompok, dua rumah, dan jalan setapak ini mewakilinya, dan besar dananya adalah pagu juklak, bukan angka dek."
)
BEGUN = When(date(2012, 1, 1), "year", "")


def scenes(preset: Preset, lots: Sequence[Lot]) -> Iterator[Scene]:
    """The grant for houses, its houses to their end, and the facility; its amounts are the guideline's ceilings, for the deck tells none."""
    lot = lots[GROUP]
    case = known("pilot", "rtlh")
    yield _scene(lot, case, "rtlh", "RTLH Bungkutoko 2012", ())
    yield from (_house(lot, case, n, "costed") for n in range(HOUSES))
    yield _scene(lot, case, "rtlh", "RTLH Bungkutoko 2012", tuple(upto(ways.rtlh(HOUSES * OF_A_HOUSE, lot.name), "building")))
    yield from (_house(lot, case, n, "occupied") for n in range(HOUSES))
    yield _scene(lot, case, "rtlh", "RTLH Bungkutoko 2012", tuple(upto(ways.rtlh(HOUSES * OF_A_HOUSE, lot.name), "accepted")))
    yield _scene(lot, known("pilot", "sarling"), "sarling", "Sarling Bungkutoko 2012", tuple(upto(ways.sarling(OF_A_PLACE, lot.name), "maintained")))


def _house(lot: Lot, parent: UUID, n: int, state: str) -> Scene:
    title = f"Rumah {n + 1}, Bungkutoko 2012"
    return _scene(lot, known("pilot", "house", n), "house", title, tuple(upto(ways.house(OF_A_HOUSE), state)), parent, {"source": "grant", "title": title})


def _scene(
    lot: Lot, case: UUID, workflow: str, title: str, moves: tuple[ways.Move, ...], parent: UUID | None = None, answers: dict[str, str] | None = None
) -> Scene:
    letter, amount = {"rtlh": (known("batch", CITY, workflow), HOUSES * OF_A_HOUSE), "sarling": (known("batch", CITY, workflow), OF_A_PLACE)}.get(
        workflow, (None, None)
    )
    return Scene(CITY, case, workflow, title, BOOK, lot.group, REMARK, moves, letter, parent, amount, BEGUN, answers or {})
