"""The embed in the frame of another site, and the file from a disk with no network at all."""

import functools
import http.server
import json
import re
import threading
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Frame, Page, expect

from geo.catalogue.flat import PLACES
from tests.browser.conftest import Server, Visit, start
from tests.browser.test_hostile import ATTACKS, own_rows, unharmed, write

BALLOONS = "from=2024-05-28&to=2024-11-30&type=balloon-launch"
MARK = ".leaflet-events-pane .atlas-mark"
COLD_BYTES = 340_000
"""28,000 of them the typeface."""


def read(url: str) -> bytes:
    with urllib.request.urlopen(url) as answer:
        return answer.read()


def count(server: Server, query: str) -> int:
    return json.loads(read(f"{server.url}/api/events.geojson?{query}"))["metadata"]["count"]


def open_from_disk(visit: Callable[..., Visit], server: Server, query: str, folder: Path) -> Visit:
    """Save the file and open it in a browser that reaches nothing but the disk."""
    # Not a page of the server: its icon could still be on the way when the network goes.
    seen = visit('data:text/html,<link rel="icon" href="data:,">', fresh=True)
    path = folder / "map.html"
    path.write_bytes(read(f"{server.url}/map.html?{query}"))
    seen.page.context.set_offline(True)
    seen.page.goto(path.as_uri())
    return seen


