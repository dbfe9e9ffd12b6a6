"""Doubts about grades: whether `confirmed`, `reported` and `disputed` are what the rule of the codebook makes of a row."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from geo.catalogue import codebook
from geo.catalogue.doubts.editorial import VOICES, signs
from geo.catalogue.doubts.reports import host_of
from geo.catalogue.finding import Finding
from geo.catalogue.reports import of_role
from geo.catalogue.sources import alone

_DENIAL = signs("denial")
_SIDES = {"dprk": "dprk", "rok": "rok", "us": "rok", "rok-us": "rok", "unc": "rok"}
"""On whose side an actor or a voice is: nobody's where it is not here."""
PUBLIC = ("statement", "talks", "talks-broken-off", "agreement", "agreement-suspension")
"""Types of what is done for all to hear: the actor's own word is enough."""
SHOWN = ("military-exercise", "bomber-flight", "weapons-deployment")
"""Types of what is done for all to see where its own side announces or shows it; others of them only the other side saw."""


def confirmed_by_one_voice(frame: pd.DataFrame) -> Iterator[Finding]:
    """Confirmed rows with one source, one publisher twice, or one side's word on what the other did."""
    types = codebook.vocabulary("type")
    sure = frame[frame["confidence"] == "confirmed"].dropna(subset=["type"])
    for label, row in sure[sure["sources"].map(len) > 0].iterrows():
        if row["type"] in PUBLIC + SHOWN and _side(row["initiator"]) in _reported_voices(row):
            continue
        says = of_role(row["sources"], "says")
        told = " ".join((row["summary"] or "", *(report.publisher for report in says)))
        actor = row["initiator"] if types[row["type"]].observed == "other" else None
        heard = {report.voice for report in row["sources"]}
        if len(says) == 1:
            yield label, "confidence", "confirmed by a single source", "reported, or a second source"
        elif alone(says) == "publisher" or len({host_of(report.url) for report in says}) == 1:
            yield (
                label,
                "confidence",
                f"confirmed by {says[0].publisher} twice",
                "reported, or another source",
            )
        elif (
            actor in VOICES
            and not {actor} & heard
            and row["counterclaim"] is None
            and not VOICES[actor].search(told)
        ):
            yield label, "confidence", f"confirmed without a word of the {actor}", "reported, or its version"


def reported_though_both_sides_tell_it(frame: pd.DataFrame) -> Iterator[Finding]:
    """Reported acts that the side that acted tells of itself, and another side or an observer, too."""
    for label, row in _graded(frame, "reported").iterrows():
        actor = _side(row["initiator"])
        if row["type"] in PUBLIC or actor is None or _denied(row):
            continue
        heard = _told_by(row)
        if actor in heard and len(heard) > 1:
            yield (
                label,
                "confidence",
                f"reported, told by {' and '.join(sorted(heard))}",
                "confirmed: both tell it",
            )


def reported_though_done_in_public(frame: pd.DataFrame) -> Iterator[Finding]:
    """Reported statements, talks and agreements that the actor or several independent reports tell of."""
    for label, row in _graded(frame, "reported").iterrows():
        if row["type"] not in PUBLIC:
            continue
        if _side(row["initiator"]) in _reported_voices(row):
            yield label, "confidence", "reported, with the actor's own word", "confirmed: that it was done"
        elif alone(row["sources"]) is None:
            yield label, "confidence", "reported by several reports", "confirmed: that it was done"


def denied_and_not_disputed(frame: pd.DataFrame) -> Iterator[Finding]:
    """Acts whose counterclaim denies that they happened or who did them, under another grade."""
    for label, row in frame[frame["confidence"].isin(["confirmed", "reported"])].iterrows():
        if row["type"] not in PUBLIC and _denied(row):
            yield label, "confidence", f"{row['confidence']}, and a counterclaim that denies it", "disputed"


def disputed_by_nobody(frame: pd.DataFrame) -> Iterator[Finding]:
    """Disputed rows without a counterclaim and without a denial in the text."""
    for label, row in _graded(frame, "disputed").iterrows():
        if row["counterclaim"] is None and not _DENIAL.search(row["summary"]):
            yield (
                label,
                "confidence",
                "disputed, and nobody who denies it",
                "another grade, or who denies what",
            )


def confirmed_though_read_in_vain(frame: pd.DataFrame) -> Iterator[Finding]:
    """Confirmed rows of which no report could be read again."""
    in_vain = frame["checked"].notna() & (frame["checked_against"] == 0)
    for label in _graded(frame[in_vain.fillna(False)], "confirmed").index:
        yield (
            label,
            "confidence",
            "confirmed, and no report that could be read again",
            "reported, until one is read",
        )


def _graded(frame, grade):
    return frame[frame["confidence"] == grade].dropna(subset=["type", "summary"])


def _side(actor):
    return _SIDES.get(actor)


def _reported_voices(row):
    return {_side(report.voice) for report in of_role(row["sources"], "says")} - {None}


def _told_by(row):
    """Return the sides that tell of an act: by their reports, in the text, by their reason for it, in answer to it."""
    says = of_role(row["sources"], "says")
    text = f"{row['title']}. {row['summary']}"
    heard = _reported_voices(row) | {side for side, sign in VOICES.items() if sign.search(text)}
    # The North speaks through publishers of its own; a southern newspaper is nobody's voice.
    if VOICES["dprk"].search(" ".join(report.publisher for report in says)):
        heard.add("dprk")
    kind = codebook.vocabulary("type")[row["type"]]
    # What a northern act was seen to be is told by whoever is not the North's voice; of a southern one its press relays its side.
    if (
        kind.observed == "other"
        and row["initiator"] == "dprk"
        and any(report.voice != "dprk" for report in says)
    ):
        heard.add("rok")
    # Who is said to have crossed and speaks of something else has not said that it crossed.
    if row["responds_to_said_by"] == "actor" or (row["counterclaim"] is not None and kind.side != "other"):
        heard.add(_side(row["initiator"]))
    return heard - {None}


def _denied(row):
    return bool(_DENIAL.search(row["counterclaim"] or ""))


DOUBTS = (
    confirmed_by_one_voice,
    reported_though_both_sides_tell_it,
    reported_though_done_in_public,
    denied_and_not_disputed,
    disputed_by_nobody,
    confirmed_though_read_in_vain,
)
