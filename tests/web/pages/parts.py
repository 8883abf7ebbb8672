"""What the page of all parts shows: an invented case of Kampung Strenkali in Surabaya."""

import datetime as dt
from types import SimpleNamespace as Thing
from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, DateField, FileField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, ValidationError

from gulir.engine.parties import Party
from gulir.engine.text import Rupiah, Text
from gulir.engine.verdicts import ClauseRef, Verdict
from gulir.web.forms import Form, MoneyField

LAND = ClauseRef(
    "kube-regular",
    "4.2",
    "land",
    {"id": "Status tanah diakui (praktik Dinsos)", "en": "Land status is recognised (as applied by city offices)"},
    "dek",
    "refuses",
    (),
)
SAVING = ClauseRef("kube-regular", "2.1", "months", {}, "juklak", "refuses", ())
NAMES = (
    "saving formed proposed complete verified recommended forwarded ready_for_decree decreed ready disbursing disbursed running reported revolving endowment"
)
LABELS = (
    "Menabung, Terbentuk, Diusulkan, Lengkap, Diverifikasi, Direkomendasikan, Provinsi, Siap SK, SK terbit, Siap cair, Mulai cair, Cair, "
    "Berjalan, LPJ, Bergulir, Dana abadi"
)
STATES = list(zip(NAMES.split(), LABELS.split(", "), strict=True))


class Everything(Form):
    """A field of every kind."""

    number = StringField("Nomor surat", [InputRequired()], description="Seperti tertulis di kop surat.")
    date = DateField("Tanggal surat", [InputRequired()])
    amount = MoneyField("Jumlah", [InputRequired()])
    city = SelectField("Dinas", choices=[SelectChoice("1", "Dinsos Kota Surabaya"), SelectChoice("2", "Dinsos Jawa Timur")])
    curable = RadioField("Dapat diperbaiki?", [InputRequired()], choices=[SelectChoice("yes", "Ya"), SelectChoice("no", "Tidak")])
    story = TextAreaField("Catatan", description="Apa yang perlu diketahui pembaca berikutnya.")
    scan = FileField("Pindaian surat", [InputRequired()])
    told = BooleanField("Kelompok sudah diberi tahu", description="Mereka juga mendapat pemberitahuan di sini.")

    def validate_amount(self, field: Any) -> None:
        """Over the ceiling."""
        raise ValidationError("Rp 30.000.000 melebihi pagu Rp 20.000.000 per kelompok.")


def everything() -> dict[str, Any]:
    """The context of the page."""
    form = Everything(MultiDict({"number": "460/1182", "amount": "30000000", "city": "1", "story": "Diserahkan langsung."}))
    form.validate()
    return {"states": STATES, "short": STATES[:6], "form": form, **guards(), **papers(), **lists()}


def guards() -> dict[str, Any]:
    """What stops a step, and what may be done."""
    verdicts = [
        Verdict("land", "unmet", Text("Status tanah kampung belum diakui: tepi kali (stren kali)"), LAND, Party.DINSOS_CITY, "blocker:1"),
        Verdict("letter", "unmet", Text("Surat rekomendasi Dinsos kota belum ada"), None, Party.DINSOS_CITY, "document:recommendation"),
        Verdict("members", "unknown", Text("Jumlah anggota tidak tercatat"), SAVING, Party.GROUP, "members"),
        Verdict(
            "ceiling",
            "unmet",
            Text("Rencana biaya %(amount)s, pagu %(ceiling)s", {"amount": Rupiah(22_222_222), "ceiling": Rupiah(20_000_000)}),
            SAVING,
            Party.UPC,
            None,
            waived=True,
        ),
        Verdict("saving", "met", Text("Menabung rutin 3 bulan (14 dari 13 pekan)"), SAVING),
        Verdict("never", "unmet", Text("tidak ditanyakan"), asked=False),
    ]
    fixes = {"blocker:1": ("#", "Kasus: Tanah Strenkali"), "document:recommendation": ("#", "Unggah surat"), "members": ("#", "Isi anggota")}
    options = [
        Thing(step="recommend", label="Catat rekomendasi Dinsos", mode="record", primary=True, open=True),
        Thing(step="bridge", label="Jembatani dengan pinjaman kelompok", mode="decide", primary=False, open=True),
    ]
    return {"verdicts": verdicts, "fixes": fixes, "options": options}


