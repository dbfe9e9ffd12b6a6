"""What a reader searches for: words, quoted phrases, -excluded words and dates, and how else a name may be spelled."""

from __future__ import annotations

import csv
import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache, reduce
from operator import and_, or_
from pathlib import Path

import narwhals as nw

from geo.catalogue import korean
from geo.lines.places import load_places
from geo.query.columns import folded
from geo.settings import DATA

SPELLINGS_PATH = DATA / "spellings.csv"
"""One name a row, with all that it is spelled like, most of all Hangul and its romanisations."""
ROMANIZED_PATH = DATA / "romanized.csv"
"""Names in Hangul and all that they are spelled like in Latin letters, made by ``data/build/spellings.py``."""
NAME_WORDS = 6
"""Words that a name may have."""
WHOLE_UP_TO = 2
"""Signs of a word that is sought as a whole word: `UN` does not stand in *unit*."""
Days = tuple[date, date]
"""First and last, inclusive."""

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = rf"(?P<{{}}>{'|'.join(_MONTHS)})[a-z]*\.?"
_YEAR = r"(?P<year>19[4-9]\d|20\d\d)"
_DATES = "|".join(
    re.sub(r"\?P<(\w+)>", rf"?P<\g<1>{number}>", pattern)
    for number, pattern in enumerate(
        (
            rf"{_YEAR}[-./](?P<month>\d\d?)(?:[-./](?P<day>\d\d?))?",
            rf"{_YEAR}년(?:\s*(?P<month>\d\d?)월)?(?:\s*(?P<day>\d\d?)일)?",
            rf"(?:(?P<day>\d\d?)\s+)?{_MONTH.format('name')}\s+{_YEAR}",
            rf"{_MONTH.format('name')}\s+(?P<day>\d\d?),?\s+{_YEAR}",
            _YEAR,
        )
    )
)
_TERM = re.compile(
    rf"""(?P<minus>(?<!\S)[-−－])?(?:["“”„«»](?P<phrase>[^"“”„«»]*)["“”„«»]|(?:(?<!\S)|(?<=[-−－]))(?P<date>{_DATES})(?!\S)|(?P<word>[^\s"“”„«»]+))""",
    re.IGNORECASE,
)
_ENDING = re.compile(r" ?(?:do|ri|gun|si|island|islands|섬|도|리|군|시)$")
"""What may stand after the name of a place."""


@dataclass(frozen=True)
class Sought:
    """One thing that is searched for."""

    spellings: tuple[str, ...]
    """Folded; one of them must stand in the text. Empty for a date."""
    days: Days | None = None
    """One of these days must be one on which the event may have been."""
    excluded: bool = False
    """Whether it must not be so."""

    def condition(self) -> nw.Expr:
        """Return what a row must meet, over the columns ``text``, ``first_day`` and ``last_day``."""
        if self.days:
            first, last = (datetime.combine(day, time.min) for day in self.days)
            found = (nw.col("last_day") >= first) & (nw.col("first_day") <= last)
        else:
            found = reduce(or_, (nw.col("text").str.contains(text, literal=True) for text in self.spellings))
        return ~found if self.excluded else found


def read_search(text: str) -> tuple[Sought, ...]:
    """Return what a text asks for; each once.

    Examples
    --------
    >>> [one.spellings for one in read_search('"live fire" -drill')]
    [('live fire',), ('drill',)]
    >>> read_search("November 2010")[0].days
    (datetime.date(2010, 11, 1), datetime.date(2010, 11, 30))
    """
    return tuple(dict.fromkeys(_sought(text)))


def search_condition(text: str) -> nw.Expr | None:
    """Return what a row must meet to hold all that a text asks for; None of a text that asks for nothing."""
    terms = [one.condition() for one in read_search(text)]
    return reduce(and_, terms) if terms else None


