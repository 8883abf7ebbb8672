"""A whole product on services of its own: its PostgreSQL and Redis can be taken away without anybody else's noticing."""

import shutil
import signal
import tempfile
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Engine

from config.settings import Settings
from gulir.acting.databases import open_databases
from gulir.acting.keys import acting_of, key_for_membership
from gulir.acting.who import Acting, new_token
from gulir.services import postgres, valkey
from gulir.services.children import Child, Program
from gulir.services.instance import Instance, open_instance
from gulir.services.programs import web_line
from gulir.services.supervisor import Supervisor
from tests import people, services
from tests.faults import sizes
from tests.faults.visitor import Visitor, free_port
from tests.jobs.ground import Ground
from tests.jobs.running import ROOT, environ, line, until
from tests.places import add_group
from tests.walk import journeys
from tests.walk.ground import Case, Stage

LEASE = sizes.of(3, 60)  # seconds; the product's own when there is time


@dataclass
class Product:
    """The web server, a relay and a worker under the product's own supervisor, and the services that they need."""

    instance: Instance
    settings: Settings
    app: Flask
    superuser: Engine
    stage: Stage
    port: int
    programs: list[Program]
    services: dict[str, Child]
    told: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self.supervisor = Supervisor([], self.programs)
        self.thread = threading.Thread(target=self.supervise, daemon=True)
        self.thread.start()
        until(self.answers, 120, self.last_words)

    def supervise(self) -> None:
        """Starts what is not running, again and again."""
        while not self.told.wait(0.2):
            self.supervisor.beat()

    def answers(self) -> bool:
        """Whether a page comes."""
        return Visitor(self.port).answers("/masuk")

    def last_words(self) -> str:
        """Of each program."""
        return "; ".join(f"{child.program.name}: {child.last_words()}" for child in self.supervisor.running)

    def unforeseen(self) -> str:
        """What the web server says of errors that nobody foresaw, each by its last lines."""
        parts = self.instance.path("log", "web.log").read_text(errors="replace").split("Traceback (most recent call last)")[1:]
        return " | ".join(part[:6000] for part in parts)

    def child(self, name: str) -> Child | None:
        """The program as it runs now."""
        return next((child for child in self.supervisor.running if child.program.name == name and not child.is_dead()), None)

    def ground(self) -> Ground:
        """The city as the tests of jobs see it."""
        return Ground(self.app, self.superuser, self.stage.city, self.stage.who("organiser"), self.settings.redis_url or "")

    def propose(self) -> Case:
        """A case of a group of its own that stands before UPC."""
        city = self.stage.city
        with self.superuser.begin() as connection:
            group = add_group(connection, city.id, city.kampungs[0])
        with self.app.app_context():
            return journeys.to_proposed(replace(self.stage, city=replace(city, groups=(group,))).open())

    def visitor(self, role: str) -> Visitor:
        """A browser that somebody of the city is signed in to."""
        token = new_token()
        with self.app.app_context():
            key_for_membership(str(self.stage.person(role).membership()), purpose="web", token=token)
        return Visitor(self.port, token)

    def kill(self, name: str) -> None:
        """A service ends at once: Redis by SIGKILL, PostgreSQL as by `pg_ctl stop -m immediate`."""
        self.services[name].process.send_signal(signal.SIGQUIT if name == "postgres" else signal.SIGKILL)
        self.services[name].process.wait(60)

    def bring_back(self, name: str) -> None:
        """It starts again on the same data, and answers."""
        self.services[name] = (postgres if name == "postgres" else valkey).start(self.instance)
        if name == "postgres":  # the test's own connections; the product must find out by itself
            self.superuser.dispose()
            self.app.extensions["gulir.databases"].close()

    def empty(self, seconds: float = 180) -> None:
        """Waits until the backlog is gone."""
        ground = self.ground()
        until(lambda: set(ground.states()) == {"done"}, seconds, lambda: f"{ground.states()}; {self.last_words()}")

    def stop(self) -> None:
        """Ends the programs, by force."""
        self.told.set()
        self.thread.join(30)
        for child in self.supervisor.running:
            child.sweep()


@pytest.fixture(scope="session")
def product() -> Iterator[Product]:
    """Made once; each test leaves its services running."""
    folder = Path(tempfile.mkdtemp(prefix="gulir-faults-"))
    instance = open_instance(ROOT, {"GULIR_INSTANCE": str(folder)})
    made, running = None, {"redis": valkey.start(instance)}
    try:
        with pytest.MonkeyPatch.context() as patch:
            patch.setitem(postgres.SETTINGS, "fsync", "off")  # processes are killed here, machines are not
            running["postgres"] = postgres.start(instance)
            with services.cloned(postgres.url(instance, database="postgres")) as database:
                made = found(instance, database, running)
                yield made
                made.stop()
    finally:
        for child in (made.services if made else running).values():
            child.ask()
            child.end(5)
        shutil.rmtree(folder, ignore_errors=True)


def found(instance: Instance, database: services.TestDatabase, running: dict[str, Child]) -> Product:
    """The product on a migrated database, with one city."""
    settings = services.settings(database, valkey.url(instance), instance.folder)
    databases = open_databases(settings.database_url, settings.signin_url, settings.relay_url)
    app, superuser, port = services.application(settings, databases), database.engine(), free_port()
    cast = people.found(databases, superuser)
    stage = Stage(superuser, people.open_city(databases, superuser, cast), cast, acting(app))
    addresses = {"superuser": database.superuser, "name": database.name, "redis": settings.redis_url or "", "instance": str(instance.folder)}
    lines = {"web": web_line("127.0.0.1", port)} | {name: line(name, addresses | {"lease": str(LEASE)}) for name in ("relay", "worker")}
    given = environ() | of_web(settings)
    programs = [Program(name, words, given, log=instance.path("log", f"{name}.log"), cwd=ROOT) for name, words in lines.items()]
    return Product(instance, settings, app, superuser, stage, port, programs, running)


def of_web(settings: Settings) -> dict[str, str]:
    """The environment that the settings would have been read from."""
    keys = {f"GULIR_{name.upper()}": getattr(settings, name).hex() for name in ("witness_key", "registry_key", "data_key")}
    urls = {"DATABASE_URL": settings.database_url, "DATABASE_SIGNIN_URL": settings.signin_url or "", "DATABASE_RELAY_URL": settings.relay_url or ""}
    here = {"REDIS_URL": settings.redis_url or "", "GULIR_INSTANCE": str(settings.instance), "GULIR_SECRET_KEY": settings.secret_key}
    return keys | urls | here | {"GULIR_MAIL_URL": settings.mail_url, "FLASK_SKIP_DOTENV": "1", "GULIR_EMBEDDED": ""}


def acting(app: Flask) -> Callable[..., Acting]:
    """As the fixture `acting_as`, on this product."""

    def _acting(person: people.Person, role: str | None = None) -> Acting:
        with app.app_context():
            return acting_of(key_for_membership(str(person.membership(role)), purpose="web"))

    return _acting
