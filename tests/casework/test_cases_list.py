"""The list of cases, and opening one."""

import re

from tests.casework.ground import open_form, shown


def test_filters_narrow_the_list(ground, client_as) -> None:
    one, two = ground.open("KUBE Satu"), ground.open("KUBE Dua", group=1)
    ground.put(two, "verified", "dinsos_officer", ball="dinsos_city")
    ground.take(ground.city.one("programme_manager"), one, "block", code="DOKUMEN_KURANG", resolver="group", note="KK belum ada.")
    client, path = client_as(ground.city.one("auditor")), f"/{ground.city.slug}/berkas"
    for query, expected in {
        "": {one, two}, "keadaan=verified": {two}, "alur=kube&keadaan=saving": {one}, "tertahan=1": {one}, f"kampung={ground.city.kampungs[1]}": {two},
        "pemegang=dinsos_city": {two}, "alasan=DOKUMEN_KURANG": {one}, "keadaan=terbang": set(), "kampung=x&sesudah=y": {one, two},
    }.items():  # fmt: skip
        page = client.get(f"{path}?{query}")
        assert page.status_code == 200
        assert set(re.findall(r'/berkas/([A-Z]{3}-KUBE-\d{4}-\d{3})"', page.text)) == expected, query


def test_words_lead_to_the_search(ground, client_as) -> None:
    answer = client_as(ground.city.one("auditor")).get(f"/{ground.city.slug}/berkas", query_string={"q": "melati & mawar"})
    assert answer.status_code == 303 and answer.location == f"/{ground.city.slug}/cari?q=melati+%26+mawar"


def test_pages_of_the_list_have_no_gap(ground, client_as) -> None:
    numbers = {ground.open(f"KUBE Halaman {n}") for n in range(33)}
    client = client_as(ground.city.one("auditor"))
    for start in (f"/{ground.city.slug}/berkas", f"/{ground.city.slug}/berkas?alur=kube&keadaan=saving"):
        seen, path = [], start
        while path:
            page = client.get(path)
            seen += re.findall(r'/berkas/([A-Z]{3}-KUBE-\d{4}-\d{3})"', page.text)
            onward = re.search(r'href="([^"]*)" rel="next"', page.text)
            path = onward[1].replace("&amp;", "&") if onward else None
        assert sorted(seen) == sorted(numbers), start


def test_a_case_is_opened_for_a_group(ground, client_as) -> None:
    client = client_as(ground.city.one("organiser"))
    slug = ground.see("select slug from groups where tenant_id = :tenant and id = :id", id=ground.city.groups[0])[0].slug
    path = f"/{ground.city.slug}/berkas/baru?kelompok={slug}"
    page = client.get(path)
    assert "Tidak ada juklak" in shown(page)  # each rulebook says what it is
    book = re.search(r'name="rulebook"[^>]*value="([0-9a-f]{64})"', page.text)[1]
    sent = open_form(client, path) | {"group": slug, "title": "KUBE Melati tahap 1", "rulebook": book, "amount": "20.000.000"}
    first, again = client.post(path, data=sent), client.post(path, data=sent)
    assert first.status_code == 303 and again.location == first.location
    row = ground.see("select number, amount, state, rulebook from cases where tenant_id = :tenant")
    assert [(one.amount, one.state, one.rulebook) for one in row] == [(20_000_000, "saving", book)]
    assert "Berkas terbuka dengan nomor" in shown(client.get(first.location))


def test_a_new_case_keeps_what_was_typed(ground, cast, client_as) -> None:
    client, path = client_as(ground.city.one("organiser")), f"/{ground.city.slug}/berkas/baru"
    bad = client.post(path, data=open_form(client, path) | {"title": "KUBE Setengah jadi", "amount": "banyak"})
    assert bad.status_code == 422 and 'value="KUBE Setengah jadi"' in bad.text and 'value="banyak"' in bad.text
    assert client_as(ground.city.one("programme_manager")).get(path).status_code == 403
    assert client.get(f"{path}?kelompok=tidak-ada").status_code == 404
    slug = ground.see("select slug from groups where tenant_id = :tenant and id = :id", id=ground.city.groups[0])[0].slug
    unknown = open_form(client, path) | {"group": slug, "title": "KUBE Tanpa aturan", "rulebook": "0" * 64}
    assert client.post(path, data=unknown).status_code == 404
    assert client_as(cast.surabaya.one("organiser")).get(path).status_code == 404
