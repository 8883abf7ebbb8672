"""The demo's cast: who works where, as what, under which address; read from data/cast.toml and spread over the cities that are open."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from uuid import UUID

from gulir.engine.parties import Role
from tenants.demo.ids import known
from tenants.presets import Preset
from tenants.reading import Table, read

FILE = Path(__file__).parent / "data" / "cast.toml"
OF_A_GROUP = (Role.GROUP_CHAIR, Role.GROUP_SECRETARY, Role.GROUP_TREASURER)
OFFICES = ("upc", "network", "dinsos_city", "dinsos_province", "ministry", "inspectorate", "operator")


@dataclass(frozen=True)
class Part:
    """One role of one organisation; `cities` is None for the whole country, now and later."""

    role: Role
    organisation: str
    cities: tuple[str, ...] | None

    @property
    def of_a_group(self) -> bool:
        """True for the officers of a group, who see their own group only."""
        return self.role in OF_A_GROUP


@dataclass(frozen=True)
class Player:
    """An invented person with their parts."""

    name: str
    email: str
    parts: tuple[Part, ...]

    @property
    def id(self) -> UUID:
        """The same person on every run."""
        return known("person", self.email)


@dataclass(frozen=True)
class Line:
    """One line of the cast list: a role, the organisation's kind, the word in the address, how many."""

    role: Role
    of: str
    mail: str
    count: int


@dataclass(frozen=True)
class Casting:
    """Everything in cast.toml."""

    password: str
    mail_domain: str
    members_per_group: int
    group_names: tuple[str, ...]
    first_names: tuple[str, ...]
    family_names: tuple[str, ...]
    women: frozenset[str]
    lines: dict[str, tuple[Line, ...]]
    both_city: str
    both_mail: str
    both_roles: tuple[Role, ...]

    def name(self, n: int) -> str:
        """The n-th invented name; different for every n below the product of the two lists, whose lengths share no divisor."""
        return f"{self.first_names[n % len(self.first_names)]} {self.family_names[n % len(self.family_names)]}"


@cache
def casting(file: Path = FILE) -> Casting:
    """The cast list; raises BrokenFile when it cannot be used."""
    table = read(file)
    names, both = table.table("names"), table.table("both")
    women, men = names.texts("women"), names.texts("men")
    made = Casting(
        password=table.text("password"),
        mail_domain=table.text("mail_domain"),
        members_per_group=table.whole("members_per_group"),
        group_names=table.texts("group_names"),
        first_names=tuple(name for pair in zip(women, men, strict=True) for name in pair),
        family_names=names.texts("family"),
        women=frozenset(women),
        lines={key: tuple(_line(row) for row in table.tables(key, at_least=1)) for key in ("city", "province", "national")},
        both_city=both.text("city"),
        both_mail=both.text("mail"),
        both_roles=tuple(Role(role) for role in both.texts("roles")),
    )
    for part in (table, names, both):
        part.end()
    return made


def players(cities: Iterable[Preset], national: Preset) -> tuple[Player, ...]:
    """The whole cast for these cities, always in the same order, so that everybody keeps their name."""
    cities = sorted((city for city in cities if not city.national), key=lambda city: city.code)
    cast = casting()
    found = [(mail, _part(line, _office(national, line.of), _national_reach(line))) for line, mail in _addresses(cast, "national")]
    for office, slugs in _provinces(cities).items():
        tail = office.removeprefix("dinsos-")
        found += [(f"{mail}.{tail}", _part(line, office, slugs)) for line, mail in _addresses(cast, "province")]
    for city in cities:
        found += [(f"{mail}.{city.slug}", _city_part(line, city, national)) for line, mail in _addresses(cast, "city")]
    made = [Player(cast.name(n), f"{mail}@{cast.mail_domain}", (part,)) for n, (mail, part) in enumerate(found)]
    return (*made, *(_both(cast, city, len(made)) for city in cities if city.slug == cast.both_city))


def _both(cast: Casting, city: Preset, n: int) -> Player:
    offices = {Role.ORGANISER: "network", Role.DINSOS_OFFICER: "dinsos_city"}
    parts = tuple(Part(role, _office(city, offices[role]), (city.slug,)) for role in cast.both_roles)
    return Player(cast.name(n), f"{cast.both_mail}@{cast.mail_domain}", parts)


def _city_part(line: Line, city: Preset, national: Preset) -> Part:
    return _part(line, _office(national if line.of == "upc" else city, line.of), (city.slug,))


def _part(line: Line, organisation: str, cities: tuple[str, ...] | None) -> Part:
    return Part(line.role, organisation, cities)


def _national_reach(line: Line) -> tuple[str, ...] | None:
    return () if line.role == Role.OPERATOR else None  # whoever runs the machine sees no case


def _addresses(cast: Casting, key: str) -> list[tuple[Line, str]]:
    """Each line as often as it counts, with the word its address begins with."""
    return [(line, f"{line.mail}{n + 1 if line.count > 1 else ''}") for line in cast.lines[key] for n in range(line.count)]


def _office(preset: Preset, kind: str) -> str:
    """The slug of a preset's organisation; the operator's is there from the first migration on."""
    return next((office.slug for office in preset.organisations if office.kind == kind), kind)


def _provinces(cities: list[Preset]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for city in cities:
        office = _office(city, "dinsos_province")
        found[office] = (*found.get(office, ()), city.slug)
    return found


def _line(table: Table) -> Line:
    line = Line(Role(table.choice("role", tuple(Role))), table.choice("of", OFFICES), table.text("mail"), table.whole("count"))
    table.end()
    return line
