"""Whatever is wrong, its reader is told in the language of the address: on pages, by data routes, and of an own file."""

import json
import pickle
import re

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import HTMLResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from geo.api.arrival import Arrival
from geo.api.methods import Methods
from geo.api.routes import ROUTES
from geo.api.waiting import TooManyJobsError
from geo.atlas.load import load_atlas
from geo.atlas.measurement import AROUND, read_measurement
from geo.atlas.measurement import KEYS as MEASURING
from geo.brought.findings import reason
from geo.brought.layouts import known_fields
from geo.catalogue import checks, codebook, reading
from geo.catalogue.reports import REPORTS_SCHEMA
from geo.catalogue.spans import agreement_names
from geo.errors import (
    BusyError,
    DataError,
    ForgottenError,
    NotReadyError,
    Problem,
    TooManyError,
    UnknownIdError,
)
from geo.formats.citing import CITATION_FORMS
from geo.formats.formats import FORMATS
from geo.lines.places import load_places
from geo.look.style import LAYERS
from geo.look.view import KEYS as VIEWING
from geo.look.view import SIZES, read_view
from geo.query.filter import KEYS as FILTERING
from geo.query.filter import EventFilter, read_query
from geo.query.positions import read_written
from geo.words.table import LANGUAGES, Worded, in_language, say
from tests.geo.brought.control import HEADER, ROWS, left_out_csv, read, text
from tests.geo.catalogue.test_checks import CASES, catalogue
from tests.korean import is_korean

ATLAS = load_atlas()
LONG = "x" * 601
CLIENT = TestClient(
    Starlette(
        routes=[*ROUTES, Route("/{page:path}", lambda _: HTMLResponse("<html></html>"))],
        middleware=[Middleware(Methods), Middleware(Arrival)],
    ),
    base_url="http://atlas.test",
)

NAMES = {
    *known_fields(),
    *(word for field in known_fields().values() for word in field.values),
    *codebook.vocabulary("role", REPORTS_SCHEMA),
    *(name for form in FORMATS.values() for name in form.fields),
    *CITATION_FORMS,
    *(layer.id for layer in LAYERS),
    *ATLAS.boundary_ids,
    *load_places().index,
    *agreement_names(),
    *SIZES,
    *LANGUAGES,
    *AROUND,
    *(*FILTERING, *VIEWING, *MEASURING),
    *("km", "west", "south", "fields", "flat", "download", "format", "chain", "event", "id", "date", "since"),
    *("file", "row", "nope", "nothing", "version", "asof", "url", "maxwidth", "maxheight", "target", "days"),
    *("MDL", "NLL", "MGRS", "UTM", "ID", "PDF", "CSV", "XLSX", "JSON", "GeoJSON", "FeatureCollection"),
    *("features", "GeoPackage", "FlatGeobuf", "GeoParquet", "Parquet", "KML", "UTF-8", "NUL", "README"),
    *("ATLAS_URL", "MDL Atlas", "Atlas", "GET", "HEAD", "OPTIONS", "POST", "BG", "json"),
}
"""Names and ids that are the same in every language: of keys, columns, words of the codebook, forms, lines."""
NO_WORDS = re.compile(
    r"'[^']*'|\"[^\"]*\"|“[^”]*”"  # what is quoted: the reader's own words
    r"|https?://\S*|(?<![^\s(])/[\w./-]*|data/\w+/|\b\w+\.(?:csv|md)\b"  # addresses and files
    r"|\d{4}-(?:\d\d|[A-Z])[\w-]*|\d+[A-Z]\b|YYYY-MM-DD|\bN\b|\bE\b"  # days, ids of events, forms of a position
)


def english(told: str) -> set[str]:
    """Return the English words of a text that are no names."""
    return {
        word
        for word in re.findall(r"\b[A-Za-z][\w-]+", re.sub("[가-힣]+", " ", NO_WORDS.sub(" ", told)))
        if word not in NAMES
    }


WRONG = ["from", "to", "near", "within_km", "bbox", "agreement", "type", "place", "nothing"]
POSITIONS = [
    "127, 38",
    "38N 99",
    "52S BG 977 9721",
    "52S BG 97 97",
    "-38N 127E",
    "38.5 70, 127",
    "99S 300000 4200000",
]


def problems() -> list[Problem]:
    """Return a problem of every kind that a reader of the pages can meet in an address."""
    long = ("q", "x" * 201)
    found = read_query([long, *((key, "\u00df") for key in WRONG), ("from", "1")], ATLAS.boundary_ids)[1]
    found += read_query([("from", "2024-06-02"), ("to", "2024-06-01"), ("near", "mdl")], ATLAS.boundary_ids)[
        1
    ]
    found += read_view([*((key, LONG) for key in VIEWING), ("zoom", "7")])[1]
    pairs = (("target", "x"), ("ring", "x"), ("around", "x"), ("point", "x"), ("point", "mdl"))
    found += read_measurement(ATLAS.selection(EventFilter()), pairs)[1]
    return found + [problem for text in POSITIONS for problem in read_written(text)[1]]


