"""One unit of work: everything inside it is kept together or not at all, and what the wall refuses comes out as a sentence."""

from collections.abc import Iterator
from contextlib import contextmanager

from psycopg.errors import InsufficientPrivilege
from sqlalchemy.exc import IntegrityError, ProgrammingError
from sqlalchemy.orm.exc import StaleDataError

from gulir.acting.store import db
from gulir.groups.refusals import Clash, OutOfReach

DEPTH = "gulir.unit"


@contextmanager
def unit() -> Iterator[None]:
    """Commits at the end of the outermost one; rolls back when anything is raised. Raises OutOfReach (row security) or Clash (others were faster)."""
    depth = db.session.info.get(DEPTH, 0)
    db.session.info[DEPTH] = depth + 1
    try:
        yield
        db.session.flush()
        if depth == 0:
            db.session.commit()
    except ProgrammingError as problem:
        db.session.rollback()
        if isinstance(problem.orig, InsufficientPrivilege):
            raise OutOfReach from problem
        raise
    except StaleDataError as problem:  # a change of a row that may be read and not written finds no row
        db.session.rollback()
        raise OutOfReach from problem
    except IntegrityError as problem:
        db.session.rollback()
        raise Clash from problem
    except BaseException:
        db.session.rollback()
        raise
    finally:
        db.session.info[DEPTH] = depth
