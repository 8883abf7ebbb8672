"""The history of a case as sentences: one table from step to words, and the kind of line that it is."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from gulir.engine.asks import Ask
from gulir.engine.parties import PARTY_LABELS, Party
from gulir.engine.text import Rupiah, Text, Typed, _
from gulir.engine.vocabulary import Step
from gulir.engine.workflow import Workflow

Answers = Mapping[str, Any]

# step: (kind of line, sentence). `who` is the decider's office or name; other places are filled from the answers.
TOLD: dict[str, tuple[str, Text]] = {
    "open": ("move", _("%(who)s opened the case.")),
    "form": ("move", _("The group was founded; %(who)s accompanied it.")),
    "propose": ("move", _("%(who)s sent the proposal.")),
    "confirm_complete": ("move", _("%(who)s found every paper there.")),
    "return_for_correction": ("back", _("%(who)s sent the proposal back: %(correction)s")),
    "resubmit": ("move", _("The group submitted it again: %(correction)s")),
    "verify": ("move", _("Verification is complete; all have signed.")),
    "recommend": ("move", _("%(who)s recommends the proposal.")),
    "decide_city": ("move", _("%(who)s granted %(amount)s.")),
    "decline": ("stop", _("%(who)s declines to recommend.")),
    "refuse": ("stop", _("%(who)s refused: %(code)s.")),
    "recommend_province": ("move", _("%(who)s recommends the proposal for the province.")),
    "decide_province": ("move", _("%(who)s granted %(amount)s for the province.")),
    "take_note_province": ("move", _("The province was told.")),
    "verify_centrally": ("move", _("%(who)s verified the proposal centrally.")),
    "decree": ("move", _("%(who)s decreed %(amount)s.")),
    "make_ready": ("move", _("%(who)s made everything ready for the money.")),
    "disburse": ("move", _("%(amount)s was disbursed.")),
    "close_short": ("back", _("The rest of the money lapsed: %(reason)s")),
    "receive": ("move", _("The group signed for the money.")),
    "submit_lpj": ("move", _("The group reported: %(realised)s spent, %(remaining)s remaining.")),
    "accept_lpj": ("move", _("The report was accepted.")),
    "return_lpj": ("back", _("%(who)s sent the report back: %(correction)s")),
    "rate": ("", _("%(who)s rated the group: %(rating)s.")),
    "endow": ("move", _("The fund became the group's endowment.")),
    "dissolve": ("stop", _("The group was dissolved.")),
    "reopen": ("move", _("%(who)s proposed it again: %(change)s")),
    "reject": ("stop", _("%(who)s closed the case as rejected.")),
    "withdraw": ("stop", _("The group withdrew its proposal.")),
    "record_voice": ("move", _("%(heard)s residents were heard.")),
    "hand_in": ("move", _("%(who)s handed in its scores.")),
    "resolve": ("move", _("Both sides agreed on a score of %(agreed)s: %(reason)s")),
    "withdraw_proposal": ("back", _("%(who)s took the proposed score off the table: %(reason)s")),
    "dissent": ("stop", _("%(who)s records a dissent: %(reason)s")),
    "conclude": ("move", _("The comparison is concluded: %(reason)s")),
    "sign_result": ("move", _("Both sides have signed the result.")),
    "amend": ("back", _("%(who)s corrects the result, so the signatures no longer count: %(change)s")),
    "publish": ("move", _("The evaluation is published.")),
    "sign": ("sign", _("%(who)s signed: %(step)s.")),
    "note": ("", _("%(who)s notes: %(note)s")),
    "assign": ("", _("%(who)s gave the case to a colleague.")),
    "watch": ("", _("%(who)s follows the case.")),
    "unwatch": ("", _("%(who)s follows the case no longer.")),
    "remind": ("", _("The clock reminded those whose turn it is: %(rung)s.")),
    "escalate": ("back", _("Nobody acted in time; the clock told %(rung)s.")),
    "redate": ("", _("The calendar changed: it was due on %(old)s and is due on %(new)s.")),
    "file": ("", _("%(who)s filed: %(kind)s.")),
    "examine": ("", _("%(who)s checked a paper: %(paper)s.")),
    "block": ("stop", _("%(who)s reports an obstacle: %(code)s. %(note)s")),
    "unblock": ("move", _("%(who)s cleared the obstacle: %(note)s")),
    "obstacle_gone": ("move", _("What stood in the way is gone; the obstacle can be cleared.")),
    "paper_given": ("", _("A paper that helps was given.")),
    "waive": ("back", _("%(who)s waived clause %(clause)s: %(note)s")),
    "correct": ("", _("%(who)s corrected the case: %(note)s")),
    "bridge": ("", _("A loan of %(lender)s bridges the time: %(note)s")),
    "unbridge": ("", _("The bridging ended: %(note)s")),
    "contest": ("stop", _("%(who)s contests an act recorded in their name: %(note)s")),
    "settle_contest": ("move", _("%(who)s settled the contested act: %(note)s")),
    "@migrate": ("", _("The process was renewed: the case goes on under version %(version)s.")),
    "enter_batch": ("", _("%(who)s put the case into a proposal letter.")),
}
QUIET = {"note", "assign", "watch", "unwatch", "remind", "redate", "file", "examine", "enter_batch", "@migrate"}
UNTOLD = _("%(who)s: %(label)s.")
PLACE = re.compile(r"%\((\w+)\)s")
SAID_LAST = re.compile(r"[:.] %\((\w+)\)s$")  # what a sentence ends with, after a colon or another sentence, is in somebody's own words


@dataclass(frozen=True)
class Line:
    """One act as the story tells it. `recorded`: when it was entered, where that differs from its day; `actor`: who decided, and who recorded it."""

    seq: int
    date: str | None
    precision: str
    recorded: str | None
    kind: str
    text: Text
    detail: Text | None
    actor: Text | None
    quiet: bool
    url: str | None = None


def tell(workflow: Workflow, facts: Mapping[str, Any], names: Mapping[int, Any], zone_day: Any = None) -> list[Line]:
    """The story, newest first. `names`: what `names_in_history` gives; `zone_day` turns a moment into the city's day."""
    papers = {paper["id"]: paper["kind"] for paper in facts.get("documents") or []}
    return [line(workflow, act, names.get(act["seq"]), papers, zone_day) for act in reversed(facts.get("acts") or [])]


