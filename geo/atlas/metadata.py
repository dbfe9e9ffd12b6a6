"""What a download says of itself: title, licence, filter, citation; and to whom the atlas owes its data."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace

import pandas as pd

from geo.atlas.texts import text_of
from geo.catalogue.sources import each_once
from geo.query.filter import EventFilter
from geo.query.urls import language_pairs, site_url
from geo.words.dates import date_text
from geo.words.table import say

NAME = "MDL Atlas"
TITLE = say("paper.catalogue", name=NAME)
LICENCE = "CC-BY-4.0"
"""SPDX identifier."""
LICENCE_NAME = "CC BY 4.0"
LICENCE_URL = "https://creativecommons.org/licenses/by/4.0/"
CONTRIBUTORS = f"{NAME} contributors"
OPENSTREETMAP_CONTRIBUTORS = "© OpenStreetMap contributors"
OPENSTREETMAP = f"{OPENSTREETMAP_CONTRIBUTORS} (ODbL 1.0)"
NATURAL_EARTH = "Natural Earth"
GEONAMES = f"GeoNames ({LICENCE_NAME})"
MAP_CREDITS = (OPENSTREETMAP, NATURAL_EARTH, GEONAMES)
"""Whom a map without events names."""
EVENTS_CREDIT = f"{NAME} ({LICENCE_NAME})"
RIGHTS = "; ".join((*MAP_CREDITS, EVENTS_CREDIT))
"""Whom a picture names in its properties."""
CREDITS = {
    "openstreetmap": OPENSTREETMAP,
    "openstreetmap_contributors": OPENSTREETMAP_CONTRIBUTORS,
    "natural_earth": NATURAL_EARTH,
    "geonames": GEONAMES,
    "events": EVENTS_CREDIT,
}
"""Place in the words of a picture or slide to whom it names there."""


def catalogue_title(language: str = "en") -> str:
    """Return the title of the catalogue in a language; in English `TITLE`."""
    return say("paper.catalogue", language, name=NAME)


def attribution(language: str = "en") -> str:
    """Return whom a download names.

    Examples
    --------
    >>> attribution()
    'MDL Atlas contributors (events, CC BY 4.0); distances to lines derived from © OpenStreetMap contributors (ODbL 1.0)'
    """
    credits = {"contributors": CONTRIBUTORS, "licence": LICENCE_NAME, "openstreetmap": OPENSTREETMAP}
    return say("paper.attribution", language, **credits)


@dataclass(frozen=True)
class Metadata:
    """What a download says of itself."""

    title: str
    url: str
    """The address that gives these rows again."""
    filter: str
    """The filter as a query string."""
    filter_text: str
    """The filter in words, with the count."""
    count: int
    total: int
    data_version: str
    generated: str
    """When the catalogue was read and measured, UTC, ISO 8601."""
    licence: str
    licence_url: str
    attribution: str
    citation: str
    method: str
    """How distances were measured."""
    fields: str
    """Address of the codebook."""

    def to_texts(self) -> dict[str, str]:
        """Return what is said by its names, as a form keeps it that has room for texts only."""
        return {name: str(value) for name, value in asdict(self).items()}

    def about(self, what: str, url: str, language: str = "en", **more: str | int) -> Metadata:
        """Return the same of something else of the atlas: its address and citation are new, and what ``more`` names."""
        return replace(self, url=url, citation=citation(self.data_version, what, url, language), **more)

    def of_a_reader(self, name: str, beside: bool = False, language: str = "en") -> Metadata:
        """Return the same of rows that a reader brought in a file: neither ours nor under our licence, and nowhere to be found again.

        Parameters
        ----------
        name : str
            Of the file.
        beside : bool
            Whether the events of the catalogue stand among them.
        language : str
            ``en`` or ``ko``.
        """
        words = "_beside" if beside else ""
        return replace(
            self,
            title=name,
            url="",
            licence="",
            licence_url="",
            attribution=say(
                f"brought.attribution{words}", language, lines=OPENSTREETMAP, events=EVENTS_CREDIT
            ),
            citation=say(f"brought.citation{words}", language, name=name, text=self.filter_text),
        )


def citation(data_version: str, what: str, url: str, language: str = "en") -> str:
    """Return how something of the atlas is cited: state of the data, what it is, where it is found again.

    Examples
    --------
    >>> citation("2024-11-30", "3 of 9 events", "https://atlas.example/?type=tunnel")
    'MDL Atlas, data version 2024-11-30: 3 of 9 events. https://atlas.example/?type=tunnel. CC BY 4.0.'
    """
    state = say("paper.state", language, version=data_version)
    return f"{NAME}, {state}: {what}. {url}. {LICENCE_NAME}."


def event_citation(event: pd.Series, data_version: str, url: str, language: str = "en") -> str:
    """Return how one event is cited: title and day, state of the data, address, licence, and the reports it rests on.

    Parameters
    ----------
    event : Series
        A row of the atlas, with its ``date_text`` and ``sources``.
    data_version : str
    url : str
        Where the event is found again.
    language : str
        ``en`` or ``ko``.
    """
    what = say(
        "card.cited", language, title=text_of(event, "title", language), when=date_text(event, language)
    )
    reports = [
        say("card.cited_source", language, title=one.title, publisher=one.publisher, url=one.url)
        for one in each_once(event["sources"]).values()
    ]
    cited = citation(data_version, what, url, language)
    return say("card.cited_sources", language, citation=cited, sources="; ".join(reports))


def rows_metadata(
    base: str,
    wanted: EventFilter,
    text: str,
    count: int,
    total: int,
    data_version: str,
    generated: str,
    language: str = "en",
) -> Metadata:
    """Return what is said of filtered rows.

    Parameters
    ----------
    base : str
        The public address of the atlas, without a slash at the end.
    wanted : EventFilter
    text : str
        The filter in words, with the count, in the language.
    count, total : int
        How many events match, and how many there are.
    data_version : str
    generated : str
        When the catalogue was read and measured, UTC, ISO 8601.
    language : str
        ``en``, as in every download, or ``ko``, where a reader sees it: of method, attribution and citation.
    """
    url = site_url(base, "/", [*wanted.to_pairs(), *language_pairs(language)])
    return Metadata(
        title=catalogue_title(language),
        url=url,
        filter=wanted.to_query(),
        filter_text=text,
        count=count,
        total=total,
        data_version=data_version,
        generated=generated,
        licence=LICENCE,
        licence_url=LICENCE_URL,
        attribution=attribution(language),
        citation=citation(data_version, text, url, language),
        method=say("method.distances", language),
        fields=site_url(base, "/api/schema.json"),
    )
