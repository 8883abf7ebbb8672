"""Runs migrations as the owner of the tables, with a short wait for locks so that a busy table is tried again later instead of stopping everybody."""

import os

from alembic import context
from sqlalchemy import create_engine, pool

from migrations.record import note, refuse_other_tables


def owner_url() -> str:
    url = context.config.get_main_option("sqlalchemy.url") or os.environ["DATABASE_OWNER_URL"]
    return url.replace("postgresql://", "postgresql+psycopg://", 1)


def run() -> None:
    engine = create_engine(owner_url(), poolclass=pool.NullPool, connect_args={"options": "-c lock_timeout=1000 -c client_min_messages=warning"})
    with engine.connect() as connection:
        refuse_other_tables(connection, context.script)
        connection.rollback()
        context.configure(connection=connection, transaction_per_migration=True, on_version_apply=note)
        with context.begin_transaction():
            context.run_migrations()


run()