def line(workflow: Workflow, act: Mapping[str, Any], named: Any, papers: Mapping[str, str], zone_day: Any = None) -> Line:
    """One act in words."""
    kind, sentence = sentence_of(workflow, act)
    decider = (named.decider if named else None) or {}
    by = (named.by if named else None) or {}
    given = spoken(workflow, act, papers) | {"who": office(decider)}
    entered = zone_day(named.at).isoformat() if named and zone_day else None
    return Line(
        act["seq"], act.get("date"), act.get("precision") or "day", entered if entered != act.get("date") else None, kind,
        filled(sentence, given), letter_of(act.get("answers") or {}), hands(decider, by, act), act["step"] in QUIET,
    )  # fmt: skip


def sentence_of(workflow: Workflow, act: Mapping[str, Any]) -> tuple[str, Text]:
    """The step's own sentence, else that of the table."""
    step, kind = workflow.step(act["step"], act["source"]), "move" if act["source"] != act["dest"] else ""
    own = step.told if step else None
    return ("back" if step and step.aside and kind else kind, own) if own else TOLD.get(act["step"], (kind, UNTOLD))


def spoken(workflow: Workflow, act: Mapping[str, Any], papers: Mapping[str, str]) -> dict[str, Any]:
    """The answers as a sentence needs them: codes and choices in words, money as money."""
    given = {name: value for name, value in (act.get("answers") or {}).items() if value not in (None, "")}
    step = declared(workflow, act["step"], act["source"])
    for ask in step.asks if step else ():
        if ask.name in given:
            given[ask.name] = in_words(ask, given[ask.name])
    if act["step"] == "sign":
        signed = declared(workflow, str(given.get("step")), act["source"])
        given["step"] = (signed.label if signed else None) or Text(str(given.get("step")))
    given["label"] = (step.label if step else None) or Text(act["step"])
    given["paper"] = dict(workflow.papers).get(papers.get(str(given.get("document")), ""), _("a paper"))
    return given


def declared(workflow: Workflow, name: str, state: str) -> Step | None:
    """The step of this name; also one that an older version had from a state with another name."""
    return workflow.step(name, state) or next((one for one in workflow.every_step if one.name == name), None)


def filled(sentence: Text, given: Mapping[str, Any]) -> Text:
    """The sentence with what it speaks of; the past may have lost any of it, which is told and never guessed."""
    names, said = PLACE.findall(sentence.msgid), SAID_LAST.findall(sentence.msgid)
    found = {name: given.get(name, "" if name == "note" else _("not recorded")) for name in names}
    return Text(sentence.msgid, found | {name: Typed(found[name]) for name in said if isinstance(found[name], str) and found[name]})


def in_words(ask: Ask, value: Any) -> Any:
    """A choice in its words, money as money; anything else as it was typed."""
    if ask.kind == "choice":
        return dict(ask.choices).get(value, value)
    return Rupiah(value) if ask.kind == "money" and isinstance(value, int) else value


def office(who: Mapping[str, Any]) -> object:
    """The decider's organisation, else their name."""
    return who.get("organisation") or who.get("name") or _("Somebody")


def hands(decider: Mapping[str, Any], by: Mapping[str, Any], act: Mapping[str, Any]) -> Text | None:
    """Who decided; and who recorded it, where that is somebody else."""
    if act["step"] in ("remind", "escalate", "redate", "@migrate") or not decider.get("name"):
        return None
    if act.get("decider") == f"p:{act.get('actor')}" or not by.get("name"):
        return name_in_full(decider)
    return _("Decided by %(decider)s, recorded by %(recorder)s", decider=decider["name"], recorder=name_in_full(by))


def name_in_full(who: Mapping[str, Any]) -> Text:
    """A name as the history keeps it; of whoever stood in for somebody, both."""
    behalf = who.get("behalf")
    return _("%(name)s on behalf of %(absent)s", name=who["name"], absent=behalf["name"]) if behalf else Text("%(name)s", {"name": who["name"]})


def letter_of(answers: Answers) -> Text | None:
    """The number of the letter that came with it."""
    found = [one for one in answers.values() if isinstance(one, Mapping) and one.get("number")]
    return _("Letter %(number)s", number=found[0]["number"]) if found else None


def holder(party: str, facts: Mapping[str, Any], offices: Mapping[str, str] | None = None) -> object:
    """Whoever holds the ball by their own name: the group, the city's office; else the party."""
    group = facts.get("group") or {}
    if party == Party.GROUP and group.get("name"):
        return group["name"] if group["name"].lower().startswith(("kelompok ", "kube ")) else _("Group %(name)s", name=group["name"])
    return (offices or {}).get(party) or PARTY_LABELS[Party(party)]
