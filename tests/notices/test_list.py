"""The page of notices: unread first, read when opened, nobody else's."""

import re

import pytest
from sqlalchemy import text

NOTICE = text(
    "insert into notice (tenant_id, lane, case_id, seq, person_id, topic, created_at, read_at)"
    " values (:tenant, 0, :case, 1, :person, :topic, now() - make_interval(mins => :ago), :read)"
)


@pytest.fixture
def reader(ground):
    return ground.city.one("programme_manager")


def give(ground, person, case, *, ago=0, topic="turn", read=None):
    with ground.superuser.begin() as connection:
        connection.execute(NOTICE, {"tenant": ground.city.id, "case": case, "person": person.id, "topic": topic, "ago": ago, "read": read})


def titles(page: str) -> list[str]:
    return re.findall(r"KUBE [A-Z]\w+", page)


def test_unread_first_then_the_newest_and_nobody_elses(ground, client_as, reader):
    for n, name in enumerate(("Anggrek", "Bakung", "Cempaka")):
        give(ground, reader, ground.open(f"KUBE {name}"), ago=10 * n, read="2014-05-31" if name == "Anggrek" else None)
    give(ground, ground.city.two("programme_manager"), ground.open("KUBE Dahlia"))
    page = client_as(reader).get(f"/{ground.city.slug}/pemberitahuan")
    assert page.status_code == 200
    assert list(dict.fromkeys(titles(page.text))) == ["KUBE Bakung", "KUBE Cempaka", "KUBE Anggrek"]
    everywhere = client_as(reader).get("/semua/pemberitahuan")
    assert "KUBE Bakung" in everywhere.text


def test_opening_one_marks_it_and_leads_to_its_case(ground, client_as, reader):
    give(ground, reader, ground.open("KUBE Anggrek"))
    client = client_as(reader)
    page = client.get(f"/{ground.city.slug}/pemberitahuan").text
    (action,) = re.findall(r'action="(/[^"]+/pemberitahuan/[0-9a-f-]{36})"', page)
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)[1]
    gone = client.post(action, data={"csrf_token": token})
    assert gone.status_code == 303
    assert re.fullmatch(rf"/{ground.city.slug}/berkas/[A-Z0-9-]+", gone.headers["Location"])
    assert ground.see("select read_at from notice where tenant_id = :tenant and person_id = :p", p=reader.id)[0].read_at
    assert client.post(action, data={}).status_code in (400, 403, 422), "without a token nothing is written"


def test_all_are_marked_that_were_on_the_page_and_none_that_came_in_between(ground, client_as, reader):
    give(ground, reader, ground.open("KUBE Anggrek"), ago=5)
    client = client_as(reader)
    page = client.get(f"/{ground.city.slug}/pemberitahuan").text
    give(ground, reader, ground.open("KUBE Bakung"))
    give(ground, ground.city.two("programme_manager"), ground.open("KUBE Cempaka"), ago=9)
    form = dict(re.findall(r'name="(csrf_token|until)"[^>]*value="([^"]+)"', page[: page.index("Anggrek")]))
    assert client.post(f"/{ground.city.slug}/pemberitahuan", data=form).status_code == 303
    left = ground.see(
        "select c.title from notice n join cases c on c.tenant_id = n.tenant_id and c.id = n.case_id where n.tenant_id = :tenant and n.read_at is null"
    )
    assert {row.title for row in left} == {"KUBE Bakung", "KUBE Cempaka"}


def test_a_long_list_is_paged_without_gap_or_double(ground, client_as, reader):
    kinds = ("turn", "moved", "signed", "blocked", "unblocked")
    for n in range(19):
        case = ground.open(f"KUBE A{n}")
        for kind in kinds:
            give(ground, reader, case, topic=kind, ago=n // 3)
    client, seen, url = client_as(reader), [], f"/{ground.city.slug}/pemberitahuan"
    while url:
        page = client.get(url).text
        seen += re.findall(r"/pemberitahuan/([0-9a-f-]{36})", page)
        found = re.search(r'href="([^"]+after=[^"]+)" rel="next"', page)
        url = found[1].replace("&amp;", "&") if found else None
    assert len(seen) == len(set(seen)) == 95


def test_a_mark_that_makes_no_sense_begins_anew(ground, client_as, reader):
    give(ground, reader, ground.open("KUBE Anggrek"))
    for mark in ("x", "1_2_3", "0_1e999_00000000-0000-7000-8000-000000000001", "a_b_c", "'", "0_nan_00000000-0000-7000-8000-000000000001"):
        assert client_as(reader).get(f"/{ground.city.slug}/pemberitahuan", query_string={"after": mark}).status_code == 200


def test_the_bell_counts_what_is_unread(ground, client_as, reader):
    assert 'class="count"' not in bell(client_as(reader).get(f"/{ground.city.slug}/pemberitahuan").text)
    give(ground, reader, ground.open("KUBE Anggrek"))
    give(ground, reader, ground.open("KUBE Bakung"))
    assert '<span class="count">2</span>' in bell(client_as(reader).get(f"/{ground.city.slug}/pemberitahuan").text)


def bell(page: str) -> str:
    return re.search(r'<a class="tool" href="/[^"]*/pemberitahuan".*?</a>', page, re.S)[0]


def test_another_citys_notices_are_not_there(ground, client_as, reader, cast):
    give(ground, reader, ground.open("KUBE Anggrek"))
    assert client_as(reader).get("/surabaya/pemberitahuan").status_code == 404
    assert "Anggrek" not in client_as(cast.rini).get("/makassar/pemberitahuan").text
