"""A workflow drawn from its own table: as lines of text, as Mermaid, and as an inline SVG with a case's path on it."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from html import escape

from gulir.engine.text import Text
from gulir.engine.vocabulary import START, Step
from gulir.engine.workflow import Workflow

Say = Callable[[Text], str]
WIDE, HIGH, GAP, TOP = 116, 46, 34, 96
LINE = 15
LEFT = 20


@dataclass(frozen=True)
class Edge:
    """A drawn line: the step's words, from where to where."""

    words: str
    source: str
    dest: str


def edges(workflow: Workflow, say: Say = str) -> list[Edge]:
    """Every line between two different states, steps of the same two drawn as one."""
    found: dict[tuple[str, str], list[str]] = {}
    for move in workflow.moves:
        if move.source not in (START, move.dest):
            words = found.setdefault((move.source, move.dest), [])
            label = say(move.step.label or Text(move.step.name))
            words += [] if label in words else [label]
    return [Edge(" / ".join(words), source, dest) for (source, dest), words in found.items()]


def table(workflow: Workflow) -> list[tuple[str, str, str, str, str, str]]:
    """One row a step: from, step, to, deciders, recorders, what it needs; universal steps left out."""
    return [row(step, source) for step in workflow.steps for source in step.sources]


def row(step: Step, source: str) -> tuple[str, str, str, str, str, str]:
    """One step from one state, as words."""
    deciders = ", ".join(step.by)
    records = ", ".join(step.records)
    if step.signatures:
        deciders = " + ".join(" | ".join(role for slot in clause for role in slot.roles) for clause in step.signatures.clauses)
        records = ", ".join(dict.fromkeys(role for slot in step.signatures.slots for role in slot.records))
    needs = ", ".join(guard.name for guard in step.needs)
    return source, step.name, " | ".join(dict.fromkeys(step.dests(source))), deciders, records, needs


def mermaid(workflow: Workflow, say: Say = str) -> str:
    """The graph as a Mermaid state diagram."""
    lines = ["stateDiagram-v2", *(f"  {state.name} : {say(state.label)}" for state in workflow.states)]
    lines += [f"  [*] --> {move.dest}" for move in workflow.moves if move.source == START]
    lines += [f"  {edge.source} --> {edge.dest} : {edge.words}" for edge in edges(workflow, say)]
    lines += [f"  {state.name} --> [*]" for state in workflow.states if state.kind == "final"]
    return "\n".join(lines) + "\n"


def places(workflow: Workflow) -> dict[str, tuple[int, int]]:
    """Where each state is drawn: the way forward as columns, side states below where they are come to from."""
    main = [state.name for state in workflow.states if not state.side]
    spots = {name: (LEFT + number * (WIDE + GAP), TOP) for number, name in enumerate(main)}
    taken: set[int] = set()
    for state in (state for state in workflow.states if state.side):
        sources = [move.source for move in workflow.moves if move.dest == state.name and move.source in spots and move.source != state.name]
        columns = sorted((spots[source][0] - LEFT) // (WIDE + GAP) for source in sources)
        column = columns[len(columns) // 2] if columns else 0
        while column in taken:
            column += 1
        taken.add(column)
        spots[state.name] = (LEFT + column * (WIDE + GAP), TOP + 3 * HIGH)
    return spots


def svg(workflow: Workflow, say: Say = str, path: Collection[tuple[str, str]] = (), here: str | None = None, title: str | None = None) -> str:
    """An inline SVG, coloured by classes only (wf-state, wf-edge, wf-walked, wf-here). `path`: the (source, dest) pairs that a case has walked."""
    spots = places(workflow)
    walked = {name for pair in path for name in pair}
    wide, high = max(x for x, _y in spots.values()) + WIDE + 20, TOP + 4 * HIGH + 16
    name = escape(title or say(workflow.label))
    return "".join((
        f'<svg class="wf" role="img" viewBox="0 0 {wide} {high}" width="{wide}" height="{high}" xmlns="http://www.w3.org/2000/svg" font-size="12">',
        f"<title>{name}</title>",
        '<defs><marker id="wf-head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="9" markerHeight="9" markerUnits="userSpaceOnUse" orient="auto">',
        '<path d="M0 0L8 4L0 8z" fill="currentColor"/></marker></defs>',
        *(line(edge, spots, (edge.source, edge.dest) in path) for edge in edges(workflow, say)),
        *(box(state.name, say(state.label), spots[state.name], here, walked) for state in workflow.states),
        "</svg>",
    ))  # fmt: skip


def box(name: str, words: str, spot: tuple[int, int], here: str | None, walked: set[str]) -> str:
    """One state."""
    x, y = spot
    classes = "wf-state" + (" wf-here" if name == here else " wf-walked" if name in walked else "")
    weight = 2.5 if name == here else 1
    lines = wrapped(words)
    first = y + HIGH / 2 + 4 - (len(lines) - 1) * LINE / 2
    spans = "".join(f'<tspan x="{x + WIDE / 2:g}" y="{first + number * LINE:g}">{escape(one)}</tspan>' for number, one in enumerate(lines))
    fill = 0.14 if name == here else 0.06 if name in walked else 0.0
    shape = (
        f'<rect x="{x}" y="{y}" width="{WIDE}" height="{HIGH}" rx="8" fill="currentColor" fill-opacity="{fill}" stroke="currentColor" stroke-width="{weight}"/>'
    )
    current = ' aria-current="step"' if name == here else ""
    return f'<g class="{classes}"{current}>{shape}<text text-anchor="middle" fill="currentColor">{spans}</text></g>'


def line(edge: Edge, spots: dict[str, tuple[int, int]], walked: bool) -> str:
    """One step: straight to the neighbour, in an arc over or under others."""
    weight, strength = (2.5, 1) if walked else (1, 0.3)
    classes = "wf-edge wf-walked" if walked else "wf-edge"
    return (
        f'<path class="{classes}" d="{course(spots[edge.source], spots[edge.dest])}" fill="none" stroke="currentColor" stroke-width="{weight}" '
        f'stroke-opacity="{strength}" marker-end="url(#wf-head)"><title>{escape(edge.words)}</title></path>'
    )


def course(start: tuple[int, int], end: tuple[int, int]) -> str:
    """The way of a line between two boxes."""
    (x1, y1), (x2, y2) = start, end
    middle1, middle2 = x1 + WIDE / 2, x2 + WIDE / 2
    if y1 != y2:
        leaves, comes = (y1 + HIGH, y2) if y2 > y1 else (y1, y2 + HIGH)
        bend = (leaves + comes) / 2
        return f"M{middle1:g} {leaves}C{middle1:g} {bend:g} {middle2:g} {bend:g} {middle2:g} {comes}"
    if x2 - x1 == WIDE + GAP:
        return f"M{x1 + WIDE} {y1 + HIGH / 2:g}L{x2} {y2 + HIGH / 2:g}"
    below = x2 < x1
    edge, away = (y1 + HIGH, y1 + HIGH + 46) if below else (y1, y1 - min(30 + abs(x2 - x1) / 12, 84))
    return f"M{middle1:g} {edge}C{middle1:g} {away:g} {middle2:g} {away:g} {middle2:g} {edge}"


def wrapped(words: str, most: int = 17) -> Sequence[str]:
    """Words in lines that fit into a box; at most three."""
    lines = [""]
    for word in words.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > most:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines if len(lines) <= 3 else [*lines[:2], " ".join(lines[2:])]