def refusals() -> list[Problem]:
    """Return what is wrong with a catalogue in which each of its rules is broken."""
    bad = [rows for name, rows, _ in CASES if severity(name) == "error"]
    return [problem for rows in bad for problem in checks.problems(catalogue(*rows))]


def severity(name: str) -> str:
    return next(check.severity for check in checks.CHECKS if check.name == name)


def test_every_problem_is_told_in_korean():
    for problem in [*problems(), *refusals()]:
        told = problem.said("ko")
        # What is not worded is a cell or a value as the reader wrote it.
        own = set() if isinstance(problem.found, Worded) else english(problem.found)
        assert english(told) <= own, told
        assert is_korean(told)


def test_in_english_and_as_data_a_problem_is_plain_text():
    for problem in [*problems(), *refusals()]:
        parts = problem.as_dict()
        assert say("problem.line", **parts) == str(problem)
        assert json.loads(json.dumps(parts)) == parts
        again = pickle.loads(pickle.dumps(problem))
        assert (again, again.as_dict("ko")) == (problem, problem.as_dict("ko"))


@pytest.mark.parametrize("language", ["en", "ko"])
def test_words_within_words_follow_the_same_language(language):
    inner = Worded("wanted.position")
    told = say("problem.line", language, where="x", found="y", wanted=Worded("wanted.point", position=inner))
    assert say("wanted.position", language) in told


# --- Routes -------------------------------------------------------------------------------------------------

BAD = [
    f"/api/events.geojson?{'&'.join(f'{key}=x' for key in WRONG)}&q={LONG}&from=y",
    "/api/events.geojson?fields=title,made-up",
    "/api/events.geojson?flat=x&nope=1",
    "/api/events.csv?download=x",
    "/api/events.csv?version=2001-01-01-abc",
    "/api/events.csv?from=2024-06-02&to=2024-06-01&near=mdl",
    "/api/events/made-up",
    "/api/boundaries.geojson?id=made-up",
    "/api/places.geojson?id=made-up",
    "/api/places.geojson?nope=1",
    "/api/measure?lon=x&lat=99&lon=2&nope=1",
    "/api/as-of.json?date=x&type=x&lon=x&lat=x",
    "/api/chains.json?from=x",
    "/api/marks.json?zoom=x",
    "/api/bands.geojson?id=x&km=x",
    "/api/nearest.json?id=x&km=0",
    "/api/cite?format=x&download=2",
    "/api/cite?event=made-up",
    "/api/changes.json?since=made-up",
    "/api/changes.json?nope=1",
    "/api/measure.geojson?point=x&point=&target=x&ring=x&around=x",
    "/api/measure.geojson?point=0,89.9&ring=900",
    "/api/made-up",
    "/feed.atom?from=x",
    f"/map.png?{'&'.join(f'{key}={LONG}' for key in VIEWING if key != 'lang')}",
    "/map.png?center=127,38&event=made-up",
    "/map.png?at=2001&from=2024-01-01",
    "/chain.svg?chain=made-up",
    "/measure.pdf?ring=x",
    "/multiples.png?from=x",
    "/oembed",
    "/oembed?format=xml",
    "/oembed?url=https://example.org/&maxwidth=x",
    "/oembed?url=https://example.org/",
    "/oembed?url=http://atlas.test/embed?from=x",
    "/brought/made-up/events.geojson",
    "/embed?type=x&event=made-up",
    "/map.html?download=x&near=mdl",
    "/made-up",
]
"""Addresses of every route with everything wrong that it can tell of."""


@pytest.mark.parametrize("address", BAD)
def test_every_refusal_of_a_route_is_told_in_korean(address):
    answer = CLIENT.get(address + ("&" if "?" in address else "?") + "lang=ko")
    assert answer.status_code >= 400
    if answer.headers["content-type"].startswith("text/html"):
        body = answer.text.partition("<body")[2].partition(">")[2]
        told = [re.sub(r"<[^>]*>", " ", body).replace("&#39;", "'")]
        assert '<html lang="ko">' in answer.text
    else:
        body = answer.json()
        told = [body["title"], body["detail"]]
        told += [Problem(**one).said("ko") for one in body.get("problems", ())]
        assert answer.headers["content-language"] == "ko"
    for line in told:
        assert english(line) == set(), line
        assert is_korean(line)


def test_what_is_not_to_be_asked_is_told_in_korean():
    body = CLIENT.post("/api/events.csv?lang=ko").json()
    assert english(body["title"] + body["detail"]) == set()


@pytest.mark.parametrize(
    "error",
    [
        TooManyError(5_000, 500),
        TooManyJobsError(8),
        BusyError(60),
        NotReadyError(Worded("app.step_measuring"), 0.5),
        ForgottenError(),
        UnknownIdError("kept_version", "x", ("2024-01-01-abc",)),
        DataError(refusals()[:3]),
    ],
)
def test_every_error_is_said_in_korean(error):
    assert english(error.said("ko")) == set()
    assert error.said("en") == str(error)