@pytest.fixture
def article(server, tmp_path) -> Iterator[str]:
    """The address of a plain page on another port with the balloons in a frame."""
    (tmp_path / "index.html").write_text(
        '<!doctype html><meta name="viewport" content="width=device-width"><link rel="icon" href="data:,">'
        f'<p>An article.</p><iframe src="{server.url}/embed?{BALLOONS}" width="640" height="400" '
        'style="max-width:100%"></iframe><p style="height:2000px">It goes on.</p>'
    )

    (tmp_path / "cut-off.html").write_text(
        '<link rel="icon" href="data:,">'
        f'<iframe sandbox="allow-scripts" src="{server.url}/embed?{BALLOONS}"></iframe>'
    )

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_) -> None:
            """Say nothing."""

    handler = functools.partial(Quiet, directory=str(tmp_path))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as other:
        threading.Thread(target=other.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{other.server_port}/"
        other.shutdown()


def framed(seen) -> Frame:
    expect(seen.page.frame_locator("iframe").locator(MARK).first).to_be_visible()
    return seen.page.frames[1]


def wait_for_closer(where: Frame | Page, zoom: float) -> None:
    """Wait until a map is nearer than it was; a string to evaluate would need the unsafe-eval that our policy denies."""
    where.wait_for_function("(zoom) => atlas.current.map.getZoom() > zoom", arg=zoom)


# --- The embed ----------------------------------------------------------------------------------------------


def test_in_a_frame_of_another_site_it_draws_under_its_policy_and_asks_nobody_else(server, visit, article):
    seen = visit(article, fresh=True)
    frame = framed(seen)
    expect(frame.locator("#map_div")).to_have_attribute("data-events", str(count(server, BALLOONS)))
    expect(frame.get_by_role("heading")).to_contain_text(f"{count(server, BALLOONS)} of ")
    expect(frame.locator(".leaflet-lines-pane path").nth(5)).to_be_attached()
    assert seen.page.context.cookies() == []
    assert frame.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
    assert seen.outside == []
    assert seen.errors == []


def test_the_whole_catalogue_is_light_on_a_cold_cache(server, visit):
    seen = visit("about:blank", fresh=True)
    network = seen.page.context.new_cdp_session(seen.page)
    network.send("Network.enable")
    sizes = []
    network.on("Network.loadingFinished", lambda done: sizes.append(done["encodedDataLength"]))
    seen.page.goto(f"{server.url}/embed", wait_until="networkidle")
    expect(seen.page.locator("#map_div")).to_have_attribute("data-events", str(count(server, "")))
    assert len(sizes) > 8
    assert sum(sizes) < COLD_BYTES
    assert seen.errors == []


def test_a_frame_that_is_cut_off_from_every_origin_draws_too(visit, article):
    seen = visit(f"{article}cut-off.html")
    framed(seen)
    assert seen.errors == []


def test_the_wheel_scrolls_the_page_around_the_frame_and_zooms_with_the_key(visit, article):
    seen = visit(article)
    frame = framed(seen)
    zoom = frame.evaluate("atlas.current.map.getZoom()")
    box = seen.page.locator("iframe").bounding_box()
    seen.page.mouse.move(box["x"] + 300, box["y"] + 250)
    seen.page.mouse.wheel(0, 100)
    seen.page.wait_for_function("scrollY === 100")
    expect(frame.locator(".atlas-hint-shown")).to_have_text(re.compile("(Ctrl|⌘) and scroll"))
    assert frame.evaluate("atlas.current.map.getZoom()") == zoom
    seen.page.keyboard.down("Control")
    seen.page.mouse.wheel(0, -100)
    seen.page.keyboard.up("Control")
    wait_for_closer(frame, zoom)
    assert seen.page.evaluate("scrollY") == 100


def test_one_finger_scrolls_the_page_around_the_frame(visit, article):
    seen = visit(article, 390, 700, has_touch=True, is_mobile=True)
    frame = framed(seen)
    center = frame.evaluate("atlas.current.map.getCenter()")
    touch = seen.page.context.new_cdp_session(seen.page)
    for kind, y in (("touchStart", 320), *(("touchMove", 320 - 20 * step) for step in range(1, 10))):
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": 330, "y": y}]})
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    seen.page.wait_for_function("scrollY > 50")
    expect(frame.locator(".atlas-hint")).to_have_text("Use two fingers to move the map")
    assert frame.evaluate("atlas.current.map.getCenter()") == center


def test_opened_by_itself_the_wheel_zooms(server, visit):
    seen = visit(f"{server.url}/embed?{BALLOONS}")
    expect(seen.page.locator(MARK).first).to_be_visible()
    zoom = seen.page.evaluate("atlas.current.map.getZoom()")
    seen.page.mouse.move(400, 500)
    seen.page.mouse.wheel(0, -200)
    wait_for_closer(seen.page, zoom)


def test_the_keyboard_reaches_the_map_and_a_mark_opens_and_closes_its_card(server, visit):
    seen = visit(f"{server.url}/embed?q=%22Bombardment+of+Yeonpyeong%22&from=2010-11-23&to=2010-11-23")
    expect(seen.page.locator(MARK)).to_have_count(1)
    focused = "() => document.activeElement.getAttribute('class') + ' ' + document.activeElement.id"
    seen.page.keyboard.press("Tab")
    assert "atlas-skip" in seen.page.evaluate(focused)
    seen.page.keyboard.press("Tab")
    assert "atlas-mark" in seen.page.evaluate(focused)
    seen.page.keyboard.press("Enter")
    card = seen.page.locator(".atlas-card")
    expect(card).to_contain_text("Bombardment of Yeonpyeong Island")
    for words in ("23 November 2010", "DPRK", "연평도", "to about 10 km", "MDL", "±", "nmi"):
        expect(card).to_contain_text(words)
    link = card.get_by_role("link").first
    expect(link).to_have_attribute("href", re.compile("^https?://"))
    expect(link).to_have_attribute("rel", re.compile("noopener"))
    expect(seen.page.locator(".atlas-name-distance").first).to_be_attached()
    seen.page.keyboard.press("Escape")
    expect(card).to_have_count(0)
    expect(seen.page.locator(".atlas-name-distance")).to_have_count(0)
    assert "atlas-mark" in seen.page.evaluate(focused)
    assert seen.errors == []


def test_an_event_without_a_point_opens_from_the_list_of_its_badge_and_points_nowhere(server, visit):
    seen = visit(f"{server.url}/embed?precision=representative&category=diplomacy")
    seen.page.locator(f"{MARK}.atlas-badge").first.press("Enter")
    seen.page.locator(".atlas-list button").first.click()
    expect(seen.page.locator(".atlas-card")).to_contain_text("nothing is measured")
    expect(seen.page.locator(".atlas-popup-free .leaflet-popup-tip-container")).to_be_hidden()
    assert seen.page.locator(".leaflet-picked-pane > *").count() == 0


def test_layers_view_and_legend_follow_the_address(server, visit):
    seen = visit(f"{server.url}/embed?{BALLOONS}&layers=mdl&center=126.6,37.9&zoom=9&legend=0&title=Trash")
    expect(seen.page.locator(MARK).first).to_be_visible()
    assert seen.page.locator(".atlas-legend").count() == 0
    expect(seen.page.locator(".leaflet-lines-pane path")).to_have_count(
        2
    )  # the line and its reach for the mouse
    where = seen.page.evaluate(
        "(() => { const m = atlas.current.map; return [m.getCenter().lat, m.getCenter().lng, m.getZoom()] })()"
    )
    assert where == pytest.approx([37.9, 126.6, 9], abs=0.01)
    expect(seen.page.get_by_role("heading")).to_have_text("Trash")
    link = seen.page.get_by_role("link", name="Open the full map")
    view = "layers=mdl&center=126.6,37.9&zoom=9"
    expect(link).to_have_attribute("href", f"{server.url}/?{BALLOONS}&{view}")
    expect(link).to_have_attribute("target", "_blank")


@pytest.mark.parametrize("dark", [False, True])
def test_on_320_pixels_nothing_sticks_out_and_the_theme_is_followed(server, visit, dark):
    scheme = "dark" if dark else "light"
    seen = visit(
        f"{server.url}/embed?{BALLOONS}&title=Balloons+of+2024",
        320,
        568,
        color_scheme=scheme,
        has_touch=True,
        is_mobile=True,
    )
    expect(seen.page.locator(MARK).first).to_be_visible()
    assert seen.page.locator("#map_div.atlas-dark").count() == dark
    seen.page.locator(MARK).first.click()
    seen.page.locator(".leaflet-popup .atlas-list button").first.click()
    # The map moves until the card is in view.
    seen.page.locator(".atlas-card").wait_for()
    seen.page.wait_for_function(
        "() => { const { left, right } = document.querySelector('.leaflet-popup').getBoundingClientRect();"
        " return left >= 0 && right <= 320; }"
    )
    assert seen.page.evaluate("document.documentElement.scrollWidth") == 320
    assert seen.page.locator("#map_div").bounding_box()["height"] > 300
    assert seen.errors == []


def test_a_refused_embed_is_readable_under_its_policy(server, visit):
    seen = visit(f"{server.url}/embed?type=nonsense")
    expect(seen.page.get_by_role("listitem")).to_contain_text("nonsense")
    assert [error for error in seen.errors if "400" not in error] == []


# --- The file -----------------------------------------------------------------------------------------------


def test_the_file_opens_from_a_disk_filters_by_category_and_shows_cards(server, visit, tmp_path):
    seen = open_from_disk(visit, server, "", tmp_path)
    drawn = seen.page.locator("#map_div")
    expect(drawn).to_have_attribute("data-events", str(count(server, "")))
    on_map = "atlas.current.marks.groups.flatMap((group) => group.members.map((event) => event.properties.category))"
    before = seen.page.evaluate(on_map)
    seen.page.get_by_label("Missile and nuclear").uncheck()
    after = seen.page.evaluate(on_map)
    assert "missile-nuclear" in before
    assert after == [one for one in after if one != "missile-nuclear"]
    assert len(after) == len(before) - before.count("missile-nuclear")
    # By the keyboard: the mark may lie outside the window.
    seen.page.locator(f"{MARK}:not(:has(text))").first.press("Enter")
    card = seen.page.locator(".atlas-card")
    expect(card.get_by_role("link").first).to_have_attribute("href", re.compile("^https?://"))
    expect(card).to_contain_text("±")
    expect(card).to_contain_text("Pyongyang")
    every = len(json.loads(read(f"{server.url}/api/boundaries.geojson"))["features"])
    first = card.get_by_role("row").count()
    assert first < every
    card.get_by_text(f"{every - first} more distances").click()
    expect(card.get_by_role("row")).to_have_count(every)
    assert seen.outside == []
    assert seen.errors == []


def test_the_file_shows_as_many_as_the_page(server, visit, tmp_path):
    seen = open_from_disk(visit, server, BALLOONS, tmp_path)
    expect(seen.page.locator("#map_div")).to_have_attribute("data-events", str(count(server, BALLOONS)))
    seen.page.get_by_text("Citation, licences and method").click()
    expect(seen.page.locator("details").get_by_text("MDL Atlas, data version")).to_contain_text(
        f"{server.url}/?"
    )
    assert seen.errors == []


def answering() -> dict[str, str]:
    """Return an event of which one report stands only as the report of an answer."""
    others = [prefix for prefix in PLACES if prefix != "responds_to"]
    return next(
        row
        for row in own_rows()
        if row["responds_to_url"] and row["responds_to_url"] not in [row[f"{role}_url"] for role in others]
    )


@pytest.mark.parametrize("form", ["embed", "offline"])
def test_a_card_links_every_report_of_an_event_by_what_it_supports(server, visit, tmp_path, form):
    event = answering()
    day = event["id"][:10]
    query = f"from={day[:4]}-01-01&to={day[:4]}-12-31"
    if form == "embed":
        seen = visit(f"{server.url}/embed?{query}")
    else:
        seen = open_from_disk(visit, server, query, tmp_path)
    expect(seen.page.locator("#map_div")).to_have_attribute("data-events", str(count(server, query)))
    seen.page.evaluate(f"atlas.current.pick({{ id: '{event['id']}' }})")
    links = seen.page.locator(".atlas-card ul").get_by_role("link")
    expect(links.first).to_be_visible()
    shown = [link.get_attribute("href") for link in links.all()]
    assert shown == [event[f"{prefix}_url"] for prefix in PLACES if event[f"{prefix}_url"]]
    expect(seen.page.locator(".atlas-card h4").first).to_have_text("What happened")
    assert seen.errors == []


# --- Hostile text -------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def hostile(tmp_path_factory) -> Iterator[Server]:
    """The atlas with attacks in every text of every event."""
    rows = own_rows()
    for at, row in enumerate(rows):
        attack = f"{ATTACKS[at % len(ATTACKS)]} {at}"
        row.update(
            dict.fromkeys(
                ("title", "summary", "place", "place_ko", "source_title", "source_publisher"), attack
            )
        )
    folder = tmp_path_factory.mktemp("hostile-embed")
    running = start(folder, ATLAS_EVENTS=str(write(folder / "events.csv", rows)))
    yield running
    running.process.terminate()
    running.process.wait(60)


@pytest.mark.parametrize("attack", range(len(ATTACKS)))
@pytest.mark.parametrize("form", ["embed", "file"])
def test_hostile_text_runs_nothing(hostile, visit, tmp_path, form, attack):
    placed = [
        row["id"]
        for at, row in enumerate(own_rows())
        if at % len(ATTACKS) == attack and row["location_precision"] == "exact"
    ]
    query = f"from={placed[-1][:10]}&to={placed[-1][:10]}&title=%3C/script%3E%3Cscript%3Ewindow.top.pwned=1%3C/script%3E"
    if form == "embed":
        seen = visit(f"{hostile.url}/embed?{query}")
    else:
        seen = open_from_disk(visit, hostile, query, tmp_path)
    expect(seen.page.locator(MARK).first).to_be_visible()
    seen.page.evaluate(
        f"atlas.current.pick(atlas.current.marks.spots.flatMap((spot) => spot.members).find((event) => event.id === '{placed[-1]}'))"
    )
    card = seen.page.locator(".atlas-card")
    expect(card).to_contain_text("pwned" if attack != 5 else "evil.test")
    assert card.locator("img, iframe, script").count() == 0
    assert card.locator("a:not([href^=http])").count() == 0
    expect(seen.page.get_by_role("heading", level=1)).to_contain_text("</script><script>")
    assert unharmed(seen)