@cache
def spellings() -> dict[str, tuple[str, ...]]:
    """Return every known spelling of a name, folded, and how the same name may be spelled, itself first."""
    romanized: dict[str, list[str]] = {}
    found: dict[str, tuple[str, ...]] = {}
    made = [_folded(row["hangul"], *row["spellings"].split(";")) for row in _rows(ROMANIZED_PATH)]
    for group in made:
        for name in group:
            romanized.setdefault(name, []).extend(group)
    for group in (*_written(), *made):
        # Of a group that has one of them: the other romanizations too.
        names = dict.fromkeys(other for name in group for other in (name, *romanized.get(name, ())))
        for name in names:
            found[name] = tuple(dict.fromkeys((name, *found.get(name, ()), *names)))
    return found


def _written() -> Iterator[tuple[str, ...]]:
    """Yield the names that people wrote beside one another, folded."""
    for row in _rows(SPELLINGS_PATH):
        yield _folded(*row["spellings"].split(";"))
    places = load_places()
    for name, name_ko, others in zip(places["name"], places["name_ko"], places["other_names"], strict=True):
        yield _folded(name, name_ko, *others)
    common = {form for name in korean.names() if name.common for form in name.korean}
    for names in places.loc[places["kind"] == "island", ["name", "name_ko"]].to_numpy():
        stem, stem_ko = (_ENDING.sub("", one) for one in _folded(*names))
        if len(stem_ko) > 1 and stem_ko not in common:
            yield stem, stem_ko
    for name in korean.names():
        # Of two Korean forms each may be somebody else, as after "President Lee".
        if len(name.korean) == 1 and not name.common:
            yield _folded(*name.english, *name.korean)


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _folded(*names: str | None) -> tuple[str, ...]:
    return tuple(folded(name) for name in names if name)


def _sought(text: str) -> Iterator[Sought]:
    plain: list[str] = []
    for match in _TERM.finditer(text):
        excluded = match["minus"] is not None
        days = _days(match) if match["date"] else None
        phrase = folded(match["phrase"] or "")
        if match["word"] and not excluded:
            plain += folded(match["word"]).split()
            continue
        yield from _names(plain)
        plain = []
        if days:
            yield Sought((), days, excluded)
        elif phrase:
            yield Sought((phrase,), None, excluded)
        elif word := folded(match["date"] or match["word"] or ""):
            yield Sought(_spelled(word), None, excluded)
    yield from _names(plain)


def _names(words: list[str]) -> Iterator[Sought]:
    """Yield what some words in turn ask for: a name of several words as one, any other word by itself."""
    while words:
        # A dash or a blank in a name is all the same, and the parts of one mean nothing by themselves.
        sizes = range(min(NAME_WORDS, len(words)), 1, -1)
        size = next((size for size in sizes if _other(" ".join(words[:size]))), 1)
        yield Sought(_spelled(" ".join(words[:size])))
        words = words[size:]


def _spelled(word: str) -> tuple[str, ...]:
    """Return how else a word may be spelled; of a place also without what may stand after its name."""
    found = _other(word)
    return _shortest(found) if found else (_whole(word),)


def _other(word: str) -> tuple[str, ...]:
    known = spellings()
    return tuple(dict.fromkeys((*known.get(word, ()), *known.get(_ENDING.sub("", word), ()))))


def _whole(word: str) -> str:
    """Return a word so that it is found: a number, and what is very short, by itself and not within others."""
    return f" {word} " if word.isascii() and (word.isdigit() or len(word) <= WHOLE_UP_TO) else word


def _shortest(names: tuple[str, ...]) -> tuple[str, ...]:
    """Return names without those that hold another: whatever has the longer one has the shorter one too."""
    return tuple(one for one in names if not any(other in one for other in names if other != one))


def _days(match: re.Match[str]) -> Days | None:
    """Return the days of a date, of a month or of a year; None of a day that there is not."""
    part = {re.sub(r"\d+$", "", name): value for name, value in match.groupdict().items() if value}
    year = int(part["year"])
    month = _MONTHS.index(part["name"].lower()[:3]) + 1 if "name" in part else int(part.get("month", 0))
    try:
        if not month:
            return date(year, 1, 1), date(year, 12, 31)
        if "day" in part:
            return (date(year, month, int(part["day"])),) * 2
        return date(year, month, 1), date(year, month, monthrange(year, month)[1])
    except (ValueError, IndexError):
        return None
