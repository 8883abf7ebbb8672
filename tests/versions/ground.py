"""A second version of KUBE in which one state has another name, and a program that knows both."""

from collections.abc import Mapping
from dataclasses import replace

from gulir.engine import Migration, Workflow, Workflows, load_rulebooks
from gulir.engine.vocabulary import Fork, Step
from workflows import CRITERIA, DEFINITIONS, RULEBOOKS
from workflows.kube import KUBE

NAMES = {"formed": "founded", "complete": "entire"}


def renamed(workflow: Workflow, names: Mapping[str, str]) -> Workflow:
    """The next version: the same process, with other names for some states."""
    states = tuple(replace(state, name=names.get(state.name, state.name)) for state in workflow.states)
    return replace(workflow, version=workflow.version + 1, states=states, steps=tuple(step_renamed(step, names) for step in workflow.steps))


def step_renamed(step: Step, names: Mapping[str, str]) -> Step:
    """A step between the same states."""
    dest = step.dest
    if isinstance(dest, Fork):
        dest = replace(dest, then=names.get(dest.then, dest.then), otherwise=names.get(dest.otherwise, dest.otherwise))
    elif dest:
        dest = names.get(dest, dest)
    return replace(step, source=tuple(names.get(one, one) for one in step.sources), dest=dest)


KUBE_2 = renamed(KUBE, NAMES)


def both() -> Workflows:
    """What a program knows after the update."""
    return Workflows((*DEFINITIONS, KUBE_2), load_rulebooks(RULEBOOKS) | load_rulebooks(CRITERIA), (Migration("kube", 1, 2, NAMES),))
