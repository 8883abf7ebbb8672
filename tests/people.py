"""The invented cast of the tests: two cities with everybody that parties.md of a city names, and those who work for the whole country."""

from dataclasses import dataclass, field
from itertools import count
from uuid import UUID, uuid4

from sqlalchemy import Connection, Engine, text

from gulir.acting.databases import Databases
from gulir.identity.memberships import add_membership, seat_national
from gulir.identity.persons import create_person
from tests.places import add_group, add_kampung

PASSWORD = "sungai yang tenang mengalir"
TENANT = text("insert into tenant (slug, letters, name, province, zone) values (:slug, :letters, :name, :province, :zone) returning id")
ORGANISATION = text("""
insert into organisation (slug, name, kind, tenant_id, province) values (:slug, :name, :kind, :tenant, :province)
on conflict (slug) do update set name = excluded.name returning id""")
OF_A_CITY = {  # role: (kind of organisation, names)
    "programme_manager": ("upc", ("Rini", "Joko")),
    "treasurer": ("upc", ("Tuti", "Hasan")),
    "organiser": ("network", ("Sari", "Budi")),
    "dinsos_officer": ("dinsos_city", ("Gito", "Wati")),
    "advocate": ("network", ("Ayu",)),
    "city_admin": ("network", ("Dewi",)),
    "province_officer": ("dinsos_province", ("Prapto",)),
    "auditor": ("inspectorate", ("Adil",)),
}
OF_A_GROUP = {"group_chair": "Mina", "group_secretary": "Lela", "group_treasurer": "Nur"}
NATIONAL = {
    "siti": ("secretariat", "upc"),
    "yanto": ("secretariat", "upc"),
    "umar": ("ministry_officer", "ministry"),
    "ratih": ("ministry_officer", "ministry"),
    "anton": ("reviewer", "upc"),
    "maya": ("reviewer", "ministry"),
    "lukas": ("lead_reviewer", "upc"),
    "indah": ("lead_reviewer", "ministry"),
}
_letters = count()


@dataclass(frozen=True)
class Person:
    """Somebody, and the memberships they have by role."""

    id: UUID
    name: str
    email: str
    memberships: dict[str, UUID]

    def membership(self, role: str | None = None) -> UUID:
        """Their membership of that role; without a role their first."""
        return self.memberships[role] if role else next(iter(self.memberships.values()))


@dataclass(frozen=True)
class City:
    """A tenant with a formal and an informal kampung, a group in each, and its people by role."""

    id: int
    slug: str
    name: str
    zone: str
    letters: str
    organisations: dict[str, int]
    kampungs: tuple[UUID, UUID]
    groups: tuple[UUID, UUID]
    people: dict[str, list[Person]] = field(default_factory=dict)

    def one(self, role: str) -> Person:
        """The city's person of this role, or the first of them."""
        return self.people[role][0]

    def two(self, role: str) -> Person:
        """Another one of the same role, for four-eyes rules."""
        return self.people[role][1]


@dataclass(frozen=True)
class Cast:
    """Names in short: `cast.rini`, `cast.gito` are of Makassar; `cast.surabaya.one("organiser")`; `cast.siti` is of the whole country.

    `cast.tono` is an organiser of Makassar's network and works for its Dinsos as well."""

    makassar: City
    surabaya: City
    organisations: dict[str, int]
    national: dict[str, Person]

    def __getattr__(self, name: str) -> Person:
        if name in self.national:
            return self.national[name]
        for person in (one for people in self.makassar.people.values() for one in people):
            if person.name.split()[0].lower() == name:
                return person
        raise AttributeError(name)

    def everybody(self) -> list[Person]:
        """One person of each role: Makassar's, then the country's."""
        return [people[0] for people in self.makassar.people.values()] + list(self.national.values())


