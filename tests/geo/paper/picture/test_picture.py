"""The printed picture: its bytes are parsed back, and its layout held against itself."""

from __future__ import annotations

import io
import logging
import re
from concurrent.futures import ThreadPoolExecutor
from xml.etree import ElementTree

import numpy as np
import pypdf
import pytest
import segno
import shapely
from PIL import Image

from geo.atlas.load import load_atlas
from geo.atlas.metadata import EVENTS_CREDIT, GEONAMES, NATURAL_EARTH, OPENSTREETMAP
from geo.atlas.selection import Selection
from geo.catalogue import codebook
from geo.look import style
from geo.look.view import LANGUAGES, SIZES, View
from geo.paper.picture.picture import draw, figure
from geo.query.filter import EventFilter
from geo.words.table import say

BASE = "https://atlas.example.org"
SVG = "{http://www.w3.org/2000/svg}"
BALLOONS = "from=2024-05-28&to=2024-11-30&type=balloon-launch"
HOSTILE = "Say \"x\" & 'y' <b> ]]> `t` ${x} </script> $x^2$ \\frac"
EVERYTHING = tuple(layer.id for layer in style.LAYERS)


def chosen(query: str = "") -> Selection:
    atlas = load_atlas()
    pairs = [tuple(part.split("=", 1)) for part in query.split("&") if part]
    return atlas.selection(EventFilter.from_query(pairs, atlas.boundary_ids))


def texts(svg: bytes) -> list[str]:
    """Return the words of an SVG, each line of text as one."""
    return [element.text or "" for element in ElementTree.fromstring(svg).iter(f"{SVG}text")]


def pdf_text(pdf: bytes) -> str:
    return pypdf.PdfReader(io.BytesIO(pdf)).pages[0].extract_text()


# --- SVG ----------------------------------------------------------------------------------------------------


def test_svg_carries_its_words_as_text():
    words = texts(figure(chosen(), View(title="Lines and events"), "svg", BASE))
    assert "Lines and events" in words
    assert {
        "Military Demarcation",
        "Line (MDL)",
        "Northern Limit",
        "Line declared by",
        "NLL, East Sea",
    } <= set(words)
    assert {"Seoul", "Pyongyang", "(Sea of Japan)", "(West Sea)"} <= set(words)
    assert {"Lines and areas", "Military Demarcation Line (MDL)", "Northern Limit Line (not agreed)"} <= set(
        words
    )
    assert {codebook.label("category", category.id) for category in style.CATEGORIES} <= set(words)
    assert {"100 km", "50 nmi", "N"} <= set(words)
    everything = " ".join(words)
    for credit in (OPENSTREETMAP, NATURAL_EARTH, GEONAMES, EVENTS_CREDIT):
        assert credit in everything
    assert f"data version {load_atlas().data_version}" in everything
    assert BASE + "/" in everything


def test_svg_is_small_and_asks_nobody():
    svg = figure(chosen(), View(), "svg", BASE)
    assert len(svg) < 1_500_000
    assert not re.findall(rb'(?:href|src)="(?!#)', svg)
    assert b"<script" not in svg
    assert b"<image" not in svg


def test_svg_clips_are_rectangles_that_hold_something():
    root = ElementTree.fromstring(figure(chosen(), View(), "svg", BASE))
    sizes = [
        (float(rect.get("width")), float(rect.get("height")))
        for clip in root.iter(f"{SVG}clipPath")
        for rect in clip
    ]
    assert sizes
    assert all(width > 0 and height > 0 for width, height in sizes)


@pytest.mark.parametrize("size", ["16x9", "a4"])
@pytest.mark.parametrize(
    "sign",
    [
        "",
        "\u2028",
        "\u202e",
        "\x00",
        "\x07\x1b",
        "\ufffe",
        "\ud800",
        "\U0001f680",
        "한글 漢字",
        "\u0639\u0631\u0628",
    ],
)
def test_hostile_titles_stay_what_they_are(size, sign):
    view = View(title=f"{HOSTILE} {sign}end", note=HOSTILE, size=size)
    svg = figure(chosen(BALLOONS), view, "svg", BASE)
    words = " ".join(texts(svg))
    seen = "" if sign in ("\u2028", "\u202e", "\x00", "\x07\x1b", "\ufffe", "\ud800") else sign
    gap = " " if sign == "\u2028" else ""
    assert " ".join(f"{HOSTILE} {gap}{seen}end".split()) in " ".join(words.split())
    assert words.count(HOSTILE) == 2
    titles = [one.text or "" for one in ElementTree.fromstring(svg).iter() if one.tag.endswith("title")]
    assert any(HOSTILE in title for title in titles)


