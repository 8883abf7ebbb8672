"""What stands beside the deck's KUBE: the integrated pilot of Bungkutoko, and a few living cases with days, so that every desk has something on it."""

import datetime
from collections.abc import Iterator, Sequence
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select

from gulir.acting import as_acting
from gulir.acting.store import db
from gulir.engine.parties import Role
from gulir.groups import batches
from gulir.groups.unit import unit
from gulir.tables import Batch
from tenants.demo import pilot, ways
from tenants.demo.deck import When
from tenants.demo.ids import known
from tenants.demo.journey import Move
from tenants.demo.lots import Lot
from tenants.demo.scenes import Scene
from tenants.demo.troupe import Troupe
from tenants.demo.walking import rulebook
from tenants.demo.ways import Rung, act, dated, upto, working_days_ago
from tenants.presets import Preset

BOOK = "rtlh-2014"
WHOLE = ("surabaya", "kendari")  # cities in which a grant with its houses is under way too
PLACE = {"place": "Gang di tepi kampung (contoh)", "kind": "path"}
# Of which group; where it stands; the deadline there; working days left of it, or over it.
FACILITIES = (
    (1, "proposed", "completeness.days", 3),
    (2, "verified", "recommendation.days", -4),
    (3, "returned", "correction.days", 2),
    (4, "recommended", "province.days", 3),
    (5, "forwarded", "ministry.days", -2),
    (6, "decreed", "ready.days", 4),
)
COST = 10_000_000
NAMES = ("Bu Andaikata", "Pak Umpama", "Bu Seumpama", "Pak Perumpama")  # households that never were
FOR_OFFICERS = (0, "disbursed", "receipt.days", 3)  # where no grant of theirs is building, their group has money to sign for
LETTER_NOTE = "Surat contoh, bukan dari dek."


def beside(troupe: Troupe, preset: Preset, tenant: int, lots: Sequence[Lot]) -> Iterator[Scene]:
    """The scenes of a city, in the order in which they can be told: a case may come twice, further along the second time."""
    with as_acting(troupe.acting(Role.ORGANISER, preset.slug)), unit():
        there = set(db.session.scalars(select(Batch.id).where(Batch.tenant_id == tenant)))
        for component in ("sarling", "rtlh"):
            if letter(preset, component) not in there:
                words = batches.Letter(title=f"Usulan {component.upper()} contoh", component=component, source="apbn", note=LETTER_NOTE)
                batches.create(tenant, words, batch_id=letter(preset, component))
    db.session.remove()
    today = datetime.datetime.now(ZoneInfo(preset.time_zone)).date()
    facilities = FACILITIES if preset.slug in WHOLE else (*FACILITIES, FOR_OFFICERS)
    yield from (facility(preset, lots[n], state, day_of(today, clause, left)) for n, state, clause, left in facilities)
    if preset.slug in WHOLE:
        yield from grant(preset, lots[0], today)
    if preset.slug == pilot.CITY:
        yield from pilot.scenes(preset, lots)


def day_of(today: datetime.date, clause: str, left: int) -> datetime.date:
    """The day on which a case came to where the deadline is so many working days away."""
    return working_days_ago(today, int(rulebook(BOOK).number(clause)) - left)


def letter(preset: Preset, component: str) -> UUID:
    """The id of the city's example of a proposal letter."""
    return known("batch", preset.slug, component)


def facility(preset: Preset, lot: Lot, state: str, day: datetime.date) -> Scene:
    """A path in a kampung, as far as a state that it came to on a day."""
    rungs: list[Rung] = ways.sarling(40_000_000, lot.name, **PLACE)
    back = [act(Role.PROGRAMME_MANAGER, "return_for_correction", correction="Gambar dan rencana biaya belum ditandatangani.")]
    moves = dated([*upto(rungs, "proposed"), *back] if state == "returned" else upto(rungs, state), day)
    return Scene(
        preset.slug, known("sarling", preset.slug, lot.n), "sarling", f"Jalan setapak Kelompok {lot.name} (contoh)", BOOK, lot.group, ways.NOTE, moves,
        batch=letter(preset, "sarling"), amount=40_000_000, when=before(moves),
    )  # fmt: skip


def before(moves: Sequence[Move]) -> When:
    """A week before the first act."""
    first = moves[0].when.date
    return When(first - datetime.timedelta(days=7), "day", "") if first else moves[0].when


def grant(preset: Preset, lot: Lot, today: datetime.date) -> Iterator[Scene]:
    """A grant whose houses are at different stages: one finished, one half-way, one that its land holds up while the others go on."""
    came = day_of(today, "building.days", 5)
    opened = came - datetime.timedelta(days=100)
    case, title = known("rtlh", preset.slug, lot.n), f"RTLH Kelompok {lot.name} (contoh)"

    def told(*moves: Move) -> Scene:
        return Scene(preset.slug, case, "rtlh", title, BOOK, lot.group, ways.NOTE, moves, batch=letter(preset, "rtlh"), amount=30_000_000,
                     when=When(opened, "day", ""))  # fmt: skip

    yield told()
    yield from (home(preset, lot, case, n, dated(upto(ways.house(COST), "costed"), opened + datetime.timedelta(days=20))) for n in range(3))
    yield told(*dated(upto(ways.rtlh(30_000_000, lot.name), "building"), came))
    yield from (home(preset, lot, case, n, moves) for n, moves in enumerate(homes(today, came)))


def homes(today: datetime.date, came: datetime.date) -> Iterator[tuple[Move, ...]]:
    """Built and waiting for UPC; half-way; held up by its land; and one that is only surveyed, late on UPC's desk."""
    yield dated(upto(ways.house(COST), "built"), day_of(today, "house_check.days", 2))
    yield dated(upto(ways.house(COST), "half_built"), today - datetime.timedelta(days=9))
    costed = dated(upto(ways.house(COST), "costed"), came - datetime.timedelta(days=30))
    obstacle = act(Role.PROGRAMME_MANAGER, "block", code="STATUS_TANAH", resolver="dinsos_city")
    yield (*costed, *dated([obstacle], came + datetime.timedelta(days=12)))
    yield ()


def home(preset: Preset, lot: Lot, parent: UUID, n: int, moves: tuple[Move, ...]) -> Scene:
    """A house of a household that was made up."""
    title = f"Rumah {NAMES[n]} (contoh)"
    surveyed = before(moves) if moves else When(day_of(datetime.datetime.now(ZoneInfo(preset.time_zone)).date(), "house_check.days", -3), "day", "")
    return Scene(preset.slug, known("house", preset.slug, lot.n, n), "house", title, BOOK, lot.group, ways.NOTE, moves, parent=parent, when=surveyed,
                 answers={"source": "grant", "title": title})  # fmt: skip
