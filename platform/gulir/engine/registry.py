"""All workflows of a house: by name and version, with their machines, checked against the rulebooks that rule them."""

from collections.abc import Iterable, Iterator, Mapping

from gulir.engine.errors import RulebookError, WorkflowError
from gulir.engine.loader import validate
from gulir.engine.machine import RuleMachine
from gulir.engine.migration import Migration, Way, ways
from gulir.engine.parameters import parameters
from gulir.engine.rulebook import COUNTED, EVERY_DAY, Rulebook
from gulir.engine.text import Text
from gulir.engine.vocabulary import State
from gulir.engine.workflow import Declared, Workflow


class Workflows:
    """The processes a house knows. Versions coexist; which one a new case takes is the database's word."""

    def __init__(self, definitions: Iterable[Workflow], rulebooks: Mapping[str, Rulebook], migrations: Iterable[Migration] = ()) -> None:
        self.rulebooks = dict(rulebooks)
        self.by_hash = {book.hash: book for book in self.rulebooks.values()}
        self.definitions: dict[tuple[str, int], Workflow] = {}
        for workflow in definitions:
            if (workflow.name, workflow.version) in self.definitions:
                raise WorkflowError(workflow.file, f"workflow {workflow.name}", f"version {workflow.version} is declared twice")
            self.definitions[workflow.name, workflow.version] = validate(workflow, self.rulebooks)
        self.machines = {key: RuleMachine(workflow) for key, workflow in self.definitions.items()}
        self.ways = [self.ways_of(one) for one in migrations]
        self.refuse_idle_parameters()

    def __iter__(self) -> Iterator[Workflow]:
        return iter(self.definitions.values())

    def get(self, name: str, version: int) -> Workflow:
        """One version; KeyError when there is none."""
        return self.definitions[name, version]

    def current(self, name: str) -> Workflow:
        """The newest version in the code; KeyError for an unknown name."""
        return self.definitions[name, max((version for known, version in self.definitions if known == name), default=0)]

    def nearest(self, name: str, version: int) -> Workflow:
        """That version, or the newest one that the code still (or already) knows: for words, never for judging a case."""
        return self.definitions.get((name, version)) or self.current(name)

    def state(self, name: str, version: int, state: str) -> State:
        """A state for showing: of that version, else of any that has one of this name, else the bare name."""
        versions = sorted((one for one in self if one.name == name), key=lambda one: (one.version == version, one.version), reverse=True)
        return next((one.by_state[state] for one in versions if state in one.by_state), State(state, Text(state)))

    def states(self, name: str) -> list[State]:
        """The newest version's states, and after them those that only an older one has: cases may still stand there."""
        versions = sorted((one for one in self if one.name == name), key=lambda one: -one.version)
        older = {state.name: state for one in versions[1:] for state in one.states if state.name not in versions[0].by_state}
        return [*versions[0].states, *older.values()]

    def ways_of(self, migration: Migration) -> tuple[Way, Way]:
        """Forth and back between two versions. Raises WorkflowError when the code lacks one of them."""
        known = [self.definitions.get((migration.workflow, version)) for version in (migration.old, migration.new)]
        if known[0] is None or known[1] is None:
            place = f"migration {migration.old} to {migration.new}"
            raise WorkflowError(f"workflow {migration.workflow}", place, "both versions have to be declared for as long as cases may move between them")
        return ways(migration, known[0], known[1])

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
                if key.endswith(COUNTED) and book.has(key.removesuffix(COUNTED)):
                    if book.value(key) != EVERY_DAY:
                        raise RulebookError(f"{book.slug}.toml", f"clause {clause.id}", f"{key} is {EVERY_DAY!r} or is left out, for working days")
                elif key not in read:
                    raise RulebookError(f"{book.slug}.toml", f"clause {clause.id}", f"sets {key}, which no workflow that it rules reads")
