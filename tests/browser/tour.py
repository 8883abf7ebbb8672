"""The tour: which pages are photographed, of whom, and the sentence that stands beside each."""

import io
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

FOLDER = Path(__file__).parents[2] / "docs" / "tour"
TALLEST = {1280: 1500, 360: 1800}  # what is longer is cut, since a picture is to be looked at
HEAVIEST = 150_000
SHOWN = ((1280, 640, "on a wide screen"), (360, 180, "on a telephone"))
SIZES = ((1280, 900), (360, 740))


@dataclass(frozen=True)
class Stop:
    """A page of the tour; `main` ones stand in docs/tour.md."""

    name: str
    who: str | None
    words: str
    main: bool = True


STOPS = (
    Stop("sign-in", None, "The way in: what Gulir is for, and in the demonstration the people that one may look in as."),
    Stop(
        "home",
        "secretariat",
        "Giliran Anda, your turn: the cases that wait for the one who looks, and beside them who else is waited for and what holds up the money.",
    ),
    Stop("case", "dinsos", "A case: where it stands, whose turn it is and since when, what may be done now, and what stops the rest, clause by clause."),
    Stop("board", "secretariat", "The board: a column a state, cases as cards, or a bar where there are many."),
    Stop("batch", "manager", "A proposal letter names several groups; how far each of them has come."),
    Stop("group", "manager", "A group: its cases, its members with masked numbers, what was recorded of its savings and meetings."),
    Stop(
        "advocacy",
        "advocate",
        "An advocacy case, which no office of the government finds: what residents demand, what was promised, by whom and until when, and the team that acts.",
    ),
    Stop("evaluation", "secretariat", "A joint evaluation: what residents said, what both sides scored under seal, where they differ, and what is signed."),
    Stop("kampung", "manager", "A kampung, formal or informal, with its groups and their cases.", main=False),
    Stop("city", "secretariat", "A city: money received, proposed and held up, and who is waited for."),
    Stop("report", "secretariat", "The deck's own table, counted again from cases and their history."),
    Stop("stuck", "manager", "What is stuck, with whom, why and for how long; a letter to whoever holds it is one step from here."),
    Stop("letter", "manager", "A reminder letter: the cases that it lists, its draft as a PDF, and its number, which is given once.", main=False),
    Stop("preferences", "manager", "How one is told: on which channels, at once or once a day, and in which hours not at all.", main=False),
    Stop("stand-in", "manager", "Somebody who is away lends a colleague some rights for some days. Both names stand under what is done."),
    Stop("search", "secretariat", "Search knows Indonesian words by their stems.", main=False),
    Stop("matrix", "secretariat", "Who may do what: drawn from the code that decides it."),
)


def small(shot: bytes, width: int) -> bytes:
    """The picture cut to a height that is looked at, with as few colours as keep it under the limit."""
    picture = Image.open(io.BytesIO(shot)).convert("RGB")
    picture = picture.crop((0, 0, picture.width, min(picture.height, TALLEST[width])))
    for colours in (128, 64, 32, 16):
        out = io.BytesIO()
        picture.quantize(colours, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
        if out.tell() < HEAVIEST:
            break
    return out.getvalue()


def written() -> str:
    """docs/tour.md."""
    lines = ["# A tour in pictures", "", "Made by the browser tests on the deck's data, so they show what the product shows. The people are invented."]
    for stop in (one for one in STOPS if one.main):
        lines += ["", f"## {stop.name.replace('-', ' ').capitalize()}", "", stop.words, ""]
        lines += [f'<img src="tour/{stop.name}-id-{width}.png" width="{shown}" alt="{words}">' for width, shown, words in SHOWN]
    lines += ["", "The same pages in English are beside these in [tour/](tour/)."]
    return "\n".join(lines) + "\n"
