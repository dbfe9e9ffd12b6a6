"""The whole atlas below a path of another site, behind a real proxy that strips the path or leaves it on."""

import json
import re
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

import httpx2
import pytest
from playwright.sync_api import expect

from geo.api.routes import ROUTES
from geo.atlas.load import load_atlas
from geo.atlas.metadata import LICENCE_URL
from tests.browser.at_rest import AT_REST
from tests.browser.conftest import ROOT, Visit, start
from tests.browser.test_map_page import pick_option
from tests.caddy import caddy
from tests.geo.api.test_routes import served

SITE = "https://site.example"
BELOW = f"{SITE}/atlas"
MODES = ("stripped", "kept")
FILTER = "type=tunnel"
EVENT = "1974-11-15-first-tunnel"
REPORTS = {one.url for reports in load_atlas().events["sources"] for one in reports}
"""Where reports stand: the rows of the offline file lead there."""
COUNTS = "/metrics"
"""The one route that answers otherwise each time."""
PATHS = [
    f"/map?{FILTER}",
    "/healthz",
    COUNTS,
    f"/api/events.geojson?{FILTER}",
    f"/api/events.csv?{FILTER}",
    f"/api/events.xlsx?{FILTER}",
    f"/api/events.gpkg?{FILTER}",
    f"/api/events.parquet?{FILTER}",
    f"/api/events.fgb?{FILTER}",
    f"/api/events.kml?{FILTER}",
    f"/api/events.ndjson?{FILTER}",
    f"/api/events/{EVENT}",
    "/api/boundaries.geojson?id=mdl",
    "/api/places.geojson?id=panmunjom",
    "/api/measure?lon=127&lat=38",
    "/api/measure.geojson?point=127,38",
    "/api/bands.geojson?id=mdl",
    f"/api/nearest.json?{FILTER}&id=mdl",
    f"/api/marks.json?{FILTER}&zoom=7",
    "/api/schema.json",
    f"/api/cite?{FILTER}&format=bibtex",
    "/api/changes.json",
    "/api/openapi.json",
    f"/feed.atom?{FILTER}",
    f"/api/chains.json?{FILTER}",
    "/api/as-of.json?date=2018-11-01",
    f"/embed?{FILTER}",
    f"/oembed?url={BELOW}/map",
    f"/map.html?{FILTER}",
    f"/figure.png?{FILTER}&dpi=72",
    f"/figure.svg?{FILTER}",
    f"/multiples.png?{FILTER}&dpi=72",
    f"/multiples.svg?{FILTER}",
    f"/multiples.pdf?{FILTER}",
    f"/multiples.pptx?{FILTER}",
    f"/figure.pdf?{FILTER}",
    f"/briefing.pptx?{FILTER}",
    "/chain.png?type=balloon-launch&dpi=72",
    "/chain.svg?type=balloon-launch",
    "/chain.pdf?type=balloon-launch",
    "/chain.pptx?type=balloon-launch",
    "/measure.png?point=127,38&dpi=72",
    "/measure.svg?point=127,38",
    "/measure.pdf?point=127,38",
    "/measure.pptx?point=127,38",
]
README_CADDY = re.search(
    r"```caddy\nsite\.example \{\n(.*?)\n\}\n```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL
)[1]
"""What the README tells to write for Caddy."""
LINKING = [f"/embed?{FILTER}", f"/map.html?{FILTER}", "/embed?type=nothing-of-the-kind", "/", "/escalation"]
PAGES = ["escalation", "measure", "briefing", "data", "sources"]


@pytest.fixture(scope="module")
def proxies(tmp_path_factory):
    """Addresses of two proxies before one atlas, by mode, without the prefix."""
    folder = tmp_path_factory.mktemp("subpath")
    running = start(folder, ATLAS_URL=BELOW)
    upstream = urlsplit(running.url).netloc
    beside = "@beside not path /atlas /atlas/*\nrespond @beside 404"
    sites = {
        "stripped": f"redir /atlas /atlas/\nhandle_path /atlas/* {{\nreverse_proxy {upstream}\n}}\n{beside}",
        "kept": f"{README_CADDY.replace('127.0.0.1:8501', upstream)}\n{beside}",
    }
    try:
        with caddy(folder, sites) as addresses:
            yield addresses
    finally:
        running.process.terminate()
        running.process.wait(60)


class Links(HTMLParser):
    """What a page links to and loads."""

    def __init__(self, html: str):
        super().__init__()
        self.found: list[str] = []
        self.feed(html)

    def handle_starttag(self, _tag, attrs):
        self.found += [value for name, value in attrs if name in ("href", "src") and value is not None]


def is_text(answer: httpx2.Response) -> bool:
    return bool(re.search("json|csv|html|svg", answer.headers.get("content-type", "")))


def test_every_route_is_asked_for():
    asked = {urlsplit(path).path.replace(EVENT, "{id}") for path in PATHS}
    assert asked == served(ROUTES)


