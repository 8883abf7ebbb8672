"""The page of deliveries: what became of each message, and sending some of them again, once."""

import re

import pytest
from sqlalchemy import text

NOTICE = text("""
with told as (insert into notice (tenant_id, lane, case_id, seq, person_id, topic) values (:tenant, 0, :case, 1, :person, :topic) returning tenant_id, id)
insert into delivery (tenant_id, notice_id, channel, state, attempts, problem, answer)
  select tenant_id, id, 'mail', :state, 8, :problem, :answer from told returning id""")


@pytest.fixture
def manager(ground):
    return ground.city.one("programme_manager")


def give(ground, person, state, *, topic="turn", problem=None, answer=None, title="KUBE Anggrek"):
    case = ground.open(title)
    with ground.superuser.begin() as connection:
        values = {"tenant": ground.city.id, "case": case, "person": person.id, "topic": topic, "state": state, "problem": problem, "answer": answer}
        return connection.execute(NOTICE, values).scalar_one()


def boxes(page: str) -> list[str]:
    return re.findall(r'name="kiriman" value="([^"]+)"', page)


def token(page: str) -> str:
    return re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)[1]


def state_of(ground, delivery) -> tuple[str, int]:
    (row,) = ground.see("select state, resent from delivery where tenant_id = :tenant and id = :d", d=delivery)
    return row.state, row.resent


def test_it_says_what_became_of_each_and_why(ground, client_as, manager):
    give(ground, manager, "failed", problem="credentials", answer="535 no such user")
    give(ground, manager, "sent", title="KUBE Bakung")
    page = client_as(manager).get(f"/{ground.city.slug}/pengiriman").text
    assert "kredensial" in page
    assert "535 no such user" in page
    assert "KUBE Bakung" in page
    assert len(boxes(page)) == 1, "what was sent cannot be sent again"
    only = client_as(manager).get(f"/{ground.city.slug}/pengiriman?keadaan=sent").text
    assert "KUBE Bakung" in only
    assert "535" not in only


def test_it_says_until_when_one_waits_and_whether_its_reader_wants_it_so(ground, client_as, manager):
    wished, tried = give(ground, manager, "waiting", title="KUBE Senyap"), give(ground, manager, "waiting", problem="silent", title="KUBE Coba")
    ground.change("update delivery set attempts = 0, not_before = '2031-05-06 00:00Z', next_at = '2031-05-06 00:00Z' where id = :d", d=wished)
    ground.change("update delivery set next_at = '2032-05-06 00:00Z' where id = :d", d=tried)
    page = client_as(manager).get(f"/{ground.city.slug}/pengiriman").text
    rows = {title: next(row for row in page.split("<tr>") if title in row) for title in ("KUBE Senyap", "KUBE Coba")}
    assert "6 Mei 2031" in rows["KUBE Senyap"]
    assert "kehendak penerimanya" in rows["KUBE Senyap"]
    assert "kali dicoba" not in rows["KUBE Senyap"]
    assert "6 Mei 2032" in rows["KUBE Coba"]
    assert "kehendak penerimanya" not in rows["KUBE Coba"]


def test_a_failed_one_is_sent_again_once_however_often_one_asks(ground, client_as, manager):
    delivery = give(ground, manager, "failed", problem="unreachable")
    client = client_as(manager)
    page = client.get(f"/{ground.city.slug}/pengiriman").text
    form = {"csrf_token": token(page), "kiriman": boxes(page)}
    assert client.post(f"/{ground.city.slug}/pengiriman", data=form).status_code == 303
    assert state_of(ground, delivery) == ("waiting", 1)
    with ground.superuser.begin() as connection:
        connection.execute(text("update delivery set state = 'failed' where id = :d"), {"d": delivery})
    assert client.post(f"/{ground.city.slug}/pengiriman", data=form).status_code == 303
    assert state_of(ground, delivery) == ("failed", 1), "an old page asks for what was done already"


def test_one_that_may_have_arrived_is_sent_again_only_knowingly(ground, client_as, manager):
    delivery = give(ground, manager, "unknown", problem="silent")
    client = client_as(manager)
    page = client.get(f"/{ground.city.slug}/pengiriman").text
    form = {"csrf_token": token(page), "kiriman": boxes(page)}
    asked = client.post(f"/{ground.city.slug}/pengiriman", data=form)
    assert asked.status_code == 422
    assert 'name="tahu"' in asked.text
    assert " checked" in asked.text, "what was chosen stays chosen"
    assert state_of(ground, delivery) == ("unknown", 0)
    assert client.post(f"/{ground.city.slug}/pengiriman", data=form | {"tahu": "1"}).status_code == 303
    assert state_of(ground, delivery) == ("waiting", 1)


def test_a_job_that_was_given_up_stands_there_and_is_tried_again(ground, client_as, manager):
    case = ground.open("KUBE Cempaka")
    with ground.superuser.begin() as connection:
        dead = text("update outbox set state = 'dead', attempts = 8, problem = 'KeyError' where tenant_id = :t and case_id = :c returning id")
        jobs = connection.execute(dead, {"t": ground.city.id, "c": case}).scalars().all()
    assert jobs
    client = client_as(manager)
    page = client.get(f"/{ground.city.slug}/pengiriman").text
    assert "KeyError" in page
    form = {"csrf_token": token(page), "tugas": [str(job) for job in jobs]}
    assert client.post(f"/{ground.city.slug}/pengiriman/tugas", data=form).status_code == 303
    rows = ground.see("select state, attempts from outbox where tenant_id = :tenant and id = any(:jobs)", jobs=list(jobs))
    assert {(row.state, row.attempts) for row in rows} == {("new", 0)}


def test_others_have_no_such_page(ground, client_as):
    for role in ("organiser", "dinsos_officer", "auditor"):
        assert client_as(ground.city.one(role)).get(f"/{ground.city.slug}/pengiriman").status_code in (403, 404)


@pytest.mark.parametrize("value", ["nothing", "01900000-0000-7000-8000-000000000000.99999999999999", "01900000-0000-7000-8000-000000000000.-1", "."])
def test_what_no_box_of_the_page_says_changes_nothing(ground, client_as, manager, value):
    delivery = give(ground, manager, "failed", problem="unreachable")
    client = client_as(manager)
    form = {"csrf_token": token(client.get(f"/{ground.city.slug}/pengiriman").text)}
    for path, name in (("pengiriman", "kiriman"), ("pengiriman/tugas", "tugas")):
        assert client.post(f"/{ground.city.slug}/{path}", data=form | {name: value}).status_code == 303
    assert state_of(ground, delivery) == ("failed", 0)
