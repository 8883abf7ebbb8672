"""Guards: named conditions, pure over facts and rulebook, that answer both "may I?" and "why not?"."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import cached_property

from gulir.engine.facts import Facts, acts, hands_of, open_marks
from gulir.engine.parties import Party
from gulir.engine.rulebook import Rulebook
from gulir.engine.text import _
from gulir.engine.verdicts import ClauseRef, Finding, Verdict

Test = Callable[[Facts, Rulebook], Finding]


@dataclass(frozen=True)
class Guard:
    """A condition: its name, its test, the rulebook parameters it reads, and who can clear it.

    It is asked where the rulebook sets one of them; without any, or with `always`, under every rulebook, and the clause is named where there is one."""

    name: str
    test: Test
    keys: tuple[str, ...] = ()
    who: Party | None = None
    always: bool = False

    def judge(self, facts: Facts, rulebook: Rulebook) -> Verdict:
        """The verdict on a case: what the test finds, softened by a clause that only warns or that is waived."""
        clause = rulebook.asking(self.keys) if self.keys else None
        if clause is None and self.keys and not self.always:
            return self._left_out
        found = self.test(facts, rulebook)
        clause = rulebook.ref(found.key) if found.key else clause
        if clause is None or found.status == "met":
            return Verdict(self.name, found.status, found.why, clause, self.who, found.fix)
        return self._under(clause, found, facts)

    @cached_property
    def _left_out(self) -> Verdict:
        return Verdict(self.name, "met", _("This rulebook does not ask for it"), who=self.who, asked=False)

    def _under(self, clause: ClauseRef, found: Finding, facts: Facts) -> Verdict:
        """What is not met, as its clause wants it: refused, only warned of, or waived by a recorded decision."""
        if any(mark.get("clause") == clause.id for mark in open_marks(facts, "waiver")):
            why = _("Waived by a recorded decision: %(why)s", why=found.why)
            return Verdict(self.name, "met", why, clause, self.who, found.fix, waived=True)
        warns = clause.binding == "warns"
        return Verdict(self.name, "met" if warns else found.status, found.why, clause, self.who, found.fix, warning=warns)


def waivers_by(facts: Facts, people: Collection[str]) -> set[str]:
    """The clauses that one of these people waived for the case, as actor or as decider, or that were waived for them."""
    waived = [act for act in acts(facts, "waive") if hands_of(act) & set(people)]
    return {(act.get("answers") or {}).get("clause", "") for act in waived}


def guard(*keys: str, who: Party | None = None, always: bool = False) -> Callable[[Test], Guard]:
    """Makes a guard of a function, which lends it its name."""

    def made(test: Test) -> Guard:
        return Guard(test.__name__, test, keys, who, always)

    return made
