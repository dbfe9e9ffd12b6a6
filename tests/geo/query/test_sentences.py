"""The filter in words: every term is named in every language, wherever the sentence stands."""

import io
import re
from collections.abc import Iterator
from datetime import date
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from pptx import Presentation

from geo.atlas.load import load_atlas
from geo.catalogue import codebook
from geo.catalogue.spans import agreement_names, load_spans
from geo.lines.places import load_places
from geo.look.view import View
from geo.paper.picture.picture import figure
from geo.paper.slides.deck import slide
from geo.query.filter import TERMS, EventFilter
from geo.web.embed import embed_html
from geo.words.table import LANGUAGES, say
from tests.geo.query.test_filter import filters

ATLAS = load_atlas()
BASE = "https://atlas.example.org"
COLUMNS = {"precision": "location_precision"}
ALONE = {
    "from": EventFilter(from_date=date(2010, 3, 26)),
    "to": EventFilter(to_date=date(2018, 9, 19)),
    "category": EventFilter(category=("maritime", "drill-show-of-force")),
    "type": EventFilter(type=("gunfire", "artillery", "gps-jamming")),
    "initiator": EventFilter(initiator=("dprk", "rok")),
    "confidence": EventFilter(confidence=("disputed",)),
    "checked": EventFilter(checked=("no", "unconfirmed")),
    "precision": EventFilter(precision=("exact", "near")),
    "place": EventFilter(place=("pyongyang", "mdl")),
    "q": EventFilter(q="연평도 boat"),
    "near": EventFilter(near="nll", within_km=12.5),
    "bbox": EventFilter(bbox=(124.5, 37.0, 126.25, 38.0)),
    "agreement": EventFilter(agreement="cma"),
}
"""Each term alone."""
IN_ENGLISH = {
    "from": "from 26 March 2010",
    "to": "until 19 September 2018",
    "category": "at sea or drill and show of force",
    "type": "gunfire, artillery fire or GPS jamming",
    "initiator": "by DPRK or ROK",
    "confidence": "confidence Disputed",
    "checked": "not yet read against its reports or could not be confirmed",
    "precision": "place known as Exact or Near",
    "place": "at Pyongyang or Military Demarcation Line",
    "q": "with the words “연평도 boat”",
    "near": "within 12.5 km of Northern Limit Line (West Sea)",
    "bbox": "between 124.5 and 126.25 E, 37 and 38 N",
    "agreement": "while the CMA was in force",
}
"""What the English sentence has always said."""


def named(wanted: EventFilter, language: str) -> Iterator[str]:
    """Return what a sentence has to name, each term that is set: from the data, not from the sentence's own code."""
    for key in ("category", "type", "initiator", "confidence", "precision"):
        for value in getattr(wanted, key):
            label = codebook.label(COLUMNS.get(key, key), value, language)
            yield label[1:] if key in ("category", "type") else label
    yield from load_places().loc[list(wanted.place), "name" if language == "en" else "name_ko"]
    for day in (wanted.from_date, wanted.to_date):
        if day:
            yield str(day.day) if language == "en" else f"{day.day}일"
    if wanted.q:
        yield wanted.q
    if wanted.near:
        yield ATLAS.boundaries.at[wanted.near, "name" if language == "en" else "name_ko"]
        yield str(wanted.within_km).removesuffix(".0")
    if wanted.bbox:
        yield from (str(value).removesuffix(".0") for value in wanted.bbox)
    if wanted.agreement:
        yield next(
            span.name if language == "en" else span.name_ko
            for span in load_spans()
            if span.subject == wanted.agreement
        )


def in_picture(wanted: EventFilter, language: str) -> str:
    svg = figure(ATLAS.selection(wanted), View(lang=language, layers=(), legend=False), "svg", BASE)
    return " ".join(one.text or "" for one in ElementTree.fromstring(svg).iter() if one.tag.endswith("text"))


def in_slides(wanted: EventFilter, language: str) -> str:
    raw = slide(ATLAS.selection(wanted), View(lang=language, layers=(), legend=False), BASE)
    page = Presentation(io.BytesIO(raw)).slides[0]
    return " ".join(
        shape.text_frame.text for shape in page.shapes if shape.name == say("slides.filter", language)
    )


def in_page(wanted: EventFilter, language: str) -> str:
    html = embed_html(ATLAS.selection(wanted), View(lang=language), BASE).decode()
    return re.search(r"<h1>(.*?)</h1>", html, re.DOTALL).group(1)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("place", [in_picture, in_slides, in_page])
@pytest.mark.parametrize("key", ALONE)
def test_picture_slide_and_page_name_the_term_that_is_set(place, key, language):
    text = place(ALONE[key], language)
    assert [name for name in named(ALONE[key], language) if name not in text] == []


@pytest.mark.parametrize("language", LANGUAGES)
@settings(deadline=None)
@given(filters())
def test_a_sentence_names_every_term_that_is_set(language, wanted):
    text = ATLAS.selection(wanted).sentence(language)
    assert [name for name in named(wanted, language) if name not in text] == []


@settings(deadline=None)
@given(filters())
def test_a_korean_sentence_holds_no_english_pattern(wanted):
    text = ATLAS.selection(wanted).sentence("ko")
    assert not re.search(r"\b(from|until|by|or|with|within|between|while|of|events)\b", text)


@pytest.mark.parametrize("key", ALONE)
def test_the_english_sentence_of_a_term_is_what_it_was(key):
    assert ALONE[key].words(ATLAS.names("en")) == IN_ENGLISH[key]


def test_every_term_is_tried_alone():
    assert {key for term in TERMS for key in term.keys} == {*ALONE, "within_km"}


def test_both_days_are_said_as_one_span():
    wanted = EventFilter(from_date=date(2024, 5, 28), to_date=date(2024, 6, 2))
    assert wanted.words({}) == "28 May – 2 June 2024"
    assert wanted.words({}, "ko") == "2024년 5월 28일~6월 2일"


def test_the_default_filter_says_only_the_count():
    everything = ATLAS.selection(EventFilter())
    assert everything.sentence() == f"{everything.count:,} of {everything.total:,} events"
    assert everything.sentence("ko") == say(
        "filter.count", "ko", count=everything.count, total=everything.total
    )


def test_every_agreement_has_a_korean_name():
    assert not [name for name in agreement_names("ko").values() if name.isascii()]
