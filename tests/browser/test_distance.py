"""The distance layer in a browser: switched in the legend, kept in the address, drawn on page, embed and file alike."""

import re
import urllib.request

import pytest
from playwright.sync_api import expect

SHELLING = "2010-11-23-bombardment-of-yeonpyeong"
ON_DASHES = """() => {
  const { map, state, measuring } = window.atlas.current;
  const dashes = measuring.drawn.picked.getLayers().filter((one) => one.getLatLngs).map((one) =>
    one.getLatLngs().map((end) => map.latLngToContainerPoint(end)));
  const frame = map.getContainer().getBoundingClientRect();
  return [...document.querySelectorAll(".atlas-name-distance")].map((name) => {
    const box = name.getBoundingClientRect();
    const box_px = [box.left - frame.left, box.top - frame.top, box.right - frame.left, box.bottom - frame.top];
    const nearest = Math.min(...dashes.map(([from, to]) => Math.min(...Array.from({ length: 200 }, (_, at) => {
      const x = from.x + (at / 199) * (to.x - from.x), y = from.y + (at / 199) * (to.y - from.y);
      return Math.hypot(Math.max(box_px[0] - x, 0, x - box_px[2]), Math.max(box_px[1] - y, 0, y - box_px[3]));
    }))));
    return { text: name.textContent, nearest };
  });
}"""
"""How far each label is from the dash that is nearest to it, in pixels: 0 where it stands on one."""


STANDING = f"""() => {{
  const far = Object.fromEntries(({ON_DASHES})().map((one) => [one.text.split("\\n")[0], one.nearest]));
  return far["DPRK line, 1999"] === 0 && far.MDL === 0 && far.NLL < 32;
}}"""
"""That of the NLL stands beside the ring round the event: its dash is shorter than the ring."""


MARK = ".leaflet-events-pane .atlas-mark"
MARKED = f"""(box) => box.ownerDocument.defaultView.atlas.current.marks.layer.getLayers()
    .find(({{ group }}) => group.members.some(({{ id }}) => id === '{SHELLING}')).getElement()"""
"""The mark in which the shelling is."""


def test_two_clicks_from_the_first_page_show_how_far_the_shelling_of_2010_lay_from_both_lines(server, visit):
    seen = visit(server.url, fresh=True)
    seen.wait_for_marks()
    seen.map.locator("#map_div[data-events]").wait_for()
    where = seen.map.locator("#map_div")
    where.evaluate_handle(MARKED).as_element().click()
    seen.map.get_by_role("button").filter(has_text="Bombardment of Yeonpyeong Island").click()
    names = seen.map.locator(".atlas-name-distance")
    expect(names.filter(has_text=re.compile("NLL\n3 km"))).to_be_visible()
    expect(names.filter(has_text=re.compile("DPRK line, 1999\n43 km"))).to_be_visible()
    seen.page.wait_for_url(re.compile(SHELLING))
    expect(seen.page.locator(".st-key-atlas-card")).to_be_visible()
    frame = seen.page.locator('iframe[title="streamlit_folium.st_folium"]').element_handle().content_frame()
    frame.wait_for_function(STANDING)
    assert seen.errors == []


