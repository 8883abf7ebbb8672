"""The ORM's session and the hook that puts the key into every transaction; with nobody acting there is no transaction."""

import logging
from typing import Any

from flask import Flask, request_started
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Connection, Engine, MetaData, event, text
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.orm import DeclarativeBase, Session, SessionTransaction

from gulir.acting.databases import Databases
from gulir.acting.who import begin, current

log = logging.getLogger("gulir.acting")
NAMES = {"fk": "fk_%(table_name)s_%(column_0_N_name)s", "uq": "uq_%(table_name)s_%(column_0_N_name)s", "ix": "ix_%(table_name)s_%(column_0_N_name)s"}
SET_KEY = text("select set_config('gulir.key', :key, true)")


class Base(DeclarativeBase):
    """The parent of every table's class."""

    metadata = MetaData(naming_convention=NAMES)


db: SQLAlchemy = SQLAlchemy(model_class=Base, session_options={"expire_on_commit": False})


def init_app(app: Flask, databases: Databases) -> None:
    """Binds the session of each application context to the application's role; the address itself stays with `databases`."""
    app.config.setdefault("SQLALCHEMY_DATABASE_URI", databases.app.url)
    app.extensions["gulir.databases"] = databases
    db.init_app(app)
    app.teardown_appcontext(_let_go)  # before the session's own, which was registered earlier
    # A server's thread answers many requests: each begins with nobody acting, and leaves nobody behind.
    request_started.connect(_nobody_yet, app)
    app.teardown_request(_nobody_left)
    with app.app_context():
        engines: dict[Any, Engine] = db._app_engines[app]
        engines[None].dispose()
        engines[None] = databases.app


def _nobody_yet(_app: Flask, **_more: object) -> None:
    begin(None)


def _nobody_left(_error: BaseException | None) -> None:
    begin(None)


def _let_go(_error: BaseException | None) -> None:
    """Ends what the session still holds. A server that ended meanwhile has nothing to roll back: the page that was answered stays answered."""
    if not db.session.registry.has():
        return
    try:
        db.session.rollback()
    except (OperationalError, InterfaceError) as gone:
        log.error("the database ended while an answer was given: %s", type(gone).__name__)
        db.session().invalidate()


@event.listens_for(Session, "after_begin")
def put_key(_session: Session, _transaction: SessionTransaction, connection: Connection) -> None:
    """The key lasts for this transaction alone. Raises NobodyActing."""
    connection.execute(SET_KEY, {"key": current().key})
