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
    sent = give(ground, manager, "sent", title="KUBE Bakung")
    ground.change("update delivery set receipt = '<0199-tanda@contoh.id>' where id = :d", d=sent)
    page = client_as(manager).get(f"/{ground.city.slug}/pengiriman").text
    assert "kredensial" in page
    assert "535 no such user" in page
    assert "&lt;0199-tanda@contoh.id&gt;" in page.partition("KUBE Bakung")[2], "by which its provider knows it"
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


def left(ground, delivery, *, after: str, held: str = "0 s", resent: int = 0) -> None:
    """It left so long after its act; it was kept for so long on its reader's wish, and so often sent anew."""
    said = "(select e.at from event e where e.tenant_id = d.tenant_id and e.case_id = d.case_id and e.seq = d.seq)"
    told = f"{said} + cast(:after as interval)"
    planned = f"created_at = {told}, not_before = {told} + cast(:held as interval), at = {told} + cast(:held as interval) + interval '1 s'"
    ground.change(f"update delivery d set {planned}, resent = :resent where id = :id", id=delivery, after=after, held=held, resent=resent)


def figures(page: str) -> str:
    """What the tile of e-mail says."""
    return re.sub(r"<[^>]+>|\s+", " ", page.partition("Surel</h2>")[2].partition("</section>")[0])


def test_the_share_within_ten_seconds_counts_from_the_act_and_leaves_out_nothing_that_is_late(ground, client_as, manager):
    left(ground, give(ground, manager, "sent"), after="2 s")
    left(ground, give(ground, manager, "sent"), after="2 s", held="9 hours")  # as its reader wants it
    url = f"/{ground.city.slug}/pengiriman"
    client = client_as(manager)
    assert "100 %" in figures(client.get(url).text)
    left(ground, give(ground, manager, "sent"), after="1 hour")  # the relay was away: planned late, and sent at once then
    assert "67 %" in figures(client.get(url).text)
    left(ground, give(ground, manager, "sent"), after="2 s", held="1 hour", resent=1)  # failed, and sent anew by hand
    waits = give(ground, manager, "waiting")
    assert "50 %" in figures(client.get(url).text), "what has just begun to wait is not late yet"
    ground.change("update event e set at = now() - interval '40 min' from delivery d where d.id = :id and e.case_id = d.case_id", id=waits)
    shown = figures(client.get(url).text)
    assert "40 %" in shown
    assert "1 menunggu" in shown
    assert "Yang terlama menunggu sejak" in shown


def test_what_is_not_told_at_all_yet_is_said_with_the_oldest(ground, client_as, manager):
    case, url = ground.open("KUBE Dahlia", quiet=False), f"/{ground.city.slug}/pengiriman"
    assert ground.see("select 1 from outbox where tenant_id = :tenant and state = 'new'")
    assert "belum diberitahukan" not in client_as(manager).get(url).text, "it came a moment ago"
    late = "update outbox set state = 'sent', created_at = '2014-05-12 03:00Z' where tenant_id = :tenant and case_id = :case"
    ground.change(late, case=case)
    page = client_as(manager).get(url).text
    assert "belum diberitahukan" in page
    assert "12 Mei 2014" in page


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
