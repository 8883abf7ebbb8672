"""Opening the three kinds, and houses from the page of their grant, in both languages."""

import io
import re

from tests.casework.ground import PDF, open_form, shown


def opened(ground, client, kind: str) -> str:
    """The address of a new case of this kind."""
    slug = ground.see("select slug from groups where tenant_id = :tenant and id = :id", id=ground.city.groups[0])[0].slug
    path = f"/{ground.city.slug}/berkas/baru?jenis={kind}&kelompok={slug}"
    book = re.search(r'name="rulebook"[^>]*value="([0-9a-f]{64})"', client.get(path).text)[1]
    sent = open_form(client, path) | {"group": slug, "title": f"{kind} Melati", "rulebook": book, "amount": "10.000.000"}
    answer = client.post(path, data=sent)
    assert answer.status_code == 303, shown(answer)
    return answer.location


def test_the_new_case_page_offers_each_grant_in_a_sentence(ground, client_as) -> None:
    client = client_as(ground.city.one("organiser"))
    words = shown(client.get(f"/{ground.city.slug}/berkas/baru"))
    assert "rumah yang tidak layak huni" in words and "jalan setapak" in words and "Berkas baru: KUBE" in words
    assert client.get(f"/{ground.city.slug}/berkas/baru?jenis=house").status_code == 404
    for kind, state in (("rtlh", "surveying"), ("sarling", "suggested")):
        page = client.get(opened(ground, client, kind))
        assert page.status_code == 200
        assert ground.see("select state from cases where tenant_id = :tenant and workflow = :kind", kind=kind)[0].state == state


def test_a_house_is_entered_from_the_page_of_its_grant(ground, client_as) -> None:
    household(ground)
    client = client_as(ground.city.one("organiser"))
    grant = opened(ground, client, "rtlh")
    assert "Tambah rumah" in shown(client.get(grant))
    path = f"{grant}/rumah"
    sent = open_form(client, path) | {
        "title": "Rumah Bu Misalan", "source": "grant", "roof": "rotting", "walls": "sound", "floor": "earth", "sanitation": "none", "land": "girik",
        "at_ktp_address": "yes", "received": "no", "household": str(ground.city.groups[0]),
    }  # fmt: skip
    bad = client.post(path, data=sent)
    assert bad.status_code == 422 and 'value="Rumah Bu Misalan"' in bad.text
    assert 'value="Rumah Bu Misalan"' in client.get(path).text  # what was refused is kept
    good = client.post(path, data=sent | open_form(client, path) | {"photo_start": (io.BytesIO(PDF), "awal.pdf")})
    assert good.status_code == 303, shown(good)
    house, page = client.get(good.location), client.get(grant)
    assert "rtlh Melati" in shown(house) and "Survei" in shown(house)
    assert "Rumah Bu Misalan" in shown(page) and "0%" in shown(page)
    assert 'value="Rumah Bu Misalan"' not in client.get(path).text
    assert client_as(ground.city.one("programme_manager")).get(path).status_code == 403
    assert client.get(f"{good.location}/rumah").status_code == 404


def test_a_survey_begun_at_the_door_is_kept_for_its_surveyor(ground, client_as) -> None:
    household(ground)
    client = client_as(ground.city.one("organiser"))
    path = f"{opened(ground, client, 'rtlh')}/rumah"
    kept = client.post(path, data=open_form(client, path) | {"title": "Rumah Setengah Jadi", "roof": "rotting", "keep": "1"})
    assert kept.status_code == 303
    page = client.get(path)
    assert 'value="Rumah Setengah Jadi"' in page.text and "belum dikirim" in shown(page)


def household(ground) -> None:
    """The group has one member with a household, under the group's own id for short."""
    values = {"group": ground.city.groups[0], "kampung": ground.city.kampungs[0]}
    ground.see("insert into household (tenant_id, id, kampung_id, head, invented) values (:tenant, :group, :kampung, 'Bu Misalan', true) returning 1", **values)
    ground.see("update member set household_id = :group where tenant_id = :tenant and group_id = :group returning 1", **values)
    if not ground.see("select 1 from member where group_id = :group and tenant_id = :tenant", **values):
        ground.see(
            "insert into member (tenant_id, id, group_id, name, household_id) values (:tenant, :group, :group, 'Bu Misalan', :group) returning 1", **values
        )
