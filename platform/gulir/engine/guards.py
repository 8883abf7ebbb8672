"""Guards: named conditions, pure over facts and rulebook, that answer both "may I?" and "why not?"."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace

from gulir.engine.facts import Facts, acts, hands_of, open_marks
from gulir.engine.parties import Party
from gulir.engine.rulebook import Rulebook
from gulir.engine.text import _
from gulir.engine.verdicts import Finding, Verdict

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
        asked = [key for key in self.keys if rulebook.get(key) not in (None, False)]
        if self.keys and not asked and not self.always:
            return Verdict(self.name, "met", _("This rulebook does not ask for it"), who=self.who, asked=False)
        found = self.test(facts, rulebook)
        verdict = Verdict(self.name, found.status, found.why, who=self.who, fix=found.fix)
        key = found.key or (asked[0] if asked else None)
        return under_clause(verdict, key, facts, rulebook) if key else verdict


def under_clause(verdict: Verdict, key: str, facts: Facts, rulebook: Rulebook) -> Verdict:
    """The verdict as its clause wants it: refused, only warned of, or waived by a recorded decision."""
    clause = rulebook.ref(key)
    verdict = replace(verdict, clause=clause)
    if verdict.status == "met":
        return verdict
    if any(mark.get("clause") == clause.id for mark in open_marks(facts, "waiver")):
        return replace(verdict, status="met", waived=True, why=_("Waived by a recorded decision: %(why)s", why=verdict.why))
    return replace(verdict, status="met", warning=True) if clause.binding == "warns" else verdict


def waivers_by(facts: Facts, people: Collection[str]) -> set[str]:
    """The clauses that one of these people waived for the case, as actor or as decider, or that were waived for them."""
    waived = [act for act in acts(facts, "waive") if hands_of(act) & set(people)]
    return {(act.get("answers") or {}).get("clause", "") for act in waived}


def guard(*keys: str, who: Party | None = None, always: bool = False) -> Callable[[Test], Guard]:
    """Makes a guard of a function, which lends it its name."""

    def made(test: Test) -> Guard:
        return Guard(test.__name__, test, keys, who, always)

    return made
