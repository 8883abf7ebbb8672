"""Lines to the database: kept for the next call, each spoken on by one at a time, and never by a child on its parent's."""

import os
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from psycopg import DataError, OperationalError

from gulir.acting.doorway import call, databases


@pytest.fixture
def lines(context):
    found = databases().lines
    found.close()
    return found


def pid(line):
    return line.driver.info.backend_pid


def test_a_call_leaves_its_line_for_the_next(lines):
    call("version_for_new", "kube")
    (line,) = lines.idle
    for _ in range(3):
        call("version_for_new", "kube")
    assert lines.idle == [line] and line.prepared == {b"version_for_new/1"}


def test_those_who_call_at_once_have_each_their_own(lines):
    together = Barrier(4)

    def one(_n: int) -> int:
        line = lines.take()
        together.wait(10)
        lines.give_back(line)
        return pid(line)

    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(one, range(4)))) == 4
    assert len(lines.idle) == 4


def test_no_more_stay_open_than_are_to_be_kept(lines):
    taken = [lines.take() for _ in range(lines.keep + 2)]
    for line in taken:
        lines.give_back(line)
    assert len(lines.idle) == lines.keep and [one.driver.closed for one in taken].count(True) == 2


def test_an_error_leaves_the_line_in_order(lines):
    with pytest.raises(DataError):
        call("version_for_new", "\0")
    (line,) = lines.idle
    call("version_for_new", "kube")
    assert lines.idle == [line]


def test_where_the_server_ended_one_the_others_go_with_it(lines, superuser):
    taken = [lines.take() for _ in range(2)]
    for line in taken:
        lines.give_back(line)
    with superuser.begin() as connection:
        for line in taken:
            connection.exec_driver_sql("select pg_terminate_backend(%s, 5000)", (pid(line),))
    with pytest.raises(OperationalError):
        call("version_for_new", "kube")
    assert lines.idle == []
    call("version_for_new", "kube")  # on a line of its own
    assert len(lines.idle) == 1


def test_a_child_speaks_on_none_of_its_parents(lines):
    call("version_for_new", "kube")
    (line,) = lines.idle
    child = os.fork()
    if not child:
        os._exit(len(lines.idle))
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    call("version_for_new", "kube")
    assert lines.idle == [line] and not line.driver.closed
