"""What a reader sees and does on the measure page."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from geo.lines.geodesic import WGS84
from tests.browser.at_rest import AT_REST

TWO = "point=126.7,37.9&point=126.9779,37.5663"
# Of Chromium's own drag: the first steps only tell that it is one.
STEPS = 12


def wait_for_points(seen, count):
    seen.map.locator(f'#map_div[data-points="{count}"]').wait_for()


def wait_for_lines(seen, query):
    """Wait until what follows from the points of an address is drawn."""
    seen.map.locator(f'#map_div[data-measured*="{query}"]').wait_for()


def wait_for_rest(seen):
    expect(seen.page.locator(AT_REST)).to_be_attached()


def marker(seen, number):
    return seen.map.locator(f'.atlas-point[aria-label^="{number}: "]')


def points_of(url):
    return parse_qs(urlsplit(url).query).get("point", [])


def on_screen(seen, lat, lon):
    """Where a place of the map lies on the screen."""
    frame = seen.page.locator('iframe[title="streamlit_folium.st_folium"]').bounding_box()
    x, y = seen.map.locator("#map_div").evaluate(
        """(box, [lat, lon]) => {
            const { x, y } = box.ownerDocument.defaultView.atlas.current.map.latLngToContainerPoint([lat, lon]);
            const { left, top } = box.getBoundingClientRect();
            return [left + x, top + y];
        }""",
        [lat, lon],
    )
    return frame["x"] + x, frame["y"] + y


def drag(seen, start, end):
    mouse = seen.page.mouse
    mouse.move(*on_screen(seen, *start))
    mouse.down()
    mouse.move(*on_screen(seen, *end), steps=STEPS)
    mouse.up()


def type_points(seen, text):
    box = seen.page.get_by_role("textbox", name=re.compile("^Points"))
    box.fill(text)
    box.press("Control+Enter")


def test_a_point_typed_dragged_and_shared_is_the_same_elsewhere(server, visit):
    seen = visit(f"{server.url}/measure")
    wait_for_points(seen, 0)
    wait_for_rest(seen)
    type_points(seen, "37°54'N 126°42'E")
    seen.page.wait_for_url(lambda url: points_of(url) == ["126.7,37.9"])
    wait_for_lines(seen, "point=126.7,37.9&")
    north_lon, north_lat, _ = WGS84.fwd(126.7, 37.9, 0, 5_000)
    drag(seen, (37.9, 126.7), (north_lat, north_lon))
    seen.page.wait_for_url(lambda url: points_of(url) not in ([], ["126.7,37.9"]))
    (point,) = points_of(seen.page.url)
    lon, lat = map(float, point.split(","))
    azimuth, _, distance_m = WGS84.inv(126.7, 37.9, lon, lat)
    # A pixel of the map at which it opens is some 60 m.
    assert distance_m == pytest.approx(5_000, abs=130)
    assert azimuth == pytest.approx(0, abs=1.5)
    wait_for_lines(seen, f"point={point}&")

    shared = visit(seen.page.url, fresh=True)
    wait_for_lines(shared, f"point={point}&")
    box = shared.page.get_by_role("textbox", name=re.compile("^Points"))
    expect(box).to_have_value(f"{lat}, {lon}")
    told = marker(seen, 1).get_attribute("aria-label")
    assert told == f"1: {lat}° N, {lon}° E"
    expect(marker(shared, 1)).to_have_attribute("aria-label", told)
    for one in (seen, shared):
        expect(one.map.locator(".atlas-name-distance")).to_contain_text("MDL")
        assert one.errors == []
        assert one.outside == []
    assert (
        seen.map.locator(".atlas-name-distance").inner_text()
        == shared.map.locator(".atlas-name-distance").inner_text()
    )


def test_clicks_add_points_and_their_popup_takes_them_away(server, visit):
    seen = visit(f"{server.url}/measure?point=126.7,37.9&ring=10")
    wait_for_lines(seen, "point=126.7,37.9&")
    seen.page.mouse.click(*on_screen(seen, 37.86, 126.86))
    wait_for_points(seen, 2)
    seen.page.wait_for_url(lambda url: len(points_of(url)) == 2 and points_of(url)[0] == "126.7,37.9")
    expect(seen.page.get_by_test_id("stMetric")).to_contain_text("Path through 2 points")
    wait_for_rest(seen)
    marker(seen, 1).press("Enter")
    seen.map.get_by_role("button", name="Remove this point").click()
    wait_for_points(seen, 1)
    seen.page.wait_for_url(lambda url: len(points_of(url)) == 1 and points_of(url) != ["126.7,37.9"])
    expect(seen.page.get_by_test_id("stMetric")).to_have_count(0)
    assert seen.errors == []


def test_points_are_one_stop_and_arrow_keys_move_them_and_tell_the_distances(server, visit):
    seen = visit(f"{server.url}/measure?{TWO}&target=mdl")
    wait_for_lines(seen, "point=126.7,37.9&")
    wait_for_rest(seen)
    expect(seen.map.locator(".leaflet-picked-pane [tabindex='0']")).to_have_count(1)
    said = seen.map.get_by_role("status").filter(
        has=seen.page.locator("xpath=self::*[contains(@class, 'atlas-told')]")
    )
    expect(said).to_have_text("")
    marker(seen, 1).focus()
    seen.page.keyboard.press("PageDown")
    expect(marker(seen, 2)).to_be_focused()
    seen.page.keyboard.press("PageUp")
    expect(marker(seen, 1)).to_be_focused()
    before = marker(seen, 1).bounding_box()
    for key in ("ArrowUp", "ArrowUp", "ArrowUp", "Shift+ArrowLeft"):
        seen.page.keyboard.press(key)
    moved = marker(seen, 1).bounding_box()
    assert (moved["x"] - before["x"], moved["y"] - before["y"]) == pytest.approx((-1, -30), abs=0.6)
    # A slow machine may tell the steps up before the step to the left is made.
    seen.page.wait_for_url(
        lambda url: len(points_of(url)) == 2 and float(points_of(url)[0].split(",")[0]) < 126.7
    )
    point, other = points_of(seen.page.url)
    lon, lat = map(float, point.split(","))
    assert lat > 37.9
    assert other == "126.9779,37.5663"
    expect(said).to_have_text(re.compile(rf"^1: {lat}° N, {lon}° E; MDL, \d+° .*km"))
    box = seen.page.get_by_role("textbox", name=re.compile("^Points"))
    expect(box).to_have_value(f"{lat}, {lon}\n37.5663, 126.9779")
    expect(marker(seen, 1)).to_be_focused()
    expect(marker(seen, 1)).to_have_attribute("aria-label", f"1: {lat}° N, {lon}° E")
    # The view has stayed, so that the next step is as far.
    after = marker(seen, 1).bounding_box()
    assert (after["x"], after["y"]) == pytest.approx((moved["x"], moved["y"]), abs=1.1)
    assert seen.errors == []


def test_two_clicks_before_the_first_is_answered_both_stay(server, visit):
    seen = visit(f"{server.url}/measure")
    seen.map.locator("#map_div[data-measured]").wait_for()
    wait_for_rest(seen)
    # All places before the first click: what it brings may move the map.
    for at in [on_screen(seen, *place) for place in ((37.9, 126.7), (38.1, 127.4), (37.7, 126.3))]:
        seen.page.mouse.click(*at)
    wait_for_points(seen, 3)
    seen.page.wait_for_url(lambda url: len(points_of(url)) == 3)
    wait_for_lines(seen, f"point={points_of(seen.page.url)[-1]}&")
    wait_for_points(seen, 3)


def test_words_stand_on_their_dash_or_leg(server, visit):
    seen = visit(f"{server.url}/measure?{TWO}&target=mdl&target=kaesong")
    wait_for_lines(seen, "kaesong")
    names = seen.map.locator(".atlas-name-distance")
    # One leg, and two dashes of either point; two of these run beside each other.
    expect(names).to_have_count(5)
    off_px = seen.map.locator("#map_div").evaluate(
        """(box) => {
            const { map, points } = box.ownerDocument.defaultView.atlas.current;
            const far = (at, from, to) => {
                const way = to.subtract(from), square = way.x ** 2 + way.y ** 2;
                const part = square ? Math.max(0, Math.min(1, ((at.x - from.x) * way.x + (at.y - from.y) * way.y) / square)) : 0;
                return at.distanceTo(from.add(way.multiplyBy(part)));
            };
            const frame = box.getBoundingClientRect();
            return [...box.querySelectorAll(".atlas-name-distance")].map((name) => {
                const { left, top, width, height } = name.getBoundingClientRect();
                const at = L.point(left - frame.left + width / 2, top - frame.top + height / 2);
                const own = points.features.filter(({ properties }) => properties.label === name.textContent);
                const lines = own.map(({ geometry }) => geometry.coordinates.map(([lon, lat]) => map.latLngToContainerPoint([lat, lon])));
                const apart = Math.min(...lines.flatMap((line) => line.slice(1).map((to, index) => far(at, line[index], to))));
                const longest = Math.max(...lines.map((line) => line[0].distanceTo(line.at(-1))));
                return { apart, longest, width };
            });
        }"""
    )
    for one in off_px:
        if one["longest"] > one["width"] + 60:
            assert one["apart"] < 4, one
    assert any(one["longest"] > one["width"] + 60 for one in off_px)


def test_all_that_cannot_be_read_is_told_at_once_and_the_rest_is_measured(server, visit):
    seen = visit(f"{server.url}/measure")
    wait_for_points(seen, 0)
    wait_for_rest(seen)
    type_points(seen, "127, 138\n37.9N 126.7E\nthe moon\n52SZZ123123")
    wait_for_points(seen, 1)
    told = seen.page.get_by_test_id("stAlert")
    for words in ("point 1", "latitude 127°", "point 3", "the moon", "point 4", "a square that the grid has"):
        expect(told).to_contain_text(words)
    box = seen.page.get_by_role("textbox", name=re.compile("^Points"))
    expect(box).to_have_value("127, 138\n37.9, 126.7\nthe moon\n52SZZ123123")


def test_what_is_measured_goes_along_to_the_map_and_back(server, visit):
    seen = visit(f"{server.url}/measure?{TWO}&ring=7&category=maritime")
    wait_for_points(seen, 2)
    wait_for_rest(seen)
    seen.page.get_by_role("link", name="Map", exact=True).click()
    seen.page.wait_for_url(lambda url: urlsplit(url).path == "/" and len(points_of(url)) == 2)
    seen.wait_for_marks()
    wait_for_rest(seen)
    seen.page.get_by_role("link", name=re.compile("Measure from 37.9° N, 126.7° E and")).click()
    seen.page.wait_for_url(
        lambda url: urlsplit(url).path == "/measure" and parse_qs(urlsplit(url).query).get("ring") == ["7"]
    )
    assert points_of(seen.page.url) == ["126.7,37.9", "126.9779,37.5663"]
    wait_for_points(seen, 2)
    assert seen.errors == []


def test_the_ring_is_drawn_with_its_events_and_taken_as_geojson(server, visit):
    seen = visit(f"{server.url}/measure?target=nll&ring=5&from=1999-01-01")
    seen.wait_for_marks()
    expect(seen.page.get_by_text(re.compile(r"filtered events in the ring of 5 km"))).to_be_visible()
    wait_for_rest(seen)
    with seen.page.expect_download() as taken:
        seen.page.get_by_test_id("stMain").get_by_role("button", name="GeoJSON").click()
    assert b'"role":"ring"' in taken.value.path().read_bytes()
    assert "measured" in taken.value.suggested_filename


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (390, 844)])
def test_the_page_fits_its_screen(server, visit, width, height):
    seen = visit(f"{server.url}/measure?{TWO}", width, height)
    wait_for_points(seen, 2)
    expect(seen.page.get_by_test_id("stMetric")).to_be_visible()
    assert seen.page.evaluate("document.documentElement.scrollWidth") <= width
    for number in (1, 2):
        expect(marker(seen, number)).to_be_in_viewport()
