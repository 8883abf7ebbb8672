"""What may be filed: PDF and pictures, told by their content; pictures are drawn anew, so that places and hidden parts do not travel along."""

import io
import re
import unicodedata
from dataclasses import dataclass

from PIL import Image, ImageOps, UnidentifiedImageError

from gulir.engine.text import Text, _

LARGEST = 25 * 1024 * 1024  # bytes of one file; a technical limit of the form, not of any programme
MOST_PIXELS = 50_000_000
FORMATS = {"JPEG": ("image/jpeg", "jpg"), "PNG": ("image/png", "png"), "WEBP": ("image/webp", "webp")}
LONGEST_SIDE = 3000


class Rejected(ValueError):
    """A file that is not taken; `words` say why."""

    def __init__(self, words: Text) -> None:
        self.words = words
        super().__init__(str(words))


@dataclass(frozen=True)
class Accepted:
    """Content that may be stored, its type, and a name that is safe to show."""

    content: bytes
    type: str
    name: str


def accept(content: bytes, name: str) -> Accepted:
    """The file as it will be kept. Raises Rejected."""
    if not content:
        raise Rejected(_("The file is empty"))
    if len(content) > LARGEST:
        raise Rejected(_("The file is larger than %(most)s MB", most=LARGEST // 2**20))
    if content.startswith(b"%PDF-"):
        return Accepted(content, "application/pdf", shown_name(name, "pdf"))
    return redrawn(content, name)


def redrawn(content: bytes, name: str) -> Accepted:
    """A picture, decoded and encoded again without its metadata. Raises Rejected for anything that is not one."""
    try:
        with Image.open(io.BytesIO(content), formats=list(FORMATS)) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise Rejected(_("The picture has too many pixels"))
            return _encoded(picture, name)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as problem:
        if isinstance(problem, Rejected):
            raise
        raise Rejected(_("Only PDF, JPEG, PNG and WebP files are taken")) from problem


def _encoded(picture: Image.Image, name: str) -> Accepted:
    kind = picture.format or "JPEG"
    upright = ImageOps.exif_transpose(picture)
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    drawn = upright.convert("RGB") if kind == "JPEG" else upright
    drawn.info.clear()
    out = io.BytesIO()
    drawn.save(out, kind, **({"quality": 85} if kind == "JPEG" else {}))
    mime, ending = FORMATS[kind]
    return Accepted(out.getvalue(), mime, shown_name(name, ending))


def shown_name(name: str, ending: str) -> str:
    """A short plain name with the ending that the content has."""
    stem = unicodedata.normalize("NFKC", name).replace("\\", "/").rsplit("/", 1)[-1].rsplit(".", 1)[0]
    stem = re.sub(r"[^\w\- ]+", "", stem, flags=re.UNICODE).strip()[:60] or "berkas"
    return f"{stem}.{ending}"
