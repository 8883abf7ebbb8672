"""The canonical line is the same bytes in Python and in the database, whatever stands in the texts and whatever the zone."""

import datetime as dt
from uuid import UUID

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from gulir.history.line import Line, hashed, microseconds
from gulir.history.witness import witness, witness_line

SQL = text(
    "select event_line(:t, :c, :s, :at, :wf, :wv, :step, :src, :dst, :actor, :org, :decider, cast(:act as date), :prec, :body, cast(:prev as bytea)) as line,"
    " concat_ws('|', 'gulir-witness-1', cast(:t as int), cast(:c as uuid), cast(:s as int), cast(:step as text), cast(:dst as text), cast(:actor as uuid),"
    " encode(sha256(convert_to(:body, 'UTF8')), 'hex')) as witness"
)
NASTY = [
    "",
    "'",
    '"',
    "\\",
    "\n",
    "\r\n",
    "\t",
    "\u2028",
    "\u0085",
    "🙂🙃",
    "é",
    "e\u0301",
    "%s",
    ":x",
    "|",
    "||",
    "-",
    "null",
    "\ufeff",
    "اردو",
    "{}",
]
texts = st.one_of(st.sampled_from(NASTY), st.text(st.characters(exclude_characters="\u0000", exclude_categories=("Cs",)), max_size=60))
words = st.from_regex(r"[a-z_]{1,12}", fullmatch=True)
ints = st.integers(0, 2**31 - 1)
zones = st.integers(-12 * 60, 14 * 60).map(lambda minutes: dt.timezone(dt.timedelta(minutes=minutes)))
moments = st.datetimes(dt.datetime(1971, 1, 1), dt.datetime(2200, 1, 1), timezones=zones)  # noqa: DTZ001 - the zones are drawn


events = st.fixed_dictionaries(
    {
        "t": ints, "c": st.uuids(), "s": ints, "at": moments, "wf": words, "wv": ints, "step": words, "src": words, "dst": words, "actor": st.uuids(),
        "org": ints, "decider": texts, "act": st.none() | st.dates(dt.date(1900, 1, 1), dt.date(2999, 1, 1)), "prec": words, "body": texts,
        "prev": st.none() | st.binary(min_size=32, max_size=32),
    }
)  # fmt: skip


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(v=events, session_zone=st.sampled_from(["UTC", "Asia/Jayapura", "America/St_Johns"]), style=st.sampled_from(["ISO, DMY", "German", "Postgres, MDY"]))
def test_python_and_sql_hash_the_same_bytes(superuser, v, session_zone, style):
    names = ("t", "c", "s", "at", "wf", "wv", "step", "src", "dst", "actor", "org", "decider", "act", "prec", "body", "prev")
    made = {"at": microseconds(v["at"]), "decider": hashed(v["decider"]), "body": hashed(v["body"])}
    line = Line(*(made.get(name, v[name]) for name in names))
    with superuser.begin() as connection:
        connection.execute(text("select set_config('timezone', :z, true), set_config('datestyle', :s, true)"), {"z": session_zone, "s": style})
        found = connection.execute(SQL, v).one()
    assert bytes(found.line) == line.encoded()
    assert found.witness == witness_line(v["t"], v["c"], v["s"], v["step"], v["dst"], v["actor"], v["body"])
    assert line.encoded().isascii()


def test_the_witness_depends_on_every_part():
    base = (7, UUID(int=1), 3, "verify", "verified", UUID(int=2), "{}")
    made = {witness(b"k" * 32, *base)}
    for place, other in enumerate((8, UUID(int=3), 4, "refuse", "refused", UUID(int=4), "{ }")):
        changed = [*base]
        changed[place] = other
        made.add(witness(b"k" * 32, *changed))
    made.add(witness(b"j" * 32, *base))
    assert len(made) == 9
    assert witness(b"k" * 32, 7, str(UUID(int=1)).upper(), 3, "verify", "verified", str(UUID(int=2)), "{}") == witness(b"k" * 32, *base)
