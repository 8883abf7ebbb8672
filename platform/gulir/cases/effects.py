"""What a step leaves behind besides its event, read from its answers: papers, checks of papers, marks and their cure."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from uuid6 import uuid7

from gulir.engine.asks import Ask

Answers = Mapping[str, Any]
Files = Mapping[str, Mapping[str, Any]]
FILE_PARTS = ("file_digest", "file_name", "file_type", "file_size")


def effects_of(step: str, asks: Iterable[Ask], answers: Answers, files: Files, carries: Collection[str] = ()) -> dict[str, Any]:
    """The effects of one act, as the door takes them. `files`: stored files by field name; `carries`: the effects that the step declares."""
    effects = OF_STEP[step](answers, files) if step in OF_STEP else {}
    asks = list(asks)
    effects |= {"lane": int(answers["lane"])} if "lane" in carries and answers.get("lane") else {}
    papers = papers_of(asks, answers, files) + effects.pop("papers", [])
    found = {"papers": papers, "items": items_of(asks, answers), "answers": answers_to_items(asks, answers)}
    return effects | {name: rows for name, rows in found.items() if rows}


def papers_of(asks: Iterable[Ask], answers: Answers, files: Files) -> list[dict[str, Any]]:
    """A letter or file that a step asks for becomes a document whose kind is the field's name."""
    found = []
    for ask in asks:
        given = answers.get(ask.name)
        if ask.kind not in ("letter", "file") or not given or (ask.kind == "file" and ask.name == "paper"):
            continue
        words = given if isinstance(given, Mapping) else {}
        found.append(paper(ask.name, words, files.get(ask.name)))
    return found


def items_of(asks: Iterable[Ask], answers: Answers) -> list[dict[str, Any]]:
    """A line of the case for each row of what adds lines."""
    rows = [(ask, row) for ask in asks if ask.makes for row in answers.get(ask.name) or []]
    parts = {"words": "words", "who": "who", "due_on": "due_on", "evidence": "evidence", "of_id": "of"}
    return [{"id": str(uuid7()), "kind": ask.makes, "state": ask.begins} | {part: row.get(name) for part, name in parts.items()} for ask, row in rows]


def answers_to_items(asks: Iterable[Ask], answers: Answers) -> list[dict[str, Any]]:
    """What becomes of lines that the case has: a state and words for each of a list, or the state that being named gives."""
    found = []
    for ask in asks:
        if ask.judges:
            rows = answers.get(ask.name) or []
            found += [{"id": row["item"], "state": row["state"], "answer": row.get("answer"), "closed": row["state"] in ask.ends} for row in rows]
        elif ask.becomes and answers.get(ask.name):
            found.append({"id": answers[ask.name], "state": ask.becomes, "answer": answers.get("reason"), "closed": ask.becomes in ask.ends})
    return found


def paper(kind: str, words: Mapping[str, Any], stored: Mapping[str, Any] | None) -> dict[str, Any]:
    """One document: what stands on it, and its stored file where there is one."""
    row = {
        "id": str(uuid7()),
        "kind": kind,
        "number": words.get("number"),
        "act_date": words.get("date"),
        "signer": words.get("signer"),
        "note": words.get("note"),
    }
    return row | {"signer_title": words.get("title")} | {part: (stored or {}).get(part) for part in FILE_PARTS}


def mark(kind: str, answers: Answers, **more: Any) -> dict[str, Any]:
    """A blocker, waiver, contest or bridge, with the words of the one who set it."""
    return {"marks": [{"id": str(uuid7()), "kind": kind, "since": answers.get("since") or answers.get("act_date"), "note": answers.get("note")} | more]}


def examined(answers: Answers, _files: Files) -> dict[str, Any]:
    """Present and correct, each as yes, no, or left as it was."""
    said = {name: answers[name] == "yes" for name in ("present", "correct") if answers.get(name) in ("yes", "no")}
    return {"examine": [{"id": answers["document"]} | said]} if said else {}


def filed(answers: Answers, files: Files) -> dict[str, Any]:
    """A paper put into the case outside a step that asks for it."""
    return {"papers": [paper(answers["kind"], answers, files.get("paper"))]}


def corrected(answers: Answers, _files: Files) -> dict[str, Any]:
    """New words for a field; signatures over the old ones no longer count."""
    patch = {name: answers[name] for name in ("title", "amount") if answers.get(name) is not None}
    return {"patch": patch, "void": True}


def cured(field: str) -> Any:
    """The end of a mark that `field` names."""
    return lambda answers, _files: {"cure": [{"id": answers[field]}]}


SEATS = (("upc_lead", "upc", True), ("upc_reviewer", "upc", False), ("ministry_lead", "ministry", True), ("ministry_reviewer", "ministry", False))


def opened(answers: Answers, _files: Files) -> dict[str, Any]:
    """Who reviews, where what is opened names reviewers; the obstacle that it works on, where it names one."""
    named = [{"person": answers[place], "side": side, "lead": lead} for place, side, lead in SEATS if answers.get(place)]
    return ({"reviewers": named} if named else {}) | ({"tie": [answers["plea"]]} if answers.get("plea") else {})


OF_STEP: dict[str, Any] = {
    "open": opened,
    "file": filed,
    "examine": examined,
    "block": lambda a, _: mark("blocker", a, code=a["code"], resolver=a["resolver"]),
    "unblock": cured("blocker"),
    "obstacle_gone": lambda a, _: {"lift": [a["blocker"]]},
    "paper_given": lambda a, files: filed({**a, "kind": "other"}, files),
    "tie": lambda a, _: {"tie": [a.get("code") or a["plea"]]},
    "release": lambda a, _: {"release": [a["document"]]},
    "waive": lambda a, _: mark("waiver", a, clause=a["clause"], resolver=a["party"]),
    "contest": lambda a, _: mark("contest", a, code=str(a["act"])),
    "settle_contest": cured("contest"),
    "bridge": lambda a, _: mark("bridge", a, code=a["lender"]),
    "unbridge": cured("bridge"),
    "correct": corrected,
    "enter_batch": lambda a, _: {"batch": a["batch"]},
    "assign": lambda a, _: {"assign": a["person"]},
    "enlist": lambda a, _: {"team": [{"person": a["person"], "until": a.get("until")}]},
    "take_up_again": lambda a, _: {"team": [{"person": a["person"]}]},
    "dismiss": lambda a, _: {"team": [{"person": a["person"], "off": True}]},
    "hand_in": lambda _a, _f: {"hand_in": True},
    "withdraw_proposal": lambda _a, _f: {"void": True},
}
