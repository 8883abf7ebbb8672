"""The third part of the journey: the money comes, the group works with it and reports, and the fund becomes its own."""

from playwright.sync_api import expect

from tests.browser.ground import letter
from tests.browser.town import Town


def disbursed_in_two_tranches(town: Town) -> None:
    """Each tranche is made by the Ministry and checked by UPC, by other people each time."""
    tranche(town, "ministry_officer", "treasurer", "12.000.000", "SP2D 1/2014")
    town.case("treasurer").turn("Kementerian", state="Cair sebagian")
    tranche(town, "ministry_officer2", "treasurer2", "8.000.000", "SP2D 2/2014")
    money = town.case("organiser").turn(town.name, state="Cair").seat.page.locator('section[aria-labelledby="money"]')
    expect(money).to_contain_text("12.000.000")
    expect(money).to_contain_text("8.000.000")


def tranche(town: Town, maker: str, checker: str, amount: str, order: str) -> None:
    """Made, then checked: the checker reads what the maker typed and signs the same."""
    made = town.case(maker).turn("Kementerian")
    made.take("disburse", slot="maker_ministry", fund_release_order=letter(order, "Bendahara Negara"), amount=amount, bank_reference=f"REF {order}")
    made.read()
    assert made.button("disburse", "checker").count() == 0
    form = town.case(checker).turn("UPC").form("disburse", "checker")
    expect(form.page.locator("main")).to_contain_text(amount)
    form.submit()
    expect(form.page.locator(".flash.success").first).to_be_visible()


def received(town: Town) -> None:
    """Chair and treasurer of the group sign for the money."""
    town.case("group_chair").turn(town.name).stopped("receive", "Rekening koran", "Tanda terima dana")
    town.file("bank_statement", "receipt")
    chair = town.case("group_chair").free("receive")
    chair.take("receive", slot="chair", acknowledged_by="Lurah Misalan", acknowledged_title="Lurah")
    assert "belum: Kelompok" in chair.read().signatures()
    town.case("group_treasurer").take("receive", slot="treasurer")
    town.case("organiser").turn(town.name, state="Berjalan")


def reported_and_accepted(town: Town) -> None:
    """The group reports; UPC and the city accept, both signing."""
    town.case("group_chair").stopped("submit_lpj", "LPJ")
    town.file("lpj", "vouchers")
    chair = town.case("group_chair").free("submit_lpj")
    form = chair.form("submit_lpj", "chair").fill(realised="19.000.000", remaining="2.000.000").submit()
    expect(form.page.locator(".summary")).to_be_visible()  # it does not add up
    form.fill(remaining="1.000.000").submit()
    town.case("group_treasurer").take("submit_lpj", slot="treasurer")
    officer = town.case("dinsos_officer").turn("UPC", "Dinas Sosial Kota Jalan", state="LPJ diajukan")
    officer.take("accept_lpj", slot="dinsos_city")
    town.case("programme_manager").turn("UPC").take("accept_lpj", slot="upc")
    town.case("group_chair").turn(town.name, state="Bergulir")


def rated_and_endowed(town: Town) -> None:
    """The group is rated after an evaluation, and its fund becomes an endowment by the network's word and UPC's."""
    organiser = town.at("organiser")
    organiser.open(f"/{town.slug}/kelompok/{town.group}/catat/evaluation")
    organiser.fill(rating="independent", note="Modal tumbuh dua kali").submit()
    town.file("evaluation")
    manager = town.case("programme_manager")
    manager.take("rate", rating="independent")
    expect(manager.seat.page.locator("ol.story").first).to_contain_text("Mandiri")
    town.case("organiser").take("endow", slot="network", meeting_decision=letter("BA 9/2014", "Ketua PWS"))
    manager.take("endow", slot="upc")
    for name in ("organiser", "group_chair", "dinsos_officer", "ministry_officer", "treasurer"):
        town.case(name).read()
        expect(town.at(name).page.locator(".turn .holder")).to_contain_text("Sudah selesai")
        assert town.at(name).page.locator("main .actions a.btn-primary").count() == 0
