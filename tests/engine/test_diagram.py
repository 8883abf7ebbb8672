"""Pictures and tables of a workflow are drawn from the workflow itself."""

from xml.etree import ElementTree as ET

from gulir.engine import diagram
from gulir.engine.text import Text
from tests.engine.small import SMALL


def test_the_svg_shows_every_state_and_marks_where_a_case_is() -> None:
    drawn = ET.fromstring(diagram.svg(SMALL, path=[("filed", "seen")], here="seen"))  # noqa: S314 - our own words
    text = "".join(drawn.itertext())
    assert all(str(state.label) in text for state in SMALL.states)
    here = [one for one in drawn.iter() if one.get("aria-current") == "step"]
    assert ["".join(one.itertext()) for one in here] == ["Seen"]
    walked = [one for one in drawn.iter() if one.get("class") == "wf-edge wf-walked"]
    assert len(walked) == 1


def test_the_svg_carries_no_style_that_a_strict_page_would_refuse() -> None:
    drawn = diagram.svg(SMALL)
    assert "style=" not in drawn
    assert "<style" not in drawn


def test_words_in_the_svg_are_escaped_and_translated() -> None:
    drawn = diagram.svg(SMALL, say=lambda words: f"<{words.msgid}>" if isinstance(words, Text) else "")
    assert "&lt;Filed&gt;" in drawn


def test_mermaid_draws_every_line_but_those_that_stay() -> None:
    drawn = diagram.mermaid(SMALL)
    assert "filed --> seen : See" in drawn
    assert "[*] --> filed" in drawn
    assert "done --> [*]" in drawn
    assert "note" not in drawn


def test_the_table_has_a_row_for_each_step() -> None:
    assert ("seen", "agree", "done", "programme_manager + dinsos_officer | ministry_officer", "programme_manager", "") in diagram.table(SMALL)
