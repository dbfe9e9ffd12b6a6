"""The embed, the file and oEmbed: their bytes parsed back."""

import base64
import hashlib
import html.parser
import json
import re

import orjson
import pandas as pd
import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from geo.api.routes import ROUTES
from geo.atlas.load import load_atlas
from geo.catalogue.reports import Report, roles
from geo.look.style import BASEMAP, DRAWN_DISTANCES
from geo.look.view import SHOWN_LAYERS, View
from geo.query.filter import EventFilter
from geo.web.assets import STATIC
from geo.web.offline import CARD_FIELDS, offline_html
from geo.words.table import say
from tests.geo.altered import everything_of
from tests.geo.web.rows import CHECK, data_of, rows_of

BASE = "http://atlas.test"
CLIENT = TestClient(Starlette(routes=ROUTES), base_url=BASE)
ATLAS = load_atlas()
BALLOONS = "from=2024-05-28&to=2024-11-30&type=balloon-launch"
HOSTILE = "</script><script>alert(1)</script><!--`${1}` \u2028 \"'&{{7*7}}"


class Parsed(html.parser.HTMLParser):
    """Elements with their attributes and text, as a browser would read them."""

    def __init__(self, text: str):
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None], list[str]]] = []
        self.inside = ""
        self.text = text
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs), []))
        self.inside = tag

    def handle_endtag(self, tag):
        if tag == self.inside:
            self.inside = ""

    def handle_data(self, data):
        if self.inside:
            self.found[-1][2].append(data)

    def all(self, tag: str, **wanted: str) -> list[tuple[dict[str, str | None], str]]:
        return [
            (attributes, "".join(text))
            for name, attributes, text in self.found
            if name == tag and all(attributes.get(key) == value for key, value in wanted.items())
        ]

    def block(self, name: str):
        ((_, text),) = self.all("script", id=name)
        return json.loads(text)


def get(path: str) -> tuple[Parsed, dict]:
    answer = CLIENT.get(path)
    assert answer.status_code == 200, answer.text
    page = Parsed(answer.text)
    return page, page.block("atlas-config")


# --- The embed ----------------------------------------------------------------------------------------------


def test_page_embed_and_file_show_the_same_rows():
    metadata = CLIENT.get(f"/api/events.geojson?{BALLOONS}").json()["metadata"]
    page, config = get(f"/embed?{BALLOONS}")
    assert len(CLIENT.get(config["drawn"]["events"]).json()["features"]) == metadata["count"]
    ((_, heading),) = page.all("h1")
    assert heading.startswith(metadata["filter_text"])
    file, _ = get(f"/map.html?{BALLOONS}")
    assert len(rows_of(file)) == metadata["count"]
    assert file.block("atlas-metadata")["count"] == metadata["count"]
    assert file.block("atlas-metadata")["url"] == metadata["url"] == f"{BASE}/?{BALLOONS}"


