"""Whether the Korean texts of an event tell the figures, names and sides of the English ones, and no others."""

from __future__ import annotations

import csv
import re
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache

import pandas as pd

from geo.catalogue.finding import Finding, each
from geo.settings import DATA
from geo.words.dates import MONTHS

TEXTS = ("title", "summary", "counterclaim")
"""Columns that have a Korean one beside them: ``title_ko`` beside ``title``."""
_At = tuple[Hashable, str]
"""Label of a row, and a column."""
NAMES_PATH = DATA / "names_ko.csv"
"""One name a row: English forms ``en``, Korean forms ``ko``, and what `Name` says, between semicolons."""

_TOLD_TOGETHER = (("title", "summary"), ("counterclaim",))

_CARDINALS = re.findall(
    r"\w+",
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen",
)
_ORDINALS = re.findall(
    r"\w+",
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth",
)
_TENS = dict(
    zip(
        re.findall(r"\w+", "twenty thirty forty fifty sixty seventy eighty ninety"),
        range(20, 100, 10),
        strict=True,
    )
)
_NUMBERS = {
    **{word: number for number, word in enumerate(_CARDINALS)},
    **{word: number for number, word in enumerate(_ORDINALS, 1) if word != "second"},
    **{f"{word[:-1]}ies": number for word, number in _TENS.items()},
    **_TENS,
}
_SCALES = {"dozen": 12, "decade": 10, "decades": 10, "hundred": 100, "thousand": 1000, "million": 10**6}
_SPANS = {"half an hour": "30 minutes", "a quarter of an hour": "15 minutes", "half a million": "500,000"}
_UNTOLD = re.compile(
    r"\b(?:few|several|many) (?:dozen|hundred|thousand|decades)\b|\bhurt a third\b|\b(?:a|the|for) decades?\b",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"\b0?(\d{1,2}):(\d\d)\b|\b(\w+) o'clock\b")
_MONTH = re.compile(rf"\b(?:{'|'.join(MONTHS)})\b")
_WORD = re.compile(r"\d[\d,]*(?:\.\d+)?|[a-z]+")
_IMPLIED = {
    "2": re.compile(r"\b(?:second|both|pair|twice|couple|doubled?|twin)\b", re.IGNORECASE),
    "10": re.compile(r"\bdecades?\b"),
    "100": re.compile(r"\bhundredfold\b"),
}

_CLOCK_KO = re.compile(r"(\d{1,2})시(?!간)(?: (\d{1,2})분)?")
_MONTH_KO = re.compile(r"(\d{1,2})(?:월|·(?=\d+ [가-힣]))")
_NUMBER_KO = re.compile(r"\d[\d,]*(?:\.\d+)?(?:(?:[억만천백] ?)(?:\d[\d,]*)?)*")
_PART_KO = re.compile(r"(\d[\d,]*(?:\.\d+)?)([억만천백]?)")
_UNITS_KO = {"억": 10**8, "만": 10**4, "천": 1000, "백": 100, "": 1}
_IMPLIED_KO = {"2": re.compile("양[측국쪽자]|남북|한미"), "3": re.compile("한미일")}


@dataclass(frozen=True)
class Side:
    """How one side is named."""

    english: re.Pattern[str]
    korean: re.Pattern[str]
    named: str
    """What the Korean texts call it."""
    actors: tuple[str, ...]
    """Values of ``initiator`` that are of it."""
    told_as: re.Pattern[str]
    """English words for which the Korean text may name it."""


_BOTH = r"\b(?:two Koreas|both Koreas|inter-Korean|two sides|both sides)\b"
_SIDES = (
    Side(
        re.compile(
            rf"\bNorth(?:ern(?:ers?)?)?\b(?! of\b)|\bnorthern(?:ers?)?\b|\bDPRK\b|\bPyongyang\b|{_BOTH}"
        ),
        re.compile("북측|남북|양[측쪽]|평양|조선|조국평화|북[부쪽한]|총참모부|대북|북미"),
        "북측",
        ("dprk",),
        re.compile(
            r"\b(?:[Ss]tate media|KPA|KCNA|Kim|[Aa]rmy|spokesman|foreign ministry|founder's|defect\w*|MDL|NLL|border|line|north)\b"
        ),
    ),
    Side(
        re.compile(
            rf"\bSouth(?:ern(?:ers?)?)?\b(?! of\b)|\bsouthern(?:ers?)?\b|\bROK\b|\bSeoul\b|\bRepublic of Korea\b|{_BOTH}"
        ),
        re.compile("남측|남북|양[측쪽]|서울|대한민국|한미|남[부쪽해]|대남"),
        "남측",
        ("rok", "rok-us"),
        re.compile(
            r"\b(?:[Mm]ilitary|JCS|Joint Chiefs|[Mm]inistry|defect\w*|[Aa]llie[ds]|MDL|NLL|DMZ|line|south)\b"
        ),
    ),
)


