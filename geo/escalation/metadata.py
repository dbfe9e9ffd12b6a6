"""What downloads and answers about chains and days say of themselves."""

from __future__ import annotations

from datetime import date

from geo.atlas.atlas import Atlas
from geo.atlas.metadata import Metadata
from geo.atlas.selection import Selection
from geo.escalation.told import ToldChains
from geo.query.filter import EventFilter
from geo.query.urls import site_url
from geo.words.dates import day_text
from geo.words.table import say


def chains_metadata(selection: Selection, base: str) -> Metadata:
    """Return what a download of a selection's chains says of itself."""
    url = selection.permalink(base, "/escalation")
    return selection.metadata(base).about(
        say("escalation.cited_answers", selection=selection.text), url, method=say("method.chains")
    )


def told_metadata(told: ToldChains, base: str) -> Metadata:
    """Return what slides of a chain, or of the chains of a filter, say of themselves, in their language."""
    about = told.answers.selection.metadata(base, told.language)
    method = say("method.chains", told.language)
    return about.about(told.sentence(), told.permalink(base), told.language, method=method)


def as_of_metadata(atlas: Atlas, day: date, base: str) -> Metadata:
    """Return what a download of agreements, channels and practices on a day says of itself."""
    what = say("escalation.cited_day", day=day_text(day))
    url = site_url(base, "/escalation", [("asof", str(day))])
    return atlas.selection(EventFilter()).metadata(base).about(what, url, method=say("method.standings"))
