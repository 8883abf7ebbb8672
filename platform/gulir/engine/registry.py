"""All workflows of a house: by name and version, with their machines, checked against the rulebooks that rule them."""

from collections.abc import Iterable, Iterator, Mapping

from gulir.engine.errors import RulebookError, WorkflowError
from gulir.engine.loader import validate
from gulir.engine.machine import RuleMachine
from gulir.engine.parameters import parameters
from gulir.engine.rulebook import Rulebook
from gulir.engine.workflow import Declared, Workflow


class Workflows:
    """The processes a house knows. Versions coexist; which one a new case takes is the database's word."""

    def __init__(self, definitions: Iterable[Workflow], rulebooks: Mapping[str, Rulebook]) -> None:
        self.rulebooks = dict(rulebooks)
        self.by_hash = {book.hash: book for book in self.rulebooks.values()}
        self.definitions: dict[tuple[str, int], Workflow] = {}
        for workflow in definitions:
            if (workflow.name, workflow.version) in self.definitions:
                raise WorkflowError(workflow.file, f"workflow {workflow.name}", f"version {workflow.version} is declared twice")
            self.definitions[workflow.name, workflow.version] = validate(workflow, self.rulebooks)
        self.machines = {key: RuleMachine(workflow) for key, workflow in self.definitions.items()}
        self.refuse_idle_parameters()

    def __iter__(self) -> Iterator[Workflow]:
        return iter(self.definitions.values())

    def get(self, name: str, version: int) -> Workflow:
        """One version; KeyError when there is none."""
        return self.definitions[name, version]

    def current(self, name: str) -> Workflow:
        """The newest version in the code; KeyError for an unknown name."""
        return self.definitions[name, max((version for known, version in self.definitions if known == name), default=0)]

    @property
    def names(self) -> list[str]:
        """The names, once each."""
        return list(dict.fromkeys(name for name, _version in self.definitions))

    def machine(self, workflow: Workflow) -> RuleMachine:
        """The workflow's machine, built once at the start."""
        return self.machines[workflow.name, workflow.version]

    def declared(self) -> Iterator[Declared]:
        """The rows of every version for wf_version, wf_state and wf_step."""
        return (workflow.declared() for workflow in self)

    def rulebooks_of(self, name: str) -> list[Rulebook]:
        """The rulebooks that rule a workflow, oldest first."""
        found = [book for book in self.rulebooks.values() if name in book.workflows]
        return sorted(found, key=lambda book: (str(book.valid_from or ""), book.slug))

    def refuse_idle_parameters(self) -> None:
        """A parameter that nothing reads is a misspelt one."""
        for book in self.rulebooks.values():
            read = {key for workflow in self if workflow.name in book.workflows for _place, key in parameters(workflow)}
            for key, clause in book.by_key.items():
                if key not in read:
                    raise RulebookError(f"{book.slug}.toml", f"clause {clause.id}", f"sets {key}, which no workflow that it rules reads")