def papers() -> dict[str, Any]:
    """Papers and history."""
    paper = {
        "id": "1",
        "kind": "proposal",
        "kind_label": "Proposal dan RAB",
        "number": "07/PWS/III/2014",
        "date": "2014-03-03",
        "precision": "day",
        "signer": "Gito",
        "title": None,
        "present": True,
        "present_by": "Rini",
        "correct": True,
        "correct_by": "Gito",
        "file": True,
    }
    blank = dict.fromkeys(("number", "date", "signer", "present", "present_by", "correct", "correct_by"))
    minutes = {**paper, "kind_label": "Berita acara musyawarah", "number": None, "date": "2014-02-01", "precision": "month", "correct": False}
    letter = {**paper, "kind_label": "Surat rekomendasi Dinsos", **blank, "file": False}
    return {"documents": [paper, minutes, letter], "events": story()}


def story() -> list[Thing]:
    """Four lines of history, newest first."""
    plain: dict[str, Any] = {"precision": "day", "recorded": None, "detail": None, "actor": None, "url": None}
    refusal = {"recorded": "2014-05-14", "detail": "Surat 460/1182", "actor": "dicatat oleh Rini, UPC", "url": "#"}
    return [
        Thing(**{**plain, "date": "2014-05-12", "kind": "stop", "text": "Dinsos Surabaya menolak memberi rekomendasi: status tanah.", **refusal}),
        Thing(**{**plain, "date": "2014-04-28", "kind": "sign", "text": "Verifikasi lapangan selesai oleh UPC dan Dinsos."}),
        Thing(**{**plain, "date": "2014-03-03", "kind": "move", "text": "Diusulkan bersama 17 kelompok lain."}),
        Thing(**{**plain, "date": "2014-01-01", "precision": "year", "kind": "", "text": "Musyawarah menyepakati usulan."}),
    ]


def lists() -> dict[str, Any]:
    """Lists, bars, a board."""
    day = dt.date(2014, 6, 2)
    rows = [
        Thing(
            id="1",
            url="#",
            title="KUBE Anggrek",
            ask="Catat hasil verifikasi lapangan",
            where="Makassar, Kampung Pisang · Rp 20.000.000",
            due=day,
            desk="9 hari di meja Anda",
            tag=Thing(label="lewat 4 hari", tone="stop"),
        ),
        Thing(
            id="2",
            url="#",
            title="Evaluasi bersama KUBE Makassar 2014",
            ask="Serahkan penilaian UPC",
            where="Makassar · Kemensos sudah menyerahkan (tersegel)",
            due=day,
            desk="6 hari",
            tag=Thing(label="4 hari lagi", tone="warn"),
        ),
        Thing(id="3", url="#", title="Kelompok Porong", ask=None, where="Sidoarjo · 15 KUBE · Rp 300 juta", due=None, desk=None, tag=None),
    ]
    bars = [
        Thing(label=label, value=value, tone=tone, note=note, url="#")
        for label, value, tone, note in (
            ("Konflik (selesai)", 600_000_000, "", None),
            ("Status tanah", 400_000_000, "stop", "Surabaya: dihitung dari sisa"),
            ("Kriteria penerima", 300_000_000, "", None),
            ("Belum dijelaskan", 560_000_000, "plain", None),
            ("Jakarta", None, "", "alasan tidak tercatat di dek"),
        )
    ]
    notices = [
        Thing(url="#", title="KUBE Anggrek menunggu Anda", body="Diverifikasi sejak 12 Mei.", at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC), read=False),
        Thing(url="#", title="KUBE Melati dicairkan", body=None, at=dt.datetime(2025, 1, 1, tzinfo=dt.UTC), read=True),
    ]
    results = [
        Thing(ok=True, label="KUBE Anggrek", url="#", why=None),
        Thing(ok=False, label="KUBE Melati", url="#", why="Sudah berubah sejak halaman ini dibuka: dikembalikan oleh Gito."),
    ]
    cards = [
        Thing(url="#", title="KUBE Melati", note="Strenkali · 82 hari kerja", slow=False, stop=True),
        Thing(url="#", title="KUBE Anggrek", note="Jagir · 30 hari kerja", slow=True, stop=False),
        Thing(url="#", title="KUBE Dahlia", note="Jagir · 2 hari kerja", slow=False, stop=False),
    ]
    return {"rows": rows, "bars_rows": bars, "news": notices, "lines": results, "cards": cards}