def test_the_policy_allows_nothing_inline_and_nothing_from_elsewhere():
    answer = CLIENT.get("/embed")
    policy = dict(part.strip().split(" ", 1) for part in answer.headers["content-security-policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["connect-src"] == "'self'"
    # Named, it would leave out a page on a disk, in an editor, in a frame without an origin.
    assert "frame-ancestors" not in policy
    assert "x-frame-options" not in answer.headers
    assert policy["base-uri"] == policy["form-action"] == "'none'"
    assert "unsafe" not in answer.headers["content-security-policy"]
    page = Parsed(answer.text)
    assert all("src" in script for script, _ in page.all("script") if script.get("type") is None)
    assert all("style" not in attributes for _, attributes, _ in page.found)
    assert not page.all("style")
    loaded = [script["src"] for script, _ in page.all("script") if "src" in script]
    loaded += [link["href"] for link, _ in page.all("link") if link["rel"] in ("stylesheet", "preload")]
    assert all(address.startswith(("/assets/", "/api/")) for address in loaded)
    assert all(CLIENT.get(address).status_code == 200 for address in loaded)


@pytest.mark.parametrize("path", ["/embed", "/map.html"])
def test_an_empty_page_says_what_was_searched_and_links_what_nearly_matched(path):
    page, _ = get(f"{path}?q=baloon+lanch&layers=mdl&title=Balloons")
    assert "Searched in titles, summaries, places, kinds and dates. Spelled nearly so:" in page.text
    (address, *_) = [link["href"] for link, text in page.all("a") if text.startswith("“balloon launch” (")]
    assert address == f"{BASE}/embed?q=balloon+launch&title=Balloons&layers=mdl".replace("+", "%20")
    assert "Searched in" not in get(f"{path}?q=balloon")[0].text


def test_an_embed_sets_no_cookie_and_can_be_kept():
    answer = CLIENT.get("/embed")
    assert "set-cookie" not in answer.headers
    assert "max-age" in answer.headers["cache-control"]
    again = CLIENT.get("/embed", headers={"If-None-Match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert CLIENT.head("/embed").headers["etag"] == answer.headers["etag"]
    assert answer.headers["content-encoding"] == "gzip"


def test_the_view_reaches_the_map():
    _, config = get("/embed?layers=mdl,cma-ground&center=126.6,37.9&zoom=9&legend=0&title=Kaesong")
    assert config["layers"] == ["mdl", "cma-ground"]
    assert config["view"] == [37.9, 126.6, 9]
    assert config["legend"] is False
    _, config = get("/embed")
    assert (config["layers"], config["view"], config["legend"]) == (list(SHOWN_LAYERS), None, True)


def test_what_only_pictures_have_is_checked_and_changes_nothing():
    plain = CLIENT.get("/embed")
    assert CLIENT.get("/embed?dpi=300&size=a4").headers["etag"] == plain.headers["etag"]
    assert CLIENT.get("/embed?dpi=9000").status_code == 400


@pytest.mark.parametrize("path", ["/embed", "/map.html"])
def test_a_page_speaks_the_language_of_its_address(path):
    page, config = get(f"{path}?type=balloon-launch&lang=ko")
    ((html, _),) = page.all("html")
    assert html["lang"] == "ko"
    ((_, heading),) = page.all("h1")
    assert "풍선 살포" in heading
    assert config["labels"]["type"]["balloon-launch"] == "풍선 살포"


def test_the_scripts_of_a_page_get_the_words_of_its_language():
    for language in ("en", "ko"):
        page, _ = get(f"/embed?lang={language}")
        (address,) = [one["src"] for one, _ in page.all("script") if "words-" in one.get("src", "")]
        answer = CLIENT.get(address)
        assert answer.headers["content-type"].startswith("text/javascript")
        told = json.loads(answer.text.partition(").words = ")[2].rstrip().removesuffix(";"))
        assert told["language"] == language
        assert told["table"]["map.none"] == say("map.none", language)
        inside = CLIENT.get(f"/map.html?type=tunnel&lang={language}").text
        assert answer.text.partition(").words = ")[2].strip() in inside


@pytest.mark.parametrize("path", ["/embed", "/map.html"])
def test_a_bad_address_gets_a_readable_page_with_every_problem(path):
    answer = CLIENT.get(f"{path}?type=%3Cscript%3E&zoom=99&nope=1&title={'x' * 200}")
    assert answer.status_code == 400
    assert answer.headers["content-type"].startswith("text/html")
    assert "'none'" in answer.headers["content-security-policy"]
    page = Parsed(answer.text)
    for where in ("type", "zoom", "nope", "title"):
        assert f"<li>{where}: " in answer.text
    assert not page.all("script")


def test_a_hostile_title_and_note_stay_text():
    for path in ("/embed", "/map.html"):
        answer = CLIENT.get(path, params={"title": HOSTILE, "note": HOSTILE[:100], "type": "tunnel"})
        page = Parsed(answer.text)
        said = " ".join(HOSTILE.split())
        assert page.all("h1")[0][1].startswith(said)
        assert not [text for _, text in page.all("script") if text == "alert(1)"]


# --- The file -----------------------------------------------------------------------------------------------


def test_the_whole_catalogue_fits_in_korean_too():
    assert len(CLIENT.get("/map.html?lang=ko").content) <= 2_000_000


def test_the_whole_catalogue_fits_and_every_card_has_all_it_says():
    answer = CLIENT.get("/map.html")
    assert len(answer.content) < 2_000_000
    rows = rows_of(Parsed(answer.text))
    assert len(rows) == len(ATLAS.events)
    row = next(row for row in rows[700:] if row["distances"])
    assert set(CARD_FIELDS) < set(row)
    event = CLIENT.get(f"/api/events/{row['id']}").json()
    for name in CARD_FIELDS:
        if name != "place_id":
            assert row[name] == event["properties"][name], name
    assert all((row["place_id"] is None) == (row["lon"] is not None) for row in rows)


def test_a_file_tells_of_each_event_when_it_was_read_and_each_check_stands_once():
    rows = ATLAS.events.iloc[:6].assign(
        checked=["2026-11-27", None, "2026-11-27", "2026-11-28", "2026-11-27", None],
        checked_against=pd.array([3, None, 0, 3, 3, None], dtype="Int64"),
    )
    file = Parsed(offline_html(everything_of(rows), View(), BASE).decode())
    told = [tuple(row[name] for name in CHECK) for row in rows_of(file)]
    assert told == [
        ("2026-11-27", 3),
        (None, None),
        ("2026-11-27", 0),
        ("2026-11-28", 3),
        ("2026-11-27", 3),
        (None, None),
    ]
    assert len(data_of(file)["checks"]) == 4


def test_every_card_of_the_file_tells_every_distance_in_the_words_of_the_server():
    rows = rows_of(Parsed(CLIENT.get("/map.html").text))
    measured = ATLAS.distances_of(ATLAS.events, ATLAS.boundary_ids)
    for row, known in zip(rows, measured, strict=True):
        assert {key: text for key, (text, *_) in row["distances"].items()} == {
            one["to"]: one["text"] for one in known
        }, row["id"]
        nearest = {key: found for key, (_, *found) in row["distances"].items() if found}
        assert set(nearest) == (set(DRAWN_DISTANCES) if known else set())
        for one in known:
            if one["to"] in nearest:
                assert nearest[one["to"]] == pytest.approx([one["distance_m"], *one["nearest"]], abs=1e-4)


def test_a_line_whose_bands_are_shown_can_be_drawn_to_each_event_of_the_file():
    (first, *_) = rows_of(Parsed(CLIENT.get("/map.html?type=tunnel&distance=dmz").text))
    assert len(first["distances"]["dmz"]) == len(first["distances"]["mdl"]) == 4


@pytest.mark.parametrize("language", ["en", "ko"])
def test_a_file_tells_of_lines_in_its_own_language_alone(language):
    file, _ = get(f"/map.html?type=tunnel&lang={language}")
    ending = "_ko" if language == "ko" else ""
    for line in data_of(file)["layers"]["boundaries"]["features"]:
        held = ATLAS.boundaries.loc[line["id"]]
        told = line["properties"]
        assert (told["source"], told["note"]) == (held[f"source{ending}"], held[f"note{ending}"])
        assert not {"source_ko", "note_ko", "derivation", "derivation_ko"} & set(told)


def test_a_card_knows_every_report_of_an_event():
    file, config = get("/map.html")
    told = {row["id"]: tuple(Report(**one) for one in row["sources"]) for row in rows_of(file)}
    assert told == ATLAS.events["sources"].to_dict()
    _, embedded = get("/embed?type=talks")
    assert list(config["labels"]["role"]) == list(embedded["labels"]["role"]) == list(roles())


def test_a_row_links_each_report_of_its_event_once_by_its_publisher():
    file, _ = get("/map.html?from=2010-11-01&to=2010-11-30")
    for row in rows_of(file):
        reports = ATLAS.event(row["id"])["sources"]
        assert dict.fromkeys(row["links"]) == {(one.url, one.publisher): None for one in reports}


def test_nothing_is_measured_in_the_file_for_what_has_no_point():
    file = Parsed(CLIENT.get("/map.html?precision=representative").text)
    rows = rows_of(file)
    assert rows
    assert all(row["distances"] == {} and row["lon"] is None for row in rows)
    assert {row["place_id"] for row in rows} <= set(data_of(file)["layers"]["places"])


def test_the_policy_of_the_file_names_the_hash_of_each_of_its_scripts_and_styles():
    file = Parsed(CLIENT.get("/map.html?type=tunnel").text)
    ((meta, _),) = file.all("meta", **{"http-equiv": "Content-Security-Policy"})
    for tag, count in (("script", 5), ("style", 3)):
        texts = [text for attributes, text in file.all(tag) if "type" not in attributes]
        assert len(texts) == count
        for text in texts:
            digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
            assert f"'sha256-{digest}'" in meta["content"]
    assert "unsafe" not in meta["content"]
    assert "connect-src" not in meta["content"]


def test_the_file_asks_for_nothing_and_tells_where_it_is_from():
    text = CLIENT.get(f"/map.html?{BALLOONS}").text
    file = Parsed(text)
    assert not [script for script, _ in file.all("script") if "src" in script]
    assert {link["rel"] for link, _ in file.all("link")} == {"icon", "canonical"}
    metadata = file.block("atlas-metadata")
    assert metadata["citation"] in text.replace("&amp;", "&")
    assert metadata["data_version"] == ATLAS.data_version
    assert {metadata["url"], metadata["licence_url"]} <= {link["href"] for link, _ in file.all("a")}


def test_the_file_has_a_telling_name_when_it_is_downloaded():
    assert "content-disposition" not in CLIENT.get("/map.html?type=tunnel").headers
    headers = CLIENT.get("/map.html?type=tunnel&download=1").headers
    assert headers["content-disposition"].startswith('attachment; filename="mdl-atlas_tunnel_')
    assert headers["content-disposition"].endswith('.html"')


def test_equal_requests_of_a_file_give_equal_bytes_and_are_not_sent_twice():
    first, second = (CLIENT.get(f"/map.html?type=tunnel{more}") for more in ("", "&dpi=96"))
    assert first.content == second.content
    again = CLIENT.get("/map.html?type=tunnel", headers={"If-None-Match": first.headers["etag"]})
    assert again.status_code == 304


def test_no_script_of_ours_could_end_its_element_early():
    raw = offline_html(ATLAS.selection(EventFilter(type=("tunnel",))), View(), BASE).decode()
    for _, text in Parsed(raw).all("script"):
        assert "</script" not in text.lower()
        assert "<!--" not in text


def test_the_boundaries_of_the_screen_are_those_of_the_layers():
    drawn = {
        feature["id"] for feature in orjson.loads(CLIENT.get("/assets/boundaries.json").content)["features"]
    }
    table = CLIENT.get("/assets/style.json").json()
    assert drawn == {key for layer in table["layers"] for key in layer["boundaries"]}


@pytest.mark.parametrize("name", ["atlas.css", "first.css"])
def test_the_ground_before_the_map_is_drawn_is_its_sea(name):
    grounds = re.findall(r"(?:#map_div|iframe) \{[^}]*background: (#\w+)", (STATIC / name).read_text())
    assert tuple(grounds) == BASEMAP["sea"]
