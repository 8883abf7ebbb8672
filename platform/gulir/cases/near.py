"""Facts of the case alone, by which most acts are judged: whoever asks for what lies beside it gets that as well, in one more trip."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from gulir.engine.facts import Facts


class NearFacts(Mapping[str, Any]):
    """What a look found in the case itself. `far` looks again, and wider; should something have changed in between, the door, which compares the
    counters of the first look, refuses the act."""

    def __init__(self, near: dict[str, Any], far: Callable[[], Facts]) -> None:
        self.parts = near
        self.far: Callable[[], Facts] | None = far

    def __getitem__(self, name: str) -> Any:
        return self.parts[name] if name in self.parts else self.whole()[name]

    def get(self, name: str, default: Any = None) -> Any:
        """As a dictionary's."""
        return self.parts[name] if name in self.parts else self.whole().get(name, default)

    def __iter__(self) -> Iterator[str]:
        return iter(self.whole())

    def __len__(self) -> int:
        return len(self.whole())

    def whole(self) -> dict[str, Any]:
        """All facts: those that are here as they were seen first."""
        if self.far is not None:
            far, self.far = self.far, None
            self.parts = {**far(), **self.parts}
        return self.parts


def changed(facts: Facts, parts: dict[str, Any]) -> Facts:
    """The same facts with other parts; of facts that are near, still only those."""
    if isinstance(facts, NearFacts):
        return NearFacts(facts.parts | parts, facts.whole)
    return {**facts, **parts}