def test_the_switch_in_the_legend_sets_the_address_and_draws_the_layer(server, visit):
    seen = visit(f"{server.url}/?from=2010-01-01&to=2010-12-31&category=cross-border-fire", fresh=True)
    seen.wait_for_marks()
    expect(seen.map.locator(".leaflet-bands-pane path")).to_have_count(0)
    seen.map.locator(".atlas-bands select").select_option("nll")
    seen.page.wait_for_url(re.compile("distance=nll"))
    expect(seen.map.locator(".leaflet-bands-pane path")).to_have_count(4)
    marks = seen.map.locator(f"{MARK}:not(.atlas-badge)").count()
    expect(seen.map.locator(".atlas-rim")).to_have_count(marks)
    expect(seen.map.locator(".atlas-name-band").filter(has_text="40 km")).to_be_visible()
    expect(seen.page.get_by_text("Distance to NLL in km")).to_be_attached()
    own = seen.map.locator(".atlas-bands-own input")
    own.fill("12, 3")
    own.press("Enter")
    seen.page.wait_for_url(re.compile("bands=3%2C12|bands=3,12"))
    expect(seen.map.locator(".leaflet-bands-pane path")).to_have_count(2)
    seen.map.locator(".atlas-bands-head input").uncheck()
    expect(seen.map.locator(".leaflet-bands-pane path")).to_have_count(0)
    expect(seen.map.locator(".atlas-rim")).to_have_count(0)
    seen.page.wait_for_url(lambda url: "distance" not in url and "category=cross-border-fire" in url)
    assert seen.errors == []
    assert seen.outside == []


def test_bands_that_are_none_are_not_taken(server, visit):
    seen = visit(f"{server.url}/embed?distance=nll&type=tunnel")
    own = seen.page.locator(".atlas-bands-own input")
    own.fill("5, ten")
    own.press("Enter")
    assert own.evaluate("(input) => !input.checkValidity()")
    expect(seen.page.locator(".leaflet-bands-pane path")).to_have_count(4)
    assert seen.errors == []


@pytest.mark.parametrize("where", ["embed", "file"])
def test_embed_and_file_show_the_layer_of_their_address_and_switch_it(server, visit, tmp_path, where):
    query = "distance=dprk-line-1999&bands=10,30&category=maritime"
    url = f"{server.url}/embed?{query}"
    if where == "file":
        url = f"file://{tmp_path}/map.html"
        with urllib.request.urlopen(f"{server.url}/map.html?{query}") as answer:
            (tmp_path / "map.html").write_bytes(answer.read())
    seen = visit(url, fresh=True)
    bands, rims = (seen.page.locator(name) for name in (".leaflet-bands-pane path", ".atlas-rim"))
    expect(bands).to_have_count(2)
    expect(rims).to_have_count(seen.page.locator(f"{MARK}:not(.atlas-badge)").count())
    options = seen.page.locator(".atlas-bands option")
    assert (options.count() == 1) == (where == "file")
    switch = seen.page.locator(".atlas-bands-head input")
    switch.uncheck()
    expect(bands).to_have_count(0)
    switch.check()
    expect(bands).to_have_count(2)
    assert seen.errors == []


def test_the_file_without_the_layer_offers_none(server, visit, tmp_path):
    with urllib.request.urlopen(f"{server.url}/map.html?type=tunnel") as answer:
        (tmp_path / "map.html").write_bytes(answer.read())
    seen = visit(f"file://{tmp_path}/map.html", fresh=True)
    expect(seen.page.locator(".atlas-legend")).to_be_visible()
    expect(seen.page.locator(".atlas-bands")).to_be_hidden()
    assert seen.errors == []


def test_dragging_over_the_strip_sets_the_filter(server, visit):
    seen = visit(f"{server.url}/?distance=nll", fresh=True)
    seen.wait_for_marks()
    strip = seen.page.get_by_test_id("stVegaLiteChart").nth(1)
    strip.locator("canvas, svg").first.wait_for()
    strip.scroll_into_view_if_needed()
    box = strip.bounding_box()
    seen.page.mouse.move(box["x"] + box["width"] * 0.2, box["y"] + 30)
    seen.page.mouse.down()
    seen.page.mouse.move(box["x"] + box["width"] * 0.5, box["y"] + 40, steps=6)
    seen.page.mouse.up()
    seen.page.wait_for_url(re.compile(r"near=nll&within_km=\d"))
    assert "distance=nll" in seen.page.url
    seen.page.get_by_role("button", name="At any distance").click()
    seen.page.wait_for_url(lambda url: "near=" not in url and "distance=nll" in url)
    assert seen.errors == []