def test_a_dollar_is_a_dollar_in_a_pdf():
    text = pdf_text(figure(chosen(BALLOONS), View(title="$x^2$ and $\\alpha$"), "pdf", BASE))
    assert "$x^2$ and $\\alpha$" in text


# --- PNG and PDF --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("size", "dpi"), [("16x9", 144), ("a4", 72), ("square", 96), ("4x3", 144), ("a4-landscape", 100)]
)
def test_png_has_its_size_and_dpi(size, dpi):
    png = Image.open(io.BytesIO(figure(chosen(BALLOONS), View(size=size, dpi=dpi), "png", BASE)))
    assert png.size == tuple(round(inches * dpi) for inches in SIZES[size])
    assert png.info["dpi"] == pytest.approx((dpi, dpi), abs=0.02)
    assert png.text["Software"] == "MDL Atlas"
    assert BASE in png.text["Source"]


def test_a_wide_picture_is_1920_by_1080():
    assert Image.open(io.BytesIO(figure(chosen(), View(), "png", BASE))).size == (1920, 1080)


def test_pdf_carries_its_words_and_fonts():
    pdf = figure(chosen(), View(lang="ko", title="휴전선 1953"), "pdf", BASE)
    page = pypdf.PdfReader(io.BytesIO(pdf)).pages[0]
    text = page.extract_text()
    assert "휴전선 1953" in text
    assert "군사분계선" in text
    assert "미사일·핵" in text
    assert page.mediabox.width == pytest.approx(13.333 * 72, abs=1)
    for font in page["/Resources"]["/Font"].values():
        (below,) = font.get_object()["/DescendantFonts"]
        assert below.get_object()["/Subtype"] == "/CIDFontType2"
        assert "/FontFile2" in below.get_object()["/FontDescriptor"].get_object()


@pytest.mark.parametrize("form", ["svg", "png", "pdf"])
def test_the_same_request_gives_the_same_bytes_also_side_by_side(form):
    views = [View(lang="ko"), View(size="square")]
    alone = [figure(chosen(BALLOONS), view, form, BASE) for view in views]
    with ThreadPoolExecutor(2) as pool:
        together = list(pool.map(lambda view: figure(chosen(BALLOONS), view, form, BASE), views * 2))
    assert together == alone * 2
    assert alone[0] != alone[1]


def test_nothing_tells_when_it_was_made():
    pdf = pypdf.PdfReader(io.BytesIO(figure(chosen(BALLOONS), View(), "pdf", BASE)))
    assert "/CreationDate" not in pdf.metadata
    assert b"<dc:date>" not in figure(chosen(BALLOONS), View(), "svg", BASE)


# --- Layout -------------------------------------------------------------------------------------------------

QUERIES = {"all": "", "balloons": BALLOONS, "nothing": "q=zzzz", "long": "q=" + "한글 words " * 20}
VIEWS = {
    "plain": View(),
    "full": View(title="Title " * 20, note="Note of some length. " * 28, layers=EVERYTHING),
    "bare": View(legend=False),
    "west sea": View(center=(125.3, 37.6), zoom=9),
    "far": View(center=(127.5, 38.0), zoom=5),
}


