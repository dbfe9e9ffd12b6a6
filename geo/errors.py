"""The errors of the atlas. Each carries every problem that was found, not just the first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong, in words that let its author mend it."""

    where: str
    """The place: a query parameter (``from``) or file, line and column (``events.csv:12 lat``)."""
    found: str
    """What stands there."""
    wanted: str
    """What is allowed, or the cure."""

    def __str__(self) -> str:
        return f"{self.where}: found {self.found}; wanted {self.wanted}"

    def as_dict(self) -> dict[str, str]:
        return asdict(self)


class AtlasError(Exception):
    """Root of all errors that the library raises on purpose."""


class _ProblemsError(AtlasError, ValueError):
    heading = ""

    def __init__(self, problems: Iterable[Problem]):
        self.problems = tuple(problems)
        lines = "\n".join(f"  {problem}" for problem in self.problems)
        super().__init__(f"{self.heading} ({len(self.problems)}):\n{lines}")

    def __reduce__(self) -> tuple[type, tuple[tuple[Problem, ...]]]:
        # From a worker it comes as it was, with each problem.
        return type(self), (self.problems,)


class InputError(_ProblemsError):
    """A reader asked for something that cannot be answered: a bad filter, a bad point."""

    heading = "Problems in the request"


class DataError(_ProblemsError):
    """A data file does not hold what its schema promises; it is not served."""

    heading = "Problems in the data"


class SettingsError(_ProblemsError):
    """A variable of the environment says what cannot be done; nothing is served."""

    heading = "Problems in the settings"


class UnknownIdError(AtlasError, LookupError):
    """No event or boundary has the id that was asked for."""

    def __init__(self, kind: str, found: str, allowed: Iterable[str] = ()):
        self.kind, self.found, self.allowed = kind, found, tuple(allowed)
        cure = f"; known ids: {', '.join(self.allowed)}" if self.allowed else ""
        super().__init__(f"no {kind} has the id {found!r}{cure}")


class WithdrawnError(UnknownIdError):
    """The event that was asked for was published once and is no longer held to have happened so."""

    def __init__(self, found: str, why: str):
        self.kind, self.found, self.allowed, self.why = "event", found, (), why
        # Past the words of an unknown id: this one is known.
        AtlasError.__init__(self, f"the event {found!r} was withdrawn: {why}")

    def __reduce__(self) -> tuple[type, tuple[str, str]]:
        return type(self), (self.found, self.why)


class TooManyError(AtlasError, ValueError):
    """More events are asked for at once than one process holds one by one."""

    def __init__(self, found: int, limit: int):
        self.found, self.limit = found, limit
        super().__init__(
            f"{found:,} events at once; wanted at most {limit:,}: narrow the filter, or ask by page"
        )


class NotReadyError(AtlasError):
    """The atlas is still being made."""

    def __init__(self, step: str, share: float):
        self.step, self.share = step, share
        super().__init__(f"the atlas is being made: {step}, {share:.0%}; ask again in a moment")
