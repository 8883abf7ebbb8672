"""The board: a column a state, cards while they are few, a bar when they are many."""

from tests.casework.ground import shown


def test_each_state_has_its_column(ground, client_as) -> None:
    numbers = [ground.open(f"KUBE Papan {n}") for n in range(3)]
    ground.put(numbers[0], "verified", "dinsos_officer", ball="dinsos_city", since="2020-01-02")
    page = client_as(ground.city.one("programme_manager")).get(f"/{ground.city.slug}/papan")
    words = shown(page)
    assert page.status_code == 200 and "3 berkas" in words and "KUBE Papan 1" in words and "Terverifikasi" in words
    assert "lambat" in words and "keadaan=verified" in page.text
    assert page.text.index("keadaan=saving") < page.text.index("keadaan=verified") < page.text.index("keadaan=revolving")


def test_many_become_a_figure(ground, client_as) -> None:
    ground.open("KUBE Banyak")
    with ground.superuser.begin() as connection:
        connection.exec_driver_sql(
            "insert into cases (tenant_id, lane, number, workflow, wv, state, title, amount, since, ball)"
            " select tenant_id, lane, number || '-' || n, workflow, wv, state,"
            " 'KUBE Salinan ' || n, amount, since, ball from cases, generate_series(1, 60) n where tenant_id = %s",
            (ground.city.id,),
        )
    words = shown(client_as(ground.city.one("programme_manager")).get(f"/{ground.city.slug}/papan"))
    assert "Lihat daftarnya" in words and "KUBE Salinan" not in words and "61" in words and "Rp 1,22 miliar" in words


def test_who_may_not_see_a_board_and_other_workflows(ground, client_as) -> None:
    assert client_as(ground.city.one("group_chair")).get(f"/{ground.city.slug}/papan").status_code == 403
    manager = client_as(ground.city.one("programme_manager"))
    assert manager.get(f"/{ground.city.slug}/papan?alur=terbang").status_code == 404
    assert manager.get("/semua/papan").status_code == 200


def test_an_empty_board_says_what_would_be_here(ground, client_as) -> None:
    assert "Belum ada berkas" in shown(client_as(ground.city.one("auditor")).get(f"/{ground.city.slug}/papan"))
