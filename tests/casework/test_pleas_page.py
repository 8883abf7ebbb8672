"""Help with an obstacle, from its page: in one click a case that works on it, or a code for one that exists; nobody of the government reads a word of it."""

import re

from tests.casework.ground import hidden, open_form, shown


def blocked(ground) -> tuple[str, str]:
    """The address of a case that an obstacle holds up, and the obstacle."""
    number = ground.open()
    answers = {"code": "STATUS_TANAH", "resolver": "dinsos_city", "note": "Tanah belum diakui"}
    ground.take(ground.city.one("programme_manager"), number, "block", **answers)
    mark = ground.see("select m.id from mark m join cases c on c.id = m.case_id where c.tenant_id = :tenant and c.number = :number", number=number)[0].id
    return f"/{ground.city.slug}/berkas/{number}", str(mark)


def log_form(client, path: str) -> dict[str, str]:
    """The form of a new case, as it is filled from the obstacle."""
    page = client.get(path)
    title = re.search(r'name="title"[^>]*value="([^"]*)"', page.text)[1]
    kampung = re.search(r'name="kampung"[^>]*value="([0-9a-f-]{36})"[^>]*checked|checked[^>]*name="kampung"[^>]*value="([0-9a-f-]{36})"', page.text)
    assert "KUBE Melati" in title and kampung, "the obstacle fills the form"
    return hidden(page) | {"title": title, "kampung": kampung[1] or kampung[2], "lane": "1"}


def test_a_case_is_logged_from_an_obstacle_in_one_click(ground, client_as) -> None:
    page, mark = blocked(ground)
    client = client_as(ground.city.one("organiser"))
    path = f"/{ground.city.slug}/berkas/baru?jenis=advocacy&dari={page.rpartition('/')[2]}&kendala={mark}"
    assert path.replace("&", "&amp;") in client.get(page).text
    answer = client.post(path, data=log_form(client, path))
    assert answer.status_code == 303, shown(answer)
    assert "KUBE Melati" in shown(client.get(answer.location))  # the proposal that waits for it
    assert answer.location.rpartition("/")[2] in client.get(page).text


def test_a_code_is_handed_over_and_is_the_same_each_time(ground, client_as) -> None:
    page, mark = blocked(ground)
    client = client_as(ground.city.one("programme_manager"))
    token = open_form(client, f"{page}/note")["csrf_token"]
    for _twice in range(2):
        assert client.post(f"{page}/kendala/{mark}", data={"csrf_token": token}).status_code == 303
    (plea,) = ground.see("select id from plea where tenant_id = :tenant and mark_id = :mark", mark=mark)
    assert f"{ground.city.slug}/{plea.id}" in client.get(page).text
    for nonsense in ("nonsense", "00000000-0000-0000-0000-000000000000"):
        assert client.post(f"{page}/kendala/{nonsense}", data={"csrf_token": token}).status_code == 404


def test_the_government_reads_no_word_of_it(ground, client_as) -> None:
    page, mark = blocked(ground)
    before = client_as(ground.city.one("dinsos_officer")).get(page)
    organiser = client_as(ground.city.one("organiser"))
    path = f"/{ground.city.slug}/berkas/baru?jenis=advocacy&dari={page.rpartition('/')[2]}&kendala={mark}"
    assert organiser.post(path, data=log_form(organiser, path)).status_code == 303
    officer = client_as(ground.city.one("dinsos_officer"))
    after = officer.get(page)
    assert "kendala/" not in after.text and "plea" not in after.text
    assert shown(before) == shown(after)
    token = open_form(officer, f"{page}/note")["csrf_token"]
    assert officer.post(f"{page}/kendala/{mark}", data={"csrf_token": token}).status_code == 404
