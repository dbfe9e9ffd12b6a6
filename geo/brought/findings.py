"""What is told of a table that a reader brings: what is wrong, what was understood, what has to be chosen.

A finding has a kind; the words of each kind stand in the table of words, room ``brought``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from geo.words.table import Worded, in_language, say

PLACES_SHOWN, EXAMPLES_SHOWN = 5, 3
Told = TypeVar("Told")


@dataclass(frozen=True, slots=True)
class Fault:
    """One cell for which its row is left out."""

    line: int
    """Of the file, of a sheet, or the number of a feature, from 1."""
    column: str
    """As the file names it."""
    kind: str
    found: str = ""
    wanted: str = ""
    """The rule of our own codebook that the cell breaks; empty where the kind says it all."""

    def said(self, language: str) -> str:
        """Return what is wrong in one line."""
        told = (in_language(text, language) for text in (self.column, self.found, reason(self, language)))
        return ": ".join(filter(None, told))


@dataclass
class Group:
    """Faults, notes or doubts of one kind in one column."""

    kind: str
    column: str
    wanted: str = ""
    count: int = 0
    lines: list[int] = field(default_factory=list)
    """The first places."""
    found: list[str] = field(default_factory=list)
    """The first different things that stand there."""

    def add(self, line: int, found: str = "") -> None:
        """Count one more place."""
        self.count += 1
        if len(self.lines) < PLACES_SHOWN and line not in self.lines:
            self.lines.append(line)
        if found and len(self.found) < EXAMPLES_SHOWN and found not in self.found:
            self.found.append(shortened(found))


class Groups:
    """Findings gathered by kind, column and rule, so that a thousand equal ones hide nothing."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, str, str], Group] = {}

    def add(self, kind: str, column: str, line: int, found: str = "", wanted: str = "") -> None:
        """Count one more finding."""
        key = (kind, column, wanted)
        if key not in self._found:
            self._found[key] = Group(kind, column, wanted)
        self._found[key].add(line, found)

    def listed(self) -> tuple[Group, ...]:
        """Return all groups, the largest first."""
        return tuple(sorted(self._found.values(), key=lambda group: -group.count))


class Findings:
    """All that is told of the rows of one table, gathered while they go by."""

    def __init__(self) -> None:
        self.faults, self.notes, self.doubts = Groups(), Groups(), Groups()
        self.of_rows: dict[int, list[Fault]] = {}
        """Line and faults of the rows that are being read."""

    def fault(self, line: int, column: str, kind: str, found: str = "", wanted: str = "") -> None:
        """Tell of a cell for which its row is left out."""
        self.of_rows.setdefault(line, []).append(Fault(line, column, kind, found, wanted))

    def take(self) -> dict[int, list[Fault]]:
        """Return line and faults of the rows that were read and have some, in their order, and count them."""
        taken, self.of_rows = dict(sorted(self.of_rows.items())), {}
        for faults in taken.values():
            for one in faults:
                self.faults.add(one.kind, one.column, one.line, one.found, one.wanted)
        return taken

    def note(
        self, kinds: Mapping[str, Sequence[str]], name: str, column: Sequence[str], lines: Sequence[int]
    ) -> None:
        """Note what was understood of each cell that has one of some texts."""
        for line, text, told in each(column, lines, kinds):
            for kind in told:
                self.notes.add(kind, name, line, text)


@dataclass(frozen=True)
class Question:
    """What only the reader can tell: nothing of it is guessed, and rows wait for the answer."""

    kind: str
    """``dates``, ``swap``, ``precision`` or ``encoding``."""
    options: tuple[str, ...]
    count: int
    """Cells that wait."""
    example: str = ""


def reason(one: Fault | Group, language: str) -> str:
    """Return why a row is left out, or what was understood, with the cure or the rule."""
    told = say(f"brought.{one.kind}", language)
    return f"{told}: {in_language(one.wanted, language)}" if one.wanted else told


def shortened(text: str) -> str:
    """Return the beginning of a text that is to be quoted; words of our own stay whole."""
    return text if len(text) <= 60 or isinstance(text, Worded) else text[:57] + "..."


def each(
    column: Sequence[Any], lines: Sequence[int], told: Mapping[Any, Told]
) -> Iterator[tuple[int, Any, Told]]:
    """Yield line, cell and what is told of it, of the cells of which something is."""
    if told:
        for line, cell in zip(lines, column, strict=True):
            if cell in told:
                yield line, cell, told[cell]