@dataclass(frozen=True)
class Figures:
    """The numbers, times of day (`14:34`) and months (`month 5`) of a text."""

    told: frozenset[str]
    implied: frozenset[str]
    """What the other language may tell in figures, or this one told in another word."""


def english_figures(text: str) -> Figures:
    """Return the figures of an English text, also those in words.

    Examples
    --------
    >>> sorted(english_figures("On 3 May two dozen boats left at 04:05").told)
    ['24', '3', '4:05', 'month 5']
    """
    implied = {"1", *(number for number, words in _IMPLIED.items() if words.search(text))}
    for words, plain in _SPANS.items():
        text = text.replace(words, plain)
    told = {f"{_NUMBERS.get(word, hour)}:{minute or '00'}" for hour, minute, word in _CLOCK.findall(text)}
    told |= {f"month {MONTHS.index(month) + 1}" for month in _MONTH.findall(text)}
    rest = _UNTOLD.sub(" ", _MONTH.sub(" ", _CLOCK.sub(" ", text)))
    told |= {f"{number:.12g}" for number in _english_numbers(rest)}
    return Figures(frozenset(told - {"1"}), frozenset(implied))


def korean_figures(text: str) -> Figures:
    """Return the figures of a Korean text.

    Examples
    --------
    >>> sorted(korean_figures("5월 3일 4시 5분 1만 5,000명").told)
    ['15000', '3', '4:05', 'month 5']
    """
    told = {f"{hour}:{int(minute or 0):02}" for hour, minute in _CLOCK_KO.findall(text)}
    told |= {f"month {month}" for month in _MONTH_KO.findall(text)}
    told |= {
        f"{sum(_plain(number) * _UNITS_KO[unit] for number, unit in _PART_KO.findall(chain)):.12g}"
        for chain in _NUMBER_KO.findall(_MONTH_KO.sub(" ", _CLOCK_KO.sub(" ", text)))
    }
    return Figures(
        frozenset(told), frozenset(number for number, words in _IMPLIED_KO.items() if words.search(text))
    )


def _english_numbers(text: str) -> Iterator[float]:
    number, after_tens = None, False
    for word in (*_WORD.findall(text.lower()), ""):
        value = _plain(word) if word[:1].isdigit() else _NUMBERS.get(word)
        if word in _SCALES:
            number = (number or 1) * _SCALES[word]
        elif value is not None and number is not None and after_tens and value < 10:
            number += value
        else:
            if number is not None:
                yield number
            number = value
        after_tens = word in _TENS


def _plain(digits: str) -> float:
    return float(digits.replace(",", ""))


@dataclass(frozen=True)
class Name:
    """One name in both languages."""

    english: tuple[str, ...]
    korean: tuple[str, ...]
    told_as: tuple[str, ...]
    """Other English words for which the Korean text may have the name."""
    common: bool
    """Whether the Korean form is a word of the language too, as 강화 is strengthening."""


@cache
def names() -> tuple[Name, ...]:
    """Return the names that the texts use."""
    with NAMES_PATH.open(encoding="utf-8", newline="") as file:
        return tuple(
            Name(*(_forms(row[column]) for column in ("en", "ko", "told_as")), row["common"] == "yes")
            for row in csv.DictReader(file)
        )


def _forms(cell: str) -> tuple[str, ...]:
    return tuple(cell.split("; ")) if cell else ()


@cache
def _named() -> tuple[dict[str, Name], dict[str, Name], re.Pattern[str], re.Pattern[str]]:
    """Return every form of a name and the name, English and Korean, and what finds the longest form in a text."""
    english = {form: name for name in names() for form in name.english}
    korean = {form: name for name in names() for form in name.korean}
    any_of = ("|".join(map(re.escape, sorted(forms, key=len, reverse=True))) for forms in (english, korean))
    return (
        english,
        korean,
        re.compile(rf"(?<![\w-])(?:{next(any_of)})s?(?!\w)"),
        re.compile(rf"(?<![가-힣])(?:{next(any_of)})"),
    )


def _without_names(english: str, korean: str) -> tuple[str, str]:
    """Return both texts without the names that the English one has: their figures and directions tell nothing."""
    by_form, _, pattern, _ = _named()
    for form in pattern.findall(english):
        for said in by_form[form if form in by_form else form[:-1]].korean:
            korean = korean.replace(said, " ")
    return pattern.sub(" ", english), korean


