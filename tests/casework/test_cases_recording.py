"""An official who never signs in: somebody records the decision, with the paper, and both names stand."""

from tests.casework.ground import letter, open_form, shown


def test_a_recorded_act_names_both(ground, number, client_as) -> None:
    ground.put(number, "verified", "dinsos_officer", "programme_manager", ball="dinsos_city")
    client = client_as(ground.city.one("programme_manager"))
    path = ground.page(number, "refuse")
    page = client.get(path)
    assert "Anda mencatat keputusan pejabat" in shown(page) and ground.city.one("dinsos_officer").name in page.text
    sent = {"decider-other": "Pak Camat Misalan", "decider-other-of": "Dinsos Contoh", "act_date": "2026-02-02", "code": "STATUS_TANAH", "curable": "yes"}
    answer = client.post(path, data=open_form(client, path) | sent | letter("refusal_letter"))
    assert answer.status_code == 303, shown(answer)
    words = shown(client.get(answer.location))
    assert "Dinsos Contoh menolak: Status tanah belum diakui." in words
    assert "Diputuskan Pak Camat Misalan, dicatat" in words and "2 Feb 2026" in words


def test_without_a_decider_nothing_is_recorded(ground, number, client_as) -> None:
    ground.put(number, "verified", "dinsos_officer", "programme_manager", ball="dinsos_city")
    client = client_as(ground.city.one("programme_manager"))
    path = ground.page(number, "refuse")
    sent = {"act_date": "2026-02-02", "code": "STATUS_TANAH", "curable": "yes"}
    answer = client.post(path, data=open_form(client, path) | sent | letter("refusal_letter"))
    assert answer.status_code == 422 and 'id="decider-error"' in answer.text


def test_the_official_decides_without_naming_anybody(ground, number, client_as) -> None:
    ground.put(number, "verified", "dinsos_officer", "programme_manager", ball="dinsos_city")
    client = client_as(ground.city.one("dinsos_officer"))
    page = client.get(ground.page(number, "refuse"))
    assert "Anda mencatat" not in shown(page) and 'name="decider"' not in page.text