@pytest.mark.parametrize("path", PATHS)
def test_a_route_answers_the_same_stripped_or_not_and_names_only_addresses_below_the_prefix(proxies, path):
    answers = [httpx2.get(f"{proxies[mode]}/atlas{path}", timeout=60) for mode in MODES]
    assert [answer.status_code for answer in answers] == 2 * [308 if path == f"/map?{FILTER}" else 200]
    assert answers[0].content == answers[1].content or path == COUNTS
    texts = [json.dumps(dict(answers[0].headers)), *([answers[0].text] if is_text(answers[0]) else [])]
    own = re.findall(r"https?://(?:site\.example|127\.0\.0\.1)[^\s\"'<>\\]*", " ".join(texts))
    assert [address for address in own if not re.match(rf"{re.escape(BELOW)}(/|$)", address)] == []


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("path", LINKING)
def test_what_a_page_links_to_and_loads_lies_below_the_prefix_and_is_there(proxies, mode, path):
    page = httpx2.get(f"{proxies[mode]}/atlas{path}", timeout=60)
    header = re.findall(r"<([^>]+)>", page.headers.get("link", ""))
    found = {urljoin(BELOW + path, link) for link in [*header, *Links(page.text).found] if link != "data:,"}
    own = {link for link in found if urlsplit(link).netloc == urlsplit(SITE).netloc}
    assert own
    assert found - own <= {LICENCE_URL, *REPORTS}
    with httpx2.Client(timeout=60) as reader:
        for link in own:
            assert link.startswith(f"{BELOW}/")
            answer = reader.get(proxies[mode] + link.removeprefix(SITE))
            assert (link, answer.status_code) == (link, 200)


@pytest.mark.parametrize("mode", MODES)
def test_the_map_page_leads_to_its_embed(proxies, mode):
    page = httpx2.head(f"{proxies[mode]}/atlas/?{FILTER}", timeout=60)
    (oembed,) = re.findall(r"<([^>]+)>", page.headers["link"])
    answer = httpx2.get(proxies[mode] + oembed.removeprefix(SITE), timeout=60).json()
    assert f'src="{BELOW}/embed?{FILTER}"' in answer["html"]
    assert answer["provider_url"] == f"{BELOW}/"


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize(
    ("path", "there"),
    [
        ("/atlas?x=1", "/atlas/"),
        ("/atlas/map?x=1", "/atlas/"),
        ("/atlas/escalation/", "/atlas/escalation"),
    ],
)
def test_a_redirect_stays_below_the_prefix(proxies, mode, path, there):
    answer = httpx2.get(proxies[mode] + path, timeout=60)
    assert (
        urlsplit(urljoin(proxies[mode] + path, answer.headers["location"]))[:3]
        == urlsplit(proxies[mode] + there)[:3]
    )


def beside(seen: Visit) -> list[str]:
    """Return what was asked of the proxy outside the prefix, or elsewhere."""
    asked = [urlsplit(address) for address in seen.asked]
    assert {"http", "ws"} >= {parts.scheme for parts in asked} - {"data", "blob"} >= {"http"}
    return [
        *seen.outside,
        *(parts.geturl() for parts in asked if parts.netloc and not parts.path.startswith("/atlas/")),
    ]


@pytest.mark.parametrize("mode", MODES)
def test_the_map_draws_and_a_change_of_filter_works(proxies, visit, mode):
    seen = visit(f"{proxies[mode]}/atlas/")
    seen.wait_for_marks()
    pick_option(seen.page, "What kind", "At sea")
    wanted = httpx2.get(
        f"{proxies[mode]}/atlas/api/events.geojson?category=maritime&fields=title", timeout=60
    ).json()
    seen.wait_for_events(len(wanted["features"]))
    seen.page.wait_for_url(f"{proxies[mode]}/atlas/?category=maritime")
    seen.page.get_by_role("link", name="Data", exact=True).click()
    seen.page.wait_for_url(f"{proxies[mode]}/atlas/data?category=maritime")
    expect(seen.page.get_by_role("heading", name="Data", exact=True)).to_be_visible()
    assert beside(seen) + seen.errors == []


@pytest.mark.parametrize("mode", MODES)
def test_every_page_opens_by_its_own_address(proxies, visit, mode):
    seen = visit(f"{proxies[mode]}/atlas/{PAGES[0]}?{FILTER}")
    for page in PAGES:
        seen.page.goto(f"{proxies[mode]}/atlas/{page}?{FILTER}")
        heading = seen.page.get_by_role("heading", name=page.capitalize(), exact=True)
        expect(heading).to_be_visible()
        expect(seen.page.locator(AT_REST)).to_be_attached()
        links = seen.page.locator("a[href]").evaluate_all("found => found.map((link) => link.href)")
        own = [link for link in links if link.startswith(proxies[mode])]
        assert own
        assert [link for link in own if not link.startswith(f"{proxies[mode]}/atlas/")] == []
    assert beside(seen) + seen.errors == []


@pytest.mark.parametrize("mode", MODES)
def test_the_embed_draws_and_shows_the_card_of_an_event(proxies, visit, mode):
    seen = visit(f"{proxies[mode]}/atlas/embed?{FILTER}")
    seen.page.locator(".atlas-mark").first.wait_for()
    with seen.page.expect_response(re.compile(r"/atlas/api/events/[\w-]+$")) as answer:
        seen.page.locator(".atlas-mark").first.press("Enter")
    assert answer.value.ok
    assert beside(seen) + seen.errors == []
