"""The errors of the atlas. Each carries every problem that was found, not just the first, in any language."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from geo.words.table import LANGUAGES, Worded, in_language, say


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong, in words that let its author mend it: `Worded` where a reader may meet it."""

    where: str
    """The place: a query parameter (``from``) or file, line and column (``events.csv:12 lat``)."""
    found: str
    """What stands there."""
    wanted: str
    """What is allowed, or the cure."""

    def __str__(self) -> str:
        return self.said()

    def said(self, language: str = LANGUAGES[0]) -> str:
        """Return the problem as one line."""
        return say("problem.line", language, **vars(self))

    def as_dict(self, language: str = LANGUAGES[0]) -> dict[str, str]:
        """Return its parts by name."""
        return {name: in_language(text, language) for name, text in vars(self).items()}


class AtlasError(Exception):
    """Root of all errors that the library raises on purpose."""

    def said(self, language: str = LANGUAGES[0]) -> str:
        """Return what is wrong in a language."""
        return in_language(self.args[0], language)


class _ProblemsError(AtlasError, ValueError):
    heading = ""

    def __init__(self, problems: Iterable[Problem]):
        self.problems = tuple(problems)
        super().__init__(self.said())

    def said(self, language: str = LANGUAGES[0]) -> str:
        lines = "\n".join(f"  {problem.said(language)}" for problem in self.problems)
        return f"{say(self.heading, language)} ({len(self.problems)}):\n{lines}"

    def __reduce__(self) -> tuple[type, tuple[tuple[Problem, ...]]]:
        # From a worker it comes as it was, with each problem.
        return type(self), (self.problems,)


class InputError(_ProblemsError):
    """A reader asked for something that cannot be answered: a bad filter, a bad point."""

    heading = "problem.in_request"


class DataError(_ProblemsError):
    """A data file does not hold what its schema promises; it is not served."""

    heading = "problem.in_data"


class SettingsError(_ProblemsError):
    """A variable of the environment says what cannot be done; nothing is served."""

    heading = "problem.in_settings"


class UnknownIdError(AtlasError, LookupError):
    """No event or boundary has the id that was asked for."""

    def __init__(self, kind: str, found: str, allowed: Iterable[str] = ()):
        self.kind, self.found, self.allowed = kind, found, tuple(allowed)
        values = {"kind": Worded(f"problem.kind_{kind}"), "found": repr(found)}
        if self.allowed:
            told = Worded("problem.unknown_of", **values, allowed=", ".join(self.allowed))
        else:
            told = Worded("problem.unknown", **values)
        super().__init__(told)


class ForgottenError(AtlasError, LookupError):
    """What a reader brought is held no more, or never was; its address is not repeated."""

    def __init__(self) -> None:
        super().__init__(Worded("problem.forgotten"))


class WithdrawnError(UnknownIdError):
    """The event that was asked for was published once and is no longer held to have happened so."""

    def __init__(self, found: str, why: str):
        self.kind, self.found, self.allowed, self.why = "event", found, (), why
        # Past the words of an unknown id: this one is known.
        AtlasError.__init__(self, Worded("problem.withdrawn", found=repr(found), why=why))

    def __reduce__(self) -> tuple[type, tuple[str, str]]:
        return type(self), (self.found, self.why)


class TooManyError(AtlasError, ValueError):
    """More events are asked for at once than one process holds one by one."""

    def __init__(self, found: int, limit: int):
        self.found, self.limit = found, limit
        super().__init__(Worded("problem.too_many", found=found, most=limit))


class BusyError(AtlasError):
    """More pictures are asked for than can be drawn in good time."""

    def __init__(self, waiting: int):
        super().__init__(Worded("problem.busy", count=waiting))


class NotReadyError(AtlasError):
    """The atlas is still being made."""

    def __init__(self, step: str, share: float):
        self.step, self.share = step, share
        super().__init__(Worded("problem.making", step=step, percent=round(100 * share)))