def text_told_in_one_language(frame: pd.DataFrame) -> Iterator[Finding]:
    """Texts without their Korean one, and Korean ones without theirs, of rows that have Korean texts."""
    translated = frame[frame["title_ko"].notna() | frame["summary_ko"].notna()]
    for column in TEXTS:
        told, told_ko = translated[column], translated[f"{column}_ko"]
        yield from each(f"{column}_ko", told[told.notna() & told_ko.isna()], "the same in Korean")
        yield from each(column, told_ko[told.isna() & told_ko.notna()], "the same in English")


def figures_told_otherwise(frame: pd.DataFrame) -> Iterator[Finding]:
    """Korean texts that lack a number, a time of day or a month of the English one, or have one that it has not."""
    for at, _, english, korean in _pairs(frame, [(column,) for column in TEXTS]):
        told, told_ko = (
            read(text)
            for read, text in zip(
                (english_figures, korean_figures), _without_names(english, korean), strict=True
            )
        )
        lost = told.told - told_ko.told - told_ko.implied
        yield from _other(at, korean, lost, told_ko.told - told.told - told.implied)


def names_told_otherwise(frame: pd.DataFrame) -> Iterator[Finding]:
    """Korean texts that lack a name of the English ones, or have one that stands nowhere in the English row."""
    by_form, by_korean_form, pattern, pattern_ko = _named()
    for at, row, english, korean in _pairs(frame, _TOLD_TOGETHER):
        named = {by_form.get(form) or by_form[form[:-1]] for form in pattern.findall(english)}
        lost = {name.english[0] for name in named if not any(form in korean for form in name.korean)}
        known = {form for name in named for form in name.korean}
        new = {
            form
            for form in set(pattern_ko.findall(korean))
            if not by_korean_form[form].common
            and not any(form in other for other in known)
            and not _stands(by_korean_form[form], _english(row))
        }
        yield from _other(at, korean, lost, new)


def side_told_otherwise_in_korean(frame: pd.DataFrame) -> Iterator[Finding]:
    """Korean texts that lack a side that the English one names, or name one that neither it nor ``initiator`` has.

    And titles that name both the other way round: who stands first has acted, in either language.
    """
    for at, row, english, korean in _pairs(frame, _TOLD_TOGETHER):
        for side in _SIDES:
            new = side.named in korean and not (
                row["initiator"] in side.actors
                or side.english.search(_english(row))
                or side.told_as.search(english)
            )
            yield from _other(at, korean, (), {side.named} if new else ())
    for at, _, english, korean in _pairs(frame, [(column,) for column in TEXTS]):
        bare, _ = _without_names(english, korean)
        for side in _SIDES:
            lost = side.english.search(bare) and not side.korean.search(korean)
            yield from _other(at, korean, {side.named} if lost else (), ())
        if at[1] == "title_ko":
            told = [side.english.search(bare) for side in _SIDES]
            places = [korean.find(side.named) for side in _SIDES]
            if (
                all(told)
                and min(places) >= 0
                and (told[0].start() < told[1].start()) != (places[0] < places[1])
            ):
                yield *at, korean, "the sides in the order of the English title"


def _pairs(
    frame: pd.DataFrame, together: Iterable[tuple[str, ...]]
) -> Iterator[tuple[_At, pd.Series, str, str]]:
    """Yield place, row, English and Korean text of all that is told in both languages."""
    for columns in together:
        korean = [f"{column}_ko" for column in columns]
        for label, row in frame.dropna(subset=[*columns, *korean]).iterrows():
            yield (label, korean[-1]), row, "\n".join(row[list(columns)]), "\n".join(row[korean])


def _other(at: _At, korean: str, lost: Iterable[str], new: Iterable[str]) -> Iterator[Finding]:
    if lost:
        yield *at, korean, f"{', '.join(sorted(lost))}, as the English says"
    if new:
        yield *at, korean, f"no {', '.join(sorted(new))}, of which the English does not tell"


def _english(row: pd.Series) -> str:
    return "\n".join(filter(pd.notna, row[[*TEXTS, "place"]]))


def _stands(name: Name, english: str) -> bool:
    return any(
        re.search(rf"\b{re.escape(form)}s?\b", english, re.IGNORECASE)
        for form in (*name.english, *name.told_as)
    )


KOREAN = (
    text_told_in_one_language,
    figures_told_otherwise,
    names_told_otherwise,
    side_told_otherwise_in_korean,
)
"""What holds the two languages against each other."""