@pytest.mark.parametrize(
    ("query", "view"),
    [("all", "plain"), ("long", "full"), ("nothing", "bare"), ("all", "west sea"), ("balloons", "far")],
)
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("size", SIZES)
def test_no_text_covers_another_or_leaves_the_page(size, lang, view, query):
    one = VIEWS[view]
    page = draw(
        chosen(QUERIES[query].strip()), View(**{**vars(one), "size": size, "lang": lang}), "svg", BASE
    )
    inside = page.box.grown(-8)
    assert [text for text, box in page.written if not inside.holds(box)] == []
    boxes = np.array([(box.left, box.top, box.right, box.bottom) for _, box in page.written])
    # A hair of room: boxes are as high as the highest letters.
    tree = shapely.STRtree(shapely.box(*(boxes + np.array([0.5, 1.2, -0.5, -1.2])).T))
    pairs = tree.query(tree.geometries, predicate="overlaps").T
    # The count of a mark is part of the mark: a name that insists may stand on it where nothing is free.
    said = [text for text, _ in page.written]
    covered = [(said[a], said[b]) for a, b in pairs if a < b]
    assert [pair for pair in covered if not any(text.isdigit() for text in pair)] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_glyph_is_missing(lang, caplog):
    with caplog.at_level(logging.WARNING):
        for form in ("png", "pdf"):
            figure(
                chosen(),
                View(lang=lang, layers=EVERYTHING, note="漢字 ± – — … ° ′ “x” \U0001f680"),
                form,
                BASE,
            )
    assert caplog.text == ""


def test_korean_speaks_korean():
    selection = chosen(BALLOONS)
    words = texts(figure(selection, View(lang="ko"), "svg", BASE))
    assert {
        "군사분계선",
        "심리전·전자전",
        "서울",
        "평양",
        "동해",
    } <= set(words)
    assert (
        selection.sentence("ko")
        == f"전체 {selection.total:,}건 중 32건: 2024년 5월 28일~11월 30일 · 풍선 살포"
    )
    assert selection.sentence("ko") in words
    assert "Lines and areas" not in words


def test_an_empty_selection_says_so():
    selection = chosen("q=zzzz")
    words = texts(figure(selection, View(), "svg", BASE))
    assert "No event matches this filter." in words
    assert "Events on this map" not in words
    assert f"0 of {selection.total:,} events, with the words “zzzz”" in words


def test_a_map_without_events_says_so():
    assert say("map.none") in texts(figure(chosen("q=zzzz"), View(), "svg", BASE))


def test_the_legend_says_only_what_is_shown():
    words = texts(figure(chosen(BALLOONS), View(layers=("mdl", "nll")), "svg", BASE))
    assert "Military Demarcation Line (MDL)" in words
    assert "DMZ (nominal, 2 km each side)" not in words
    assert "Psychological and electronic" in words
    assert "Missile and nuclear" not in words
    far = texts(figure(chosen(BALLOONS), View(center=(124.9, 37.6), zoom=9), "svg", BASE))
    assert "Military Demarcation Line (MDL)" not in far
    assert "Lines and areas" not in texts(figure(chosen(BALLOONS), View(legend=False), "svg", BASE))


def test_the_code_is_that_of_the_permalink(monkeypatch):
    asked = []
    make = segno.make_qr
    monkeypatch.setattr(segno, "make_qr", lambda text, **how: asked.append(text) or make(text, **how))
    selection = chosen(BALLOONS)
    figure(selection, View(), "svg", BASE)
    assert asked == [selection.permalink(BASE)] == [f"{BASE}/?{BALLOONS}"]


def test_the_title_stays_within_the_filter_and_what_reaches_beyond_is_told():
    words = " ".join(texts(figure(chosen("from=2024-05-28&to=2024-06-30"), View(), "svg", BASE)))
    assert "Military tension on the Korean Peninsula, 2024" in words
    assert "5 events reach, or may reach, beyond these dates" in words
    assert "beyond these dates" not in " ".join(texts(figure(chosen(), View(), "svg", BASE)))


def test_the_code_leads_to_the_view_of_the_picture(monkeypatch):
    asked = []
    make = segno.make_qr
    monkeypatch.setattr(segno, "make_qr", lambda text, **how: asked.append(text) or make(text, **how))
    shown = View(title="Balloons", center=(126.7, 37.9), zoom=9, layers=("mdl",), size="square")
    figure(chosen(BALLOONS), shown, "svg", BASE)
    assert asked == [f"{BASE}/?{BALLOONS}&layers=mdl&center=126.7,37.9&zoom=9"]
