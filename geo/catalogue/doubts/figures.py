"""Doubts about figures: what the text counts and what the columns count."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

import pandas as pd

from geo.catalogue.doubts.editorial import signs
from geo.catalogue.finding import Finding

_NUMBERS = re.findall(
    r"\w+",
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen",
)
_NUMBER = rf"[0-9][0-9,]*|{'|'.join(_NUMBERS)}"
_COUNT = re.compile(rf"(?i)(?<![\w-])({_NUMBER})\b(?: (?!million)[\w-]+){{0,2}}? (\w+s|aircraft|people)\b")
_DEATH = re.compile(r"(?i)\b(?:kill\w*|die[sd]?|dead|drown\w*|lost|deaths?|bodies)\b")
_ONE_OR_MORE = re.compile(rf"(?i)(?<![\w-])(?:({_NUMBER})\b|(an?|another|himself)\b)")
_MOST = 12
"""Numbers of one text that are added up."""
_SENTENCE = re.compile(r"(?<=[.;:]) ")
_HARM, _NO_HARM = signs("harm"), signs("no_harm")
_NOBODY = re.compile(r"(?i)\bno(?:body| one) was (hurt|killed)\b(?! (?:on|in|aboard|by)\b)")
_ATTACKERS = signs("attackers").pattern
_THEIRS = re.compile(
    rf"(?:{_ATTACKERS})[^.;,]{{0,30}} (?:were|was) (?:\w+ )?(?:killed|shot dead)|(?:{_ATTACKERS}) (?:died|dead)"
    rf"|dead (?:{_ATTACKERS})|kill(?:s|ed|ing) (?:[\w-]+ ){{0,2}}(?:{_ATTACKERS})",
    re.IGNORECASE,
)
_WORDS_ALONE = ("statement", "hotline", "agreement", "talks", "talks-broken-off", "agreement-suspension")
"""Types that tell of dead of other days."""


def number_told_otherwise(frame: pd.DataFrame) -> Iterator[Finding]:
    """Titles that count what `quantity_unit` names, and count otherwise than `quantity`."""
    for label, row in frame.dropna(subset=["quantity", "quantity_unit", "title"]).iterrows():
        unit = row["quantity_unit"].split()[-1].rstrip("s")
        words = [word.lower() for word, noun in _COUNT.findall(row["title"]) if noun.rstrip("s") == unit]
        told = list(map(_number, words))
        if told and row["quantity"] not in (*told, sum(told)):
            yield label, "quantity", str(row["quantity"]), f"{' and '.join(map(str, told))}, as told"


def deaths_told_otherwise(frame: pd.DataFrame) -> Iterator[Finding]:
    """Texts whose sentences about the dead have no numbers that make `deaths`, one by one or together."""
    counted = frame[(frame["deaths"] > 0).fillna(False)]
    for label, row in counted.dropna(subset=["title", "summary"]).iterrows():
        told = []
        for sentence in _SENTENCE.split(f"{row['title']}. {row['summary']}"):
            if _DEATH.search(sentence):
                told += [
                    _number(number.lower()) if number else 1 for number, _ in _ONE_OR_MORE.findall(sentence)
                ]
        numbers = [number for number in told if number <= row["deaths"]][:_MOST]
        sums = {sum(some) for size in range(1, len(numbers) + 1) for some in combinations(numbers, size)}
        if told and row["deaths"] not in sums:
            yield label, "deaths", str(row["deaths"]), f"what the text counts: {', '.join(map(str, told))}"


def attackers_dead_left_out(frame: pd.DataFrame) -> Iterator[Finding]:
    """Texts that tell of dead among northerners who came, where `deaths` counts only those of others."""
    counted = frame[(frame["deaths"] > 0).fillna(False) & (frame["initiator"] == "dprk")]
    for label, row in counted.dropna(subset=["title", "summary"]).iterrows():
        sign = _THEIRS.search(f"{row['title']}. {row['summary']}")
        if sign and row["deaths_of"] and "dprk" not in row["deaths_of"]:
            yield label, "deaths_of", ";".join(row["deaths_of"]), f"dprk too: {sign[0]!r}"


def hurt_and_not_counted(frame: pd.DataFrame) -> Iterator[Finding]:
    """Texts of acts that tell of dead or wounded, where neither is counted."""
    uncounted = frame[frame["deaths"].isna() & frame["injured"].isna() & ~frame["type"].isin(_WORDS_ALONE)]
    for label, row in uncounted.dropna(subset=["title", "summary"]).iterrows():
        sign = _HARM.search(_NO_HARM.sub("", f"{row['title']}. {row['summary']}"))
        if sign:
            yield (
                label,
                "deaths",
                f"nothing, and a text with {sign[0]!r}",
                "how many, 0 where nobody was, or why not",
            )


def none_hurt_and_not_zero(frame: pd.DataFrame) -> Iterator[Finding]:
    """Texts of acts that tell of nobody hurt, or nobody killed, where an empty cell says that it is not known."""
    for label, row in frame[~frame["type"].isin(_WORDS_ALONE)].dropna(subset=["title", "summary"]).iterrows():
        if sign := _NOBODY.search(f"{row['title']}. {row['summary']}"):
            for column in ("deaths", "injured") if sign[1].lower() == "hurt" else ("deaths",):
                if pd.isna(row[column]):
                    yield label, column, f"nothing, and a text with {sign[0]!r}", "0"


def dead_of_nobody(frame: pd.DataFrame) -> Iterator[Finding]:
    for column in ("deaths", "injured"):
        counted = frame[(frame[column] > 0).fillna(False) & (frame[f"{column}_of"].map(len) == 0)]
        for label, count in counted[column].items():
            yield label, f"{column}_of", f"nothing, of {count}", "whose they were"


def _number(word):
    return _NUMBERS.index(word) if word in _NUMBERS else int(word.replace(",", ""))


DOUBTS = (
    attackers_dead_left_out,
    number_told_otherwise,
    deaths_told_otherwise,
    hurt_and_not_counted,
    none_hurt_and_not_zero,
    dead_of_nobody,
)
