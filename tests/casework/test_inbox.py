"""Giliran Anda: the most urgent first, in one city or all, with filters in the address and one act for several."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from tests.casework.ground import hidden, shown

TODAY = datetime.now(ZoneInfo("Asia/Jakarta")).date()


def days(n: int) -> str:
    return (TODAY + timedelta(days=n)).isoformat()


def ten(ground, n: int = 4) -> list[str]:
    """Cases on the manager's desk: late, soon, later, without a deadline."""
    numbers = [ground.open(f"KUBE Urutan {one}") for one in range(n)]
    for number, due in zip(numbers, (days(30), None, days(-3), days(2), *[days(40)] * n), strict=False):
        ground.put(number, "proposed", "programme_manager", due=due)
    return numbers


def test_the_most_urgent_comes_first(ground, client_as) -> None:
    later, never, late, soon = ten(ground)
    page = client_as(ground.city.one("programme_manager")).get(f"/{ground.city.slug}/giliran")
    order = [page.text.index(number) for number in (late, soon, later, never)]
    words = shown(page)
    assert order == sorted(order)
    assert "4 berkas menunggu Anda: 1 lewat tenggat , 1 jatuh tempo pekan ini" in words
    assert "Lewat tenggat" in words and "Pekan ini" in words and "Nyatakan lengkap" in words and "hari kerja di meja Anda" in words
    assert "lewat 3 hari" in words  # in words, not by colour alone


def test_it_shows_to_each_what_is_theirs(ground, client_as) -> None:
    number = ground.open()
    ground.put(number, "proposed", "programme_manager")
    dinsos = client_as(ground.city.one("dinsos_officer")).get(f"/{ground.city.slug}/giliran")
    words = shown(dinsos)
    assert "Tidak ada yang menunggu Anda" in words and "Menunggu orang lain" in words
    assert "UPC" in words and "Rp 20 juta" in words


def test_filters_stay_in_the_address(ground, client_as) -> None:
    numbers = ten(ground)
    client = client_as(ground.city.one("programme_manager"))
    late = client.get(f"/{ground.city.slug}/giliran?lewat=1")
    assert numbers[2] in late.text and numbers[3] not in late.text and "checked" in late.text
    assert numbers[0] in client.get(f"/{ground.city.slug}/giliran?langkah=confirm_complete").text
    assert numbers[0] not in client.get(f"/{ground.city.slug}/giliran?langkah=verify").text
    assert numbers[0] in client.get(f"/{ground.city.slug}/giliran?kampung={ground.city.kampungs[0]}").text
    assert numbers[0] not in client.get(f"/{ground.city.slug}/giliran?kampung={ground.city.kampungs[1]}").text
    for nonsense in ("kampung=x", "tenggat=x&sesudah=y", "langkah=terbang", "lewat=99"):
        assert client.get(f"/{ground.city.slug}/giliran?{nonsense}").status_code == 200


def test_pages_follow_each_other_without_a_gap(ground, client_as) -> None:
    numbers = ten(ground, 30)
    client = client_as(ground.city.one("programme_manager"))
    seen, path = [], f"/{ground.city.slug}/giliran"
    while path:
        page = client.get(path)
        seen += re.findall(r'class="row-link" href="[^"]*/([A-Z]{3}-KUBE-\d{4}-\d{3})"', page.text.partition("Menunggu orang lain")[0])
        onward = re.search(r'href="([^"]*)" rel="next"', page.text)
        path = onward[1].replace("&amp;", "&") if onward else None
    assert sorted(seen) == sorted(numbers)


def test_all_cities_at_once(ground, cast, client_as) -> None:
    number = ground.open("KUBE Semua")
    ground.put(number, "forwarded", "ministry_officer", "secretariat", ball="ministry", due=days(-2000))
    page = client_as(cast.umar).get("/semua/giliran")
    assert page.status_code == 200 and number in page.text and ground.city.name in shown(page)


def test_the_way_in_leads_here(ground, client_as) -> None:
    assert client_as(ground.city.one("programme_manager")).get("/").location == f"/{ground.city.slug}/giliran"


def test_one_act_on_several_says_what_became_of_each(ground, client_as) -> None:
    numbers = [ground.open(f"KUBE Kirim {n}") for n in range(3)]
    for number in numbers[:2]:
        ground.put(number, "proposed", "programme_manager")
    client, path = client_as(ground.city.one("programme_manager")), f"/{ground.city.slug}/giliran"
    token = hidden(client.get(ground.page(numbers[0], "note")))["csrf_token"]
    chosen = [f"{ground.city.id}:{ground.numbers[number]}" for number in numbers]
    form = client.post(f"{path}/bersama", data={"csrf_token": token, "step": "return_for_correction", "case": chosen})
    assert form.status_code == 200 and "2 dari 3 terbuka untuk langkah ini" in shown(form)
    sent = hidden(form) | {"case": chosen, "correction": "KK anggota belum ada."}
    done = client.post(f"{path}/bersama", data=sent)
    assert "2 dari 3 selesai" in shown(done)
    assert sorted(row.state for row in ground.see("select state from cases where tenant_id = :tenant")) == ["returned", "returned", "saving"]
    again = client.post(f"{path}/bersama", data=sent)
    assert "tidak ada yang dilakukan dua kali" in shown(again)
    assert len(ground.see("select from event where tenant_id = :tenant and step = 'return_for_correction'")) == 2


def test_several_with_nothing_chosen_or_of_elsewhere(ground, number, cast, client_as) -> None:
    client, path = client_as(ground.city.one("programme_manager")), f"/{ground.city.slug}/giliran/bersama"
    token = hidden(client.get(ground.page(number, "note")))["csrf_token"]
    assert client.post(path, data={"csrf_token": token, "step": "note"}).status_code == 422
    stranger = client_as(cast.surabaya.one("programme_manager"))
    other = re.search(r'name="csrf_token" value="([^"]+)"', stranger.get("/surabaya/giliran").text)[1]
    for case in (f"{ground.city.id}:{ground.numbers[number]}", f"{cast.surabaya.id}:{ground.numbers[number]}", "x:y"):
        assert stranger.post("/surabaya/giliran/bersama", data={"csrf_token": other, "step": "note", "case": case}).status_code == 404
