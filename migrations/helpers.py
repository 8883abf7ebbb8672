"""What migrations share: running a file of SQL, owning functions as the door, and writing under forced row security."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import op

SQL = Path(__file__).parent / "sql"


def run_file(name: str) -> None:
    """Runs one file of `migrations/sql` as it stands (no parameters, so that % and : mean themselves)."""
    op.get_bind().connection.driver_connection.execute((SQL / name).read_text())


@contextmanager
def owned_by(role: str) -> Iterator[None]:
    """What is created inside belongs to `role`, which may create in the schema only for this long."""
    bind = op.get_bind()
    bind.exec_driver_sql(f"grant create on schema public to {role}")
    bind.exec_driver_sql(f"set role {role}")
    yield
    bind.exec_driver_sql("reset role")
    bind.exec_driver_sql(f"revoke create on schema public from {role}")


@contextmanager
def unforced(*tables: str) -> Iterator[None]:
    """Lifts FORCE inside the migration's own transaction: an owner under FORCE with nobody acting touches 0 rows and validates nothing."""
    for table in tables:
        op.execute(f"alter table {table} no force row level security")
    yield
    for table in tables:
        op.execute(f"alter table {table} force row level security")
