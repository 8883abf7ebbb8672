"""The first part of the journey: a group saves, meets, is founded and proposes."""

from playwright.sync_api import expect

from tests.browser.ground import letter, pdf
from tests.browser.town import Town

MEMBERS = ("Sitinah Misalan", "Rukayah Misalan", "Painem Misalan", "Wagiyem Misalan", "Sarinah Misalan")


def write_down_a_group(town: Town) -> None:
    """The organiser opens a group and records its members, each with a household and a number that can be nobody's."""
    organiser = town.at("organiser")
    organiser.open(f"/{town.slug}/kelompok/baru")
    kampung = organiser.page.locator('select[name="kampung"] option', has_text="Kampung Tepi Sungai").get_attribute("value")
    organiser.fill(name="Kenanga", kampung=kampung, founded_on="2014-02-03").submit()
    town.group = organiser.page.url.rsplit("/", 1)[-1]
    for n, name in enumerate(MEMBERS):
        organiser.open(f"/{town.slug}/kelompok/{town.group}/anggota/baru")
        organiser.fill(name=name, nik=f"99780452038{n}0001", married="yes", public_servant="no", received_before="no", household="+")
        organiser.fill(head=name, kk=f"997804010110000{n}", address=f"Gang {n + 1}", in_poverty_data="yes").submit()
        organiser.said(name)
    assert "99780452038" not in organiser.text
    assert "997804••••••••01" in organiser.text


def open_a_case(town: Town) -> None:
    """An application is opened for the group; its page says what it still needs."""
    organiser = town.at("organiser")
    organiser.open(f"/{town.slug}/kelompok/{town.group}")
    organiser.follow("Usulkan KUBE")
    book = organiser.page.locator("fieldset.books .form-check", has_text="KUBE model UPC").locator("input").get_attribute("value")
    organiser.fill(amount="20.000.000", rulebook=book).submit()
    town.number = organiser.page.url.rsplit("/", 1)[-1]
    case = town.case("organiser").turn(town.name, state="Menabung")
    case.stopped("form", "Tabungan belum", "Kehadiran", "Berita acara pembentukan")


def save_and_meet(town: Town) -> None:
    """Savings and meetings are written down; the case page leads there and back."""
    organiser = town.at("organiser")
    organiser.open(town.path)
    organiser.follow("Lihat catatan kelompok")
    expect(organiser.page.locator("#catatan")).to_be_visible()
    organiser.follow("Catat Tabungan")
    organiser.fill(weeks="14", months="3", since="2014-02-03", until="2014-05-12").submit()
    organiser.follow("Catat Kehadiran")
    organiser.fill(meetings="13", percent="92").submit()
    assert "3 bulan berturut-turut, 14 pekan" in organiser.text
    case = town.case("organiser")
    assert not any("abungan" in stop for stop in case.read().stops("form"))


def found_the_group(town: Town) -> None:
    """Its papers are filed, the first by hand, and it is founded."""
    case = town.case("organiser")
    case.take("file", kind="formation_record", number="01/BA", date="2014-03-01", signer="Ketua Misalan", title="Ketua", paper=pdf("berita acara.pdf"))
    expect(case.seat.page.locator("table.stack", has_text="Berita acara pembentukan").first).to_be_visible()
    town.file("information_attendance", "information_minutes", examined=False)
    case.free("form").take("form")
    case.turn(town.name, state="Terbentuk").stopped("propose", "Belum dipilih", "Rekening belum tercatat", "Proposal", "Belum masuk surat usulan")


def officers_and_account(town: Town) -> None:
    """The group chooses its officers, signs its rules and has an account."""
    organiser, group = town.at("organiser"), f"/{town.slug}/kelompok/{town.group}"
    organiser.open(f"{group}/pengurus")
    ids = {one.inner_text(): one.get_attribute("value") for one in organiser.page.locator('select[name="chair"] option').all()}
    organiser.fill(chair=ids[MEMBERS[0]], secretary=ids[MEMBERS[1]], treasurer=ids[MEMBERS[2]]).submit()
    organiser.open(f"{group}/rekening")
    organiser.fill(bank="Bank Contoh", number="9900-1122-33445", holder="KUBE Kenanga", in_group_name="yes", specimens="2").submit()
    assert "•••• 3445" in organiser.text
    organiser.open(f"{group}/aturan")
    organiser.fill(members=[ids[name] for name in MEMBERS], signed_on="2014-03-01").submit()
    assert "belum ditandatangani" not in organiser.text


def into_a_letter(town: Town) -> None:
    """A proposal letter is written down with its scan; the letter's page offers the case, which enters it and proposes."""
    organiser = town.at("organiser")
    town.file("proposal", "cost_plan", "business_plan", examined=False)
    organiser.open(f"/{town.slug}/usulan/baru")
    organiser.fill(title="KUBE tahap 2", component="kube", source="apbn", year="2014", letter_number="07/PWS/2014")
    organiser.fill(letter_date="2014-03-03", signer="Ketua PWS", file=pdf("surat usulan.pdf")).submit()
    with organiser.page.expect_navigation():
        organiser.page.locator('a.row-link[href*="/enter_batch"]').click()
    organiser.submit()
    town.case("organiser").free("propose").take("propose")


def returned_once(town: Town) -> None:
    """UPC finds the proposal wrong and sends it back; the group brings a better one."""
    manager = town.case("programme_manager")
    manager.seat.open(f"/{town.slug}/giliran")
    expect(manager.seat.page.locator("ul.work", has_text="KUBE Kenanga").first).to_contain_text("Nyatakan lengkap")
    manager.turn("UPC", state="Diusulkan").stopped("confirm_complete", "KTP anggota", "Proposal: belum diperiksa adanya")
    paper = town.verbs.look().facts["documents"]
    proposal = next(one["id"] for one in paper if one["kind"] == "proposal")
    manager.take("examine", document=proposal, present="yes", correct="no", note="Halaman anggaran tidak ditandatangani")
    manager.take("return_for_correction", correction="Tandatangani halaman anggaran", return_letter=letter("460/77", "Rini", "Manajer program"))
    case = town.case("organiser").turn(town.name, state="Dikembalikan")
    assert "Tandatangani halaman anggaran" in case.seat.text
    case.stopped("resubmit", "Proposal")
    case.take("file", kind="proposal", date="2014-03-20", paper=pdf("proposal kedua.pdf"))
    case.free("resubmit").take("resubmit", correction="Halaman anggaran sudah ditandatangani ketua dan bendahara")
    manager.turn("UPC", state="Diusulkan")
