"""Days as people write them: read in every form that is one, and told where a form is two."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

from geo.words.dates import MONTHS

ORDERS = ("month-first", "day-first", "year-first")
"""How three bare numbers may be meant."""
FIRST_YEAR_OF_TWO_DIGITS = 1953
"""Two digits mean the hundred years from the Armistice."""
_SERIAL_0 = date(1899, 12, 30)
"""Day 0 of a spreadsheet: its 1900 has a 29 February that there never was."""
_MONTH = {
    name: number
    for number, month in enumerate(MONTHS, 1)
    for name in (month.lower(), month[:3].lower(), *(["sept"] if number == 9 else []))
}
_NAME = "|".join(sorted(_MONTH, key=len, reverse=True))
_TIME = re.compile(
    r"(?:[T ]\s*|\s+)(?P<time>\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?)\s*(?:[AaPp]\.?[Mm]\.?)?\s*"
    r"(?:Z|UTC|GMT|KST|[+-]\d{2}:?\d{2})?$"
)
_WEEKDAY = re.compile(
    r"^(?:mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+|\s*(?:[(（][월화수목금토일](?:요일)?[)）]|[월화수목금토일]요일)$"
)
_FORMS = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        ("iso", r"(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})"),
        ("compact", r"(?P<y>(?:19|20)\d{2})(?P<m>\d{2})(?P<d>\d{2})"),
        ("year-first", r"(?P<y>\d{4})\s*[-/.]\s*(?P<m>\d{1,2})\s*[-/.]\s*(?P<d>\d{1,2})\.?"),
        ("year-first", r"['’‘](?P<y>\d{2})\s*[-/.]\s*(?P<m>\d{1,2})\s*[-/.]\s*(?P<d>\d{1,2})\.?"),
        ("korean", r"['’‘]?(?P<y>\d{4}|\d{2})\s*[년年]\s*(?P<m>\d{1,2})\s*[월月]\s*(?P<d>\d{1,2})\s*[일日]"),
        ("month", r"(?P<y>\d{4})\s*[-/.]\s*(?P<m>\d{1,2})\.?"),
        ("month", r"(?P<y>\d{4})\s*[년年]\s*(?P<m>\d{1,2})\s*[월月]"),
        ("month", rf"(?P<n>{_NAME})\.?[\s,-]+(?P<y>\d{{4}})"),
        ("month", r"(?P<m>\d{1,2})/(?P<y>\d{4})"),
        ("year", r"(?P<y>(?:19|20)\d{2})\s*[년年]?"),
        (
            "named",
            rf"(?P<d>\d{{1,2}})(?:st|nd|rd|th)?[\s.-]*(?:of\s+)?(?P<n>{_NAME})\.?[\s,-]*(?P<y>\d{{4}}|\d{{2}})",
        ),
        ("named", rf"(?P<n>{_NAME})\.?[\s-]*(?P<d>\d{{1,2}})(?:st|nd|rd|th)?[\s,-]+(?P<y>\d{{4}})"),
        ("named", rf"(?P<y>\d{{4}})[\s-]+(?P<n>{_NAME})\.?[\s-]+(?P<d>\d{{1,2}})"),
        ("serial", r"(?P<serial>[1-6]\d{4})(?:\.(?P<hours>\d+))?"),
        ("seconds", r"(?P<seconds>\d{9,10})"),
    )
)
_THREE = re.compile(r"(\d{1,2})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{4}|\d{1,2})\.?")
_MIDNIGHT = re.compile(r"0?0:00(:00([.,]0+)?)?")


@dataclass(frozen=True)
class Written:
    """What a cell says as a day."""

    form: str
    """The form in which it is written; empty where it is none."""
    days: Mapping[str, str]
    """How the numbers may be meant, and the day as ISO text; one key, empty, where there is only one way."""
    precision: str = "day"
    has_time: bool = False
    """Whether it tells a time of the day, other than midnight."""
    short_year: bool = False

    @property
    def day(self) -> str | None:
        """The day where all ways lead to one."""
        found = set(self.days.values())
        return found.pop() if len(found) == 1 else None


NOT_A_DAY = Written("", {})


@lru_cache(maxsize=100_000)
def read_date(text: str) -> Written:
    """Read a day, a month or a year.

    Parameters
    ----------
    text : str
        Trimmed; not empty.

    Examples
    --------
    >>> read_date("2024년 3월 14일").day, read_date("5-Mar-24").day, read_date("45365").day
    ('2024-03-14', '2024-03-05', '2024-03-14')
    >>> dict(read_date("3/4/2024").days)
    {'month-first': '2024-03-04', 'day-first': '2024-04-03'}
    """
    plain = " ".join(text.split())
    has_time = False
    if clock := _TIME.search(plain):
        plain = plain[: clock.start()].strip()
        has_time = not _MIDNIGHT.fullmatch(clock["time"])
    plain = _WEEKDAY.sub("", plain.lower()).strip(" ,")
    for form, pattern in _FORMS:
        if found := pattern.fullmatch(plain):
            return _written(form, found.groupdict(), has_time)
    if found := _THREE.fullmatch(plain):
        return _three(*found.groups(), has_time)
    return NOT_A_DAY


def _written(form: str, parts: dict[str, str | None], has_time: bool) -> Written:
    if parts.get("serial"):
        day = _SERIAL_0 + timedelta(int(parts["serial"]))
        return Written(form, {"": day.isoformat()}, has_time=bool((parts["hours"] or "").strip("0")))
    if parts.get("seconds"):
        return Written(
            form, {"": datetime.fromtimestamp(int(parts["seconds"]), UTC).date().isoformat()}, has_time=True
        )
    month = _MONTH[parts["n"]] if parts.get("n") else int(parts.get("m") or 1)
    day = _day(_year(parts["y"]), month, int(parts.get("d") or 1))
    precision = form if form in ("month", "year") else "day"
    return Written(form, {"": day} if day else {}, precision, has_time, len(parts["y"]) == 2)


def _three(first: str, second: str, third: str, has_time: bool) -> Written:
    """Read three bare numbers, the last of which may be a year."""
    a, b, c = int(first), int(second), int(third)
    ways = {}
    if len(third) > 1:
        ways = {"month-first": (_year(third), a, b), "day-first": (_year(third), b, a)}
    if len(third) < 4 and len(first) == 2:
        ways["year-first"] = (_year(first), b, c)
    days = {order: day for order, parts in ways.items() if (day := _day(*parts))}
    return Written("numbers", days, "day", has_time, len(third) < 4)


def _year(text: str) -> int:
    if len(text) == 4:
        return int(text)
    century = FIRST_YEAR_OF_TWO_DIGITS // 100 * 100
    year = century + int(text)
    return year if year >= FIRST_YEAR_OF_TWO_DIGITS else year + 100


def _day(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


@dataclass(frozen=True)
class Order:
    """How the bare numbers of a column are meant."""

    order: str | None
    """None where only the reader can tell."""
    waiting: int
    """Cells that have more than one meaning."""
    example: str = ""
    """A cell that settles it, or one that waits."""
    options: tuple[str, ...] = ()
    """Meanings that the cells that wait may have."""


def order_of(texts: Iterable[str], chosen: str | None = None) -> Order:
    """Tell how the bare numbers of a column are meant: by the reader's choice, or by cells that have one meaning only.

    Parameters
    ----------
    texts : iterable of str
        The cells of the column.
    chosen : str, optional
        One of `ORDERS`.
    """
    settled: dict[str, str] = {}
    waiting, example, options = 0, "", []
    for text in texts:
        written = read_date(text)
        if written.form != "numbers":
            continue
        if len(written.days) == 1:
            settled.setdefault(next(iter(written.days)), text)
        elif written.day is None and written.days:
            waiting += 1
            example = example or text
            options += [one for one in written.days if one not in options]
    if chosen:
        return Order(chosen, waiting, example, tuple(options))
    if len(settled) == 1:
        order, proof = next(iter(settled.items()))
        return Order(order, waiting, proof, tuple(options))
    return Order(None, waiting, example, tuple(options))