def found(databases: Databases, superuser: Engine) -> Cast:
    """Writes the cast; once a database."""
    with superuser.begin() as connection:
        shared = {"upc": "UPC Contoh", "ministry": "Kementerian Contoh", "inspectorate": "Inspektorat Contoh", "operator": "Operator"}
        organisations = {kind: _organisation(connection, f"{kind}-contoh" if kind != "operator" else kind, name, kind) for kind, name in shared.items()}
    base = Cast(None, None, organisations, {})  # type: ignore[arg-type]
    cities = [open_city(databases, superuser, base, name=name, slug=name.lower()) for name in ("Makassar", "Surabaya")]
    with _signin(databases) as connection:
        for name, (role, kind) in NATIONAL.items():
            base.national[name] = add_person(connection, name.title(), [(role, organisations[kind], None)])
        base.national["opi"] = add_person(connection, "Opi", [("operator", organisations["operator"], [])])
        here = cities[0]
        both = [("organiser", here.organisations["network"], [here.id]), ("dinsos_officer", here.organisations["dinsos_city"], [here.id])]
        base.national["tono"] = add_person(connection, "Tono", both)
    return Cast(cities[0], cities[1], organisations, base.national)


def open_city(databases: Databases, superuser: Engine, cast: Cast, *, name: str = "Kota Uji", slug: str | None = None, zone: str = "Asia/Jakarta") -> City:
    """A fresh tenant with its own people. Those of the whole country are seated in it too."""
    slug = slug or f"uji-{uuid4().hex[:8]}"
    letters = "".join(chr(65 + next_ % 26) for next_ in _digits(next(_letters)))
    with superuser.begin() as connection:
        values = {"slug": slug, "letters": letters, "name": name, "province": "Provinsi Contoh", "zone": zone}
        tenant = connection.execute(TENANT, values).scalar_one()
        kinds = {"network": "Jaringan", "dinsos_city": "Dinas Sosial", "dinsos_province": "Dinas Sosial Provinsi"}
        local = {kind: _organisation(connection, f"{kind.replace('_', '-')}-{slug}", f"{words} {name}", kind, tenant) for kind, words in kinds.items()}
        kampungs = (add_kampung(connection, tenant, "Kampung Tepi Sungai"), add_kampung(connection, tenant, "Kampung Rel", formal=False))
        groups = (add_group(connection, tenant, kampungs[0], "Melati"), add_group(connection, tenant, kampungs[1], "Mawar"))
    city = City(tenant, slug, name, zone, letters, {**cast.organisations, **local}, kampungs, groups)
    with _signin(databases) as connection:
        _people_of(connection, city)
        seat_national(connection, tenant)
    return city


def add_person(connection: Connection, name: str, roles: list[tuple[str, int, list[int] | None]], group_id: UUID | None = None, **more: object) -> Person:
    """A person with memberships (role, organisation, cities), made by the verbs that the product has."""
    address = f"{name.lower().replace(' ', '.')}.{uuid4().hex[:8]}@contoh.id"
    person = create_person(connection, f"{name} Misalan", email=address, password=PASSWORD, **more)  # type: ignore[arg-type]
    made = {role: add_membership(connection, person, organisation, role, tenants=tenants, group_id=group_id) for role, organisation, tenants in roles}
    return Person(person, f"{name} Misalan", address, made)


def _people_of(connection: Connection, city: City) -> None:
    for role, (kind, names) in OF_A_CITY.items():
        city.people[role] = [add_person(connection, name, [(role, city.organisations[kind], [city.id])]) for name in names]
    for role, name in OF_A_GROUP.items():
        city.people[role] = [add_person(connection, name, [(role, city.organisations["network"], [city.id])], city.groups[0])]


def _organisation(connection: Connection, slug: str, name: str, kind: str, tenant: int | None = None) -> int:
    return connection.execute(ORGANISATION, {"slug": slug, "name": name, "kind": kind, "tenant": tenant, "province": None}).scalar_one()


def _signin(databases: Databases):  # type: ignore[no-untyped-def]
    assert databases.signin is not None
    return databases.signin.begin()


def _digits(n: int) -> tuple[int, int, int]:
    return n // 676 + 23, n // 26, n  # XAA, XAB, …: letters that no preset uses
