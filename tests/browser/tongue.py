"""What journeys look for, in both languages: they are written in Indonesian, and walked in English too."""

ENGLISH = {
    "Simpan saja": "Save only",
    "Simpan": "Save",
    "Simpan dan serahkan": "Save and hand in",
    "Nilai adalah bilangan bulat dari 1 sampai 5": "A score is a whole number from 1 to 5",
    "1 perbedaan harus diselesaikan": "1 difference to settle",
    "Catat perbedaan pendapat": "Record a dissent",
    "2 tanda tangan terdahulu tidak berlaku lagi": "2 earlier signatures no longer count",
    "Diumumkan": "Published",
    "Yang menghalangi sudah tidak ada": "What stood in the way is gone",
    "Catat kasus yang menanganinya": "Log a case that works on it",
    "Bergerak": "Acting",
    "Tambah rumah": "Add a house",
    "Simpan sementara": "Keep for later",
    "belum dikirim": "have not sent",
    "terbangun 0%": "0% built",
    "terbangun 50%": "50% built",
    "Terbangun 50%": "50% built",
    "terbangun 100%": "100% built",
    "Terbangun 100%": "100% built",
    "Dihuni": "Occupied",
    "tertahan": "blocked",
    "Kelompok": "Group",
    "Setengah": "Half built",
    "Apa menunggu apa": "What waits for what",
    "Dinas Sosial kota": "the city's Social Affairs Office",
    "3 rumah": "3 houses",
    "1 pada 100%": "1 at 100%",
}


def in_language(language: str, words: str) -> str:
    """These Indonesian words as a page in this language has them."""
    return words if language == "id" else ENGLISH[words]