# --- Own files ----------------------------------------------------------------------------------------------

CHANGED = [
    *({"date": cell} for cell in ("2024-13-45", "", "yesterday", "3/4/2024")),
    {"end_date": "2024-01-01"},
    {"date_precision": "month"},
    *({name: "made-up"} for name in ("type", "category", "initiator", "confidence", "deaths", "source_url")),
    *({"lat": cell} for cell in ("99", "12.5", "x", "")),
    {"lat": "126.7", "lon": "37.9"},
    {"lat": "0", "lon": "0"},
    *({name: ""} for name in ("title", "location_precision")),
    {"id": ROWS[0]["id"]},
    *({"location_precision": word} for word in ("representative", "along", "within", "issued", "abroad")),
    *({"location_precision": word, "lat": "", "lon": "", "place_id": "mdl"} for word in ("within", "issued")),
    *({"place_id": cell} for cell in ("Made Up", "made-up")),
    {"id": "2024-99-99-invented"},
    {"deaths": "99999999999999999", "deaths_of": "rok;rok"},
    {"deaths_of": "rok"},
    {"quantity_unit": "", "quantity": "3"},
    {"source2_title": "Invented"},
    {"counterclaim": "Invented"},
    {"responds_to_said_by": "made-up"},
    {"responds_to": ROWS[0]["id"], "carries_out": "2001-01-01-made-up"},
    {"type": "loudspeaker", "category": "psychological", "initiator": "rok", "lat": "38.4", "lon": "126.9"},
    {"place_ko": "no Hangul"},
]


@pytest.mark.parametrize("cells", CHANGED, ids=str)
def test_every_finding_of_an_own_file_is_told_in_korean(cells):
    found = read(text(**cells))
    assert found.faults or found.doubts
    for group in (*found.faults, *found.doubts, *found.notes):
        told = f"{in_language(group.column, 'ko')}: {reason(group, 'ko')}"
        told += "".join(in_language(one, "ko") for one in group.found if isinstance(one, Worded))
        assert english(told) == set(), told
        assert is_korean(told)


BROKEN = {
    "pdf": b"%PDF-1.7",
    "nothing": b" ",
    "page": b"<html><p>x</p></html>",
    "json": b'{"type": "FeatureCollection", ',
    "features": b'{"features": []}',
    "lines": b'{"type": "Feature", "properties": {"a": 1}}\n{"type"',
    "header only": b"id,date,title\r\n",
    "no header": b",,\r\n,,\r\n",
    "workbook": b"PK\3\4 broken",
    "layer": b"SQLite format 3\0 broken",
    "parquet": b"PAR1 broken",
    "columns": b",".join(b"c%d" % number for number in range(1_001)) + b"\r\n1\r\n",
    "cell": b'a,b\r\n"' + b"x" * 1_000_001 + b'",1\r\n',
}


@pytest.mark.parametrize("data", BROKEN.values(), ids=BROKEN)
def test_what_is_no_table_is_told_in_korean(data):
    with pytest.raises(DataError) as told:
        read(data)
    for problem in told.value.problems:
        assert english(problem.said("ko")) == set()
        assert is_korean(problem.said("ko"))


def test_the_rows_left_out_are_listed_in_the_language_of_whoever_takes_them():
    found = read(text(type="made-up"))
    english_list, korean_list = (left_out_csv(found, language).decode() for language in ("en", "ko"))
    assert say("brought.rule") in english_list
    assert say("brought.rule", "ko") in korean_list
    assert say("brought.rule") not in korean_list


def test_a_row_without_a_title_is_called_so_in_both_languages():
    columns = (("date", "date"), ("lat", "lat"), ("lon", "lon"))
    found = read(text(header=("date", "lat", "lon")), columns=columns)
    titles = found.atlas.events[["title", "title_ko"]].to_numpy().tolist()
    assert titles == [[f"Row {line}", f"{line}행"] for line in (2, 3, 4)]


# --- A catalogue of somebody's own --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "content",
    [
        b"id,id,made-up\r\n",
        (text() + "x,y\r\n").encode(),
        text(type="made-up", date="x", lat="x", deaths="x", deaths_of="x", title="\0").encode(),
        text(header=HEADER[:3]).encode(),
        text(title="\u00e9", place_ko="").encode("latin-1"),
        (text() + text()).encode(),
        b"",
    ],
    ids=["header", "width", "cells", "columns", "bytes", "twice", "empty"],
)
def test_every_problem_of_a_catalogue_can_be_told_in_korean(content, tmp_path):
    path = tmp_path / "events.csv"
    path.write_bytes(content)
    _, found = reading.read(path)
    assert found
    for problem in found:
        assert english(problem.said("ko")) == set(), problem.said("ko")
        assert is_korean(problem.said("ko"))
