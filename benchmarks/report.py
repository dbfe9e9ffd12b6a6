"""One comparison as a row, all of them as a Markdown table."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """One thing measured both ways."""

    what: str
    size: str
    plain: float
    ours: float
    unit: str
    wanted: str
    reached: bool

    @property
    def ratio(self) -> float:
        """How many times less ours takes than the plain way."""
        return self.plain / self.ours


def faster(what: str, size: str, plain: float, ours: float, times: float) -> Row:
    """Return a row of seconds that wants ours ``times`` less than the plain way."""
    return Row(what, size, plain, ours, "s", f"{times:g}× less", plain >= times * ours)


def table(rows: Iterable[Row]) -> str:
    """Return the rows as a Markdown table."""
    lines = [
        "| what | size | plain way | ours | ratio | wanted | reached |",
        "|---|---|---:|---:|---:|---|---|",
    ]
    lines += [
        f"| {row.what} | {row.size} | {_three(row.plain)} {row.unit} | {_three(row.ours)} {row.unit} "
        f"| {row.ratio:.1f}× | {row.wanted} | {'yes' if row.reached else 'no'} |"
        for row in rows
    ]
    return "\n".join(lines)


def by_size(found: Sequence[dict[str, float]], figures: dict[str, tuple[str, str, float | None]]) -> str:
    """Return a Markdown table of one line a figure and one column a size of catalogue.

    Parameters
    ----------
    found : sequence of dict
        The figures of each size by their key, and ``events``, the size.
    figures : dict
        Each figure's key: what it is, its unit, and what it may be at most at any size or None.
    """
    heads = ["what", *(f"{each['events']:,} events" for each in found), "wanted", "reached"]
    lines = [f"| {' | '.join(heads)} |", f"|---|{'---:|' * len(found)}---|---|"]
    for key, (what, unit, most) in figures.items():
        values = [each[key] for each in found]
        told = (
            ["", ""] if most is None else [f"at most {most:g} {unit}", "yes" if max(values) <= most else "no"]
        )
        lines.append(f"| {' | '.join([what, *(f'{_three(value)} {unit}' for value in values), *told])} |")
    return "\n".join(lines)


def _three(value: float) -> str:
    """Write a number with three digits that count, never with an exponent."""
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def machine() -> str:
    """Name the machine, so far as the numbers hang on it."""
    return f"{os.cpu_count()} cores, Python {platform.python_version()}, {platform.system()} {platform.machine()}"
