"""How rows or one event are cited in the forms of reference managers: CSL-JSON, APA, BibTeX and RIS.

All are made of one CSL-JSON item. APA is written by citeproc, by a style of our own for data sets.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import bibtexparser
import orjson
import pandas as pd
import rispy
from bibtexparser.model import Entry, Field
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from pylatexenc.latexencode import UnicodeToLatexEncoder

from geo.atlas.metadata import CONTRIBUTORS, LICENCE, LICENCE_URL, NAME, catalogue_title
from geo.atlas.selection import Selection
from geo.atlas.texts import text_of
from geo.catalogue.history import released
from geo.catalogue.sources import each_once
from geo.query.urls import event_page_url, language_pairs, with_pairs
from geo.words.dates import date_text
from geo.words.table import say

STYLE = Path(__file__).with_name("dataset.csl")


def cited_selection(selection: Selection, base: str, language: str = "en") -> dict[str, Any]:
    """Return the rows of a selection as a CSL-JSON item.

    Parameters
    ----------
    selection : Selection
    base : str
        The public address of the atlas, without a slash at the end.
    language : str
        ``en`` or ``ko``: of the title, and of the page that it leads to.
    """
    title = f"{catalogue_title(language)}. {selection.sentence(language)}"
    return _item(selection, title, selection.permalink(base), language)


def cited_event(selection: Selection, event: pd.Series, base: str, language: str = "en") -> dict[str, Any]:
    """Return one event as a CSL-JSON item: an entry of the atlas, with the reports that it rests on as its note."""
    what = say(
        "card.cited", language, title=text_of(event, "title", language), when=date_text(event, language)
    )
    item = _item(selection, what, event_page_url(base, event.name), language)
    reports = [
        say("card.cited_source", language, title=one.title, publisher=one.publisher, url=one.url)
        for one in each_once(event["sources"]).values()
    ]
    return item | {
        "container-title": catalogue_title(language),
        "genre": "Data set entry",
        "note": "; ".join(reports),
    }


def _item(selection: Selection, title: str, url: str, language: str) -> dict[str, Any]:
    atlas, url = selection.atlas, with_pairs(url, language_pairs(language))
    # A catalogue that is not our own was published by whoever serves it, as it was read.
    day = released(atlas.data_version) or date.fromisoformat(atlas.generated[:10])
    return {
        "id": f"mdl-atlas-{hashlib.sha256(f'{atlas.data_version} {url}'.encode()).hexdigest()[:8]}",
        "type": "dataset",
        "author": [{"literal": CONTRIBUTORS}],
        "issued": {"date-parts": [[day.year, day.month, day.day]]},
        "title": title,
        "version": atlas.data_version,
        "publisher": NAME,
        "genre": "Data set",
        "URL": url,
        "license": LICENCE,
        "language": language,
    }


def _csl(item: dict[str, Any]) -> str:
    return orjson.dumps([item], option=orjson.OPT_INDENT_2).decode()


def _apa(item: dict[str, Any]) -> str:
    # What citeproc does not know it warns of.
    known = {name: value for name, value in item.items() if name != "license"}
    made = CitationStylesBibliography(_style(), CiteProcJSON([known]), formatter.plain)
    made.register(Citation([CitationItem(item["id"])]))
    return f"{made.bibliography()[0]}\n"


@cache
def _style() -> CitationStylesStyle:
    return CitationStylesStyle(str(STYLE), validate=False)


def _bibtex(item: dict[str, Any]) -> str:
    (year, month, _) = item["issued"]["date-parts"][0]
    told = {
        # Two pairs of braces: a group is no person with a family name.
        "author": f"{{{_latex(CONTRIBUTORS)}}}",
        "title": f"{{{_latex(item['title'])}}}",
        "year": str(year),
        "month": str(month),
        "publisher": _latex(item["publisher"]),
        "version": item["version"],
        "url": item["URL"],
        "note": _latex("; ".join(filter(None, (item.get("container-title"), item.get("note"), LICENCE)))),
    }
    fields = [Field(name, value) for name, value in told.items()]
    return bibtexparser.write_string(bibtexparser.Library([Entry("dataset", item["id"], fields)]))


def _latex(text: str) -> str:
    """Return a text with what TeX reads as a command escaped; letters of other scripts stay: biber reads UTF-8."""
    return UnicodeToLatexEncoder(
        non_ascii_only=False, unknown_char_policy="keep", unknown_char_warning=False
    ).unicode_to_latex(text)


def _ris(item: dict[str, Any]) -> str:
    parts = item["issued"]["date-parts"][0]
    told = {
        "type_of_reference": "DATA",
        "id": item["id"],
        "authors": [CONTRIBUTORS],
        "title": item["title"],
        "secondary_title": item.get("container-title"),
        "year": str(parts[0]),
        "date": "/".join(f"{part:02}" for part in parts),
        "edition": item["version"],
        "publisher": item["publisher"],
        "urls": [item["URL"]],
        "notes": [note for note in (item.get("note"), f"{LICENCE}, {LICENCE_URL}") if note],
    }
    return rispy.dumps([{name: value for name, value in told.items() if value}], implementation=_Ris)


class _Ris(rispy.RisWriter):
    def set_header(self, count: int) -> str:  # noqa: ARG002
        """Return what stands before a reference: nothing, for readers of RIS know no number."""
        return ""


@dataclass(frozen=True)
class CitationForm:
    """One form of a citation."""

    extension: str
    media_type: str
    name: str
    """As those who use it call it."""
    write: Callable[[dict[str, Any]], str]
    """From a CSL-JSON item to the text."""


CITATION_FORMS = {
    "apa": CitationForm("txt", "text/plain", "APA", _apa),
    "bibtex": CitationForm("bib", "application/x-bibtex", "BibTeX", _bibtex),
    "ris": CitationForm("ris", "application/x-research-info-systems", "RIS", _ris),
    "csl": CitationForm("json", "application/vnd.citationstyles.csl+json", "CSL-JSON", _csl),
}
"""What ``format`` of ``/api/cite`` may be."""
