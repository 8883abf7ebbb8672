"""Why a proposal is refused, returned or blocked: the reason codes, whether they can be cured as a rule, and who usually resolves them."""

from dataclasses import dataclass

from gulir.engine.parties import Party
from gulir.engine.text import Text, _

GROUP, UPC, CITY, MINISTRY, OTHER_SIDE = Party.GROUP, Party.UPC, Party.DINSOS_CITY, Party.MINISTRY, Party.OTHER_SIDE


@dataclass(frozen=True)
class Reason:
    """A code, its words, whether it can be cured as a rule, who usually resolves it, and whether advocacy is what resolves it."""

    code: str
    label: Text
    curable: bool
    resolver: Party
    advocacy: bool = False


REASONS = (
    Reason("TIDAK_TERDATA", _("Not in the poverty data"), True, CITY),
    Reason("NIK_TIDAK_PADAN", _("Population number does not match"), True, GROUP),
    Reason("NIK_GANDA", _("Population number is used twice"), True, GROUP),
    Reason("PERNAH_MENERIMA", _("Has received this aid before"), False, GROUP),
    Reason("ASN_TNI_POLRI_PENSIUNAN", _("Civil servant, soldier, police officer or pensioner"), False, GROUP),
    Reason("UMUR", _("Age outside the limits"), False, GROUP),
    Reason("STATUS_KAWIN", _("Marital status does not fit"), False, GROUP),
    Reason("DOMISILI_BEDA", _("Lives elsewhere than stated"), True, GROUP),
    Reason("DOMISILI_BERJAUHAN", _("Members live too far apart"), True, GROUP),
    Reason("JUMLAH_ANGGOTA", _("Too few or too many members"), True, GROUP),
    Reason("KK_TUNGGAL", _("Single-person household"), False, GROUP),
    Reason("STATUS_TANAH", _("Land status is not recognised"), True, CITY, advocacy=True),
    Reason("RUMAH_LAYAK", _("The house is fit to live in"), False, GROUP),
    Reason("ALAMAT_RUMAH_BEDA_KTP", _("The house is not at the address on the identity card"), True, GROUP),
    Reason("DOKUMEN_KURANG", _("Documents are missing"), True, GROUP),
    Reason("DOKUMEN_TIDAK_BENAR", _("Documents are not correct"), True, GROUP),
    Reason("REKENING_BUKAN_ATAS_NAMA_KELOMPOK", _("The bank account is not in the group's name"), True, GROUP),
    Reason("RAB_MELEBIHI_PAGU", _("The cost plan exceeds the ceiling"), True, GROUP),
    Reason("TANPA_REKOMENDASI_DINSOS", _("No recommendation by the Social Affairs Office"), True, CITY),
    Reason("PAGU_HABIS", _("The budget is used up"), True, MINISTRY),
    Reason("KONFLIK_SOSIAL", _("Conflict among residents"), True, Party.RESIDENTS),
    Reason("MODEL_PENGELOLAAN", _("The office does not accept the revolving model"), True, CITY, advocacy=True),
    Reason("POLITIS", _("Political interests"), True, CITY, advocacy=True),
    Reason("TANPA_ALASAN", _("Refused without a reason"), True, CITY, advocacy=True),
    Reason("KONFLIK_PERUSAHAAN", _("Conflict between a company and residents"), True, OTHER_SIDE, advocacy=True),
    Reason("KRITERIA_PENERIMA", _("Criteria and requirements for recipients"), True, CITY),
    Reason("CAIR_SEBAGIAN", _("Only part of the proposal was disbursed"), True, MINISTRY),
    Reason("BELUM_DIJELASKAN", _("No reason is known yet"), True, UPC),
)
CHOICES = tuple((reason.code, reason.label) for reason in REASONS)
