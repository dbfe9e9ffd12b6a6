"""Pages and maps on small and large screens, and on paper: nothing is cut, nothing lies over what is to be read."""

import itertools

import pytest
from playwright.sync_api import expect

from tests.pages.opened import ATLAS

PHONE, ZOOMED, DESK = (360, 640), (720, 450), (1440, 900)
POINT = "126.6767,37.9558"
AXIS_LEAST_PX = 200
PAPER_PX = {"portrait": (703, 1032), "landscape": (1032, 703)}
"""A4 less 12 mm at each side, in pixels of CSS."""

WIDER = """() => [...document.querySelectorAll(".stMainBlockContainer > *, .st-key-atlas-language, iframe, header")]
    .filter((one) => one.getBoundingClientRect().right > document.documentElement.clientWidth + 1
        || one.getBoundingClientRect().left < -1)
    .map((one) => one.className)"""
CUT = """() => [...document.querySelectorAll(".stMain [data-testid=stMetricLabel] p, .stMain h1, .stMain h2, .stMain .stButton p, .stMain .stCheckbox p")]
    .filter((one) => one.checkVisibility() && !one.closest(".st-key-atlas-said") && one.scrollWidth > one.clientWidth + 1).map((one) => one.textContent)"""
LARGER = """() => {
    const words = [...document.querySelectorAll(".atlas-page, .atlas-page *:not(svg *)")].map((one) => [one, parseFloat(getComputedStyle(one).fontSize)]);
    for (const [one, px] of words) one.style.setProperty("font-size", `${2 * px}px`, "important");
}"""
BOX = "(one) => { const { left, top, right, bottom } = one.getBoundingClientRect(); return { left, top, right, bottom }; }"
SWITCH_BYTES = 2_000
"""The three syllables of the way to the other language."""
LEGEND = """() => {
    const legend = document.querySelector(".atlas-legend").getBoundingClientRect();
    const frame = (document.querySelector(".atlas-small") || document.querySelector("#map_div")).getBoundingClientRect();
    const box = document.querySelector(".atlas-legend");
    return { inside: legend.top >= frame.top && legend.bottom <= frame.bottom && legend.right <= frame.right,
        cut: box.scrollHeight - box.clientHeight, share: legend.width * legend.height / (frame.width * frame.height) };
}"""

POINTS = """() => [...document.querySelectorAll(".atlas-point")].map((point) => {
    const { left, right, top, bottom } = point.getBoundingClientRect();
    const map = document.querySelector("#map_div").getBoundingClientRect();
    return left > map.left && right < map.right && top > map.top && bottom < map.bottom;
})"""


FORCED = """(plot) => {
    const color = (name) => {
        const probe = document.body.appendChild(document.createElement("i"));
        probe.style.color = name;
        const { color } = getComputedStyle(probe);
        probe.remove();
        return color;
    };
    const all = (selector, name) => [...plot.querySelectorAll(selector)].map((one) => getComputedStyle(one)[name]);
    return { canvas: color("Canvas"), text: color("CanvasText"), ground: getComputedStyle(plot).backgroundColor, over: all(".background", "fill"), words: all("text", "fill"),
        marks: all(".mark-symbol path, .mark-rect:not([class*=brush]) path", "fill"), faint: all(".mark-symbol path", "opacity") };
}"""


def overlap(one: dict, other: dict) -> bool:
    across = one["left"] < other["right"] and other["left"] < one["right"]
    return across and one["top"] < other["bottom"] and other["top"] < one["bottom"]


@pytest.mark.parametrize("page", ["", "escalation", f"measure?point={POINT}", "briefing", "data", "sources"])
def test_no_page_is_wider_than_its_window_however_large_its_letters(server, visit, page):
    seen = visit(f"{server.url}/{page}{'&' if '?' in page else '?'}lang=ko", *PHONE)
    seen.page.locator(".atlas-paper").first.wait_for(state="attached")
    seen.page.locator(".st-key-atlas-language").wait_for()
    for letters, sizes in (("100%", (PHONE, ZOOMED, DESK)), ("200%", (DESK,))):
        seen.page.evaluate("(size) => { document.documentElement.style.fontSize = size; }", letters)
        for width, height in sizes:
            seen.page.set_viewport_size({"width": width, "height": height})
            seen.page.wait_for_function(f"({WIDER})().length === 0")
            assert seen.page.evaluate("document.scrollingElement.scrollWidth <= innerWidth")
            assert seen.page.evaluate(CUT) == []
            switch = seen.page.locator(".st-key-atlas-language").evaluate(BOX)
            for other in ("stMainMenu", "stExpandSidebarButton", "stTopNavLink"):
                for one in seen.page.get_by_test_id(other).all():
                    assert not one.is_visible() or not overlap(switch, one.evaluate(BOX)), other


@pytest.mark.parametrize("address", ["/embed", "/map.html?category=maritime"])
def test_no_embed_or_file_is_cut_where_letters_are_twice_as_large(server, visit, address):
    page = visit(f"{server.url}{address}", *ZOOMED, device_scale_factor=2).page
    page.locator("#map_div[data-events]").wait_for()
    for size in (ZOOMED, DESK):
        page.set_viewport_size({"width": size[0], "height": size[1]})
        assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    page.evaluate(LARGER)
    assert page.evaluate("document.documentElement.scrollWidth") <= DESK[0]
    for one in ("h1", "header p", "footer p", ".atlas-legend label span"):
        for words in page.locator(one).all():
            if words.is_visible():
                assert words.evaluate(
                    "(one) => one.scrollWidth <= one.clientWidth + 1 || getComputedStyle(one).display === 'inline'"
                )


@pytest.mark.parametrize("language", ["en", "ko"])
def test_the_legend_of_the_map_is_not_cut_and_is_written_in_the_typeface_of_the_page(server, visit, language):
    seen = visit(f"{server.url}/?lang={language}")
    seen.wait_for_events(len(ATLAS.events))
    frame = seen.page.locator(".st-key-atlas-map iframe").element_handle().content_frame()
    frame.wait_for_function(
        'document.fonts.check(\'12px "atlas-sans"\') && document.fonts.status === "loaded"'
    )
    legend = frame.evaluate(LEGEND)
    assert legend["inside"]
    assert legend["cut"] <= 0


def test_the_legend_of_a_phone_leaves_most_of_the_map(server, visit):
    seen = visit(f"{server.url}/embed", *PHONE)
    seen.page.locator("#map_div[data-events]").wait_for()
    assert seen.page.evaluate(LEGEND)["share"] < 0.1
    seen.page.locator(".atlas-legend summary").first.click()
    opened = seen.page.evaluate(LEGEND)
    assert opened["inside"]
    assert opened["share"] < 0.6


def test_a_reader_of_korean_loads_little_for_it_and_one_of_english_nothing(server, visit):
    for language, most_bytes in (("en", SWITCH_BYTES), ("ko", 250_000)):
        seen = visit(f"{server.url}/embed?lang={language}", fresh=True)
        seen.page.locator("#map_div[data-events]").wait_for()
        seen.page.evaluate("document.fonts.ready.then(() => true)")
        loaded = {url for url in seen.asked if "hangul-" in url}
        size = sum(len(seen.page.request.get(url).body()) for url in loaded)
        assert (language == "ko") == (size > SWITCH_BYTES)
        assert size <= most_bytes


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("page", ["", "escalation"])
def test_charts_have_the_ground_and_the_words_of_forced_colours(server, visit, page, scheme):
    seen = visit(f"{server.url}/{page}", forced_colors="active", color_scheme=scheme)
    plot = seen.page.locator(".stVegaLiteChart svg").first
    plot.locator(".mark-symbol path, .mark-rect:not([class*=brush]) path").first.wait_for()
    found = plot.evaluate(FORCED)
    assert found["ground"] == found["canvas"]
    assert found["canvas"] not in found["over"]
    assert set(found["words"]) == {found["text"]}
    # Each mark differs from the ground, and those of the axis are not faint.
    assert found["canvas"] not in found["marks"]
    assert set(found["faint"]) <= {"1"}


def test_the_years_have_room_on_a_phone(server, visit):
    seen = visit(f"{server.url}/escalation", *PHONE)
    # It is drawn once more when its frame has its width.
    seen.page.wait_for_function(
        "px => document.querySelector('.stVegaLiteChart svg .background')?.getBoundingClientRect().width > px",
        arg=AXIS_LEAST_PX,
    )


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize("sheet", PAPER_PX)
def test_on_paper_the_legend_stands_beside_or_below_the_whole_map_in_light_colours(
    server, visit, sheet, language
):
    seen = visit(f"{server.url}/embed?lang={language}", color_scheme="dark")
    seen.page.locator("#map_div[data-events]").wait_for()
    width, height = PAPER_PX[sheet]
    seen.page.set_viewport_size({"width": width, "height": height})
    seen.page.emulate_media(media="print")
    seen.page.locator("#map_div ~ .atlas-legend").wait_for()
    parts = ("#map_div", ".atlas-legend", "header", "footer")
    box = {name: seen.page.locator(name).evaluate(BOX) for name in parts}
    assert not any(overlap(box[one], box[other]) for one, other in itertools.combinations(parts, 2))
    assert all(one["right"] <= width and one["bottom"] <= height for one in box.values())
    assert not seen.page.locator(".atlas-dark").count()
    assert seen.page.locator(".atlas-paper").first.is_visible()
    seen.page.emulate_media(media="screen")
    seen.page.locator("#map_div .atlas-legend").wait_for()


@pytest.mark.parametrize("sheet", PAPER_PX)
def test_on_paper_the_map_of_a_page_has_room_for_its_whole_legend(server, visit, sheet):
    seen = visit(f"{server.url}/?lang=ko")
    seen.wait_for_events(len(ATLAS.events))
    seen.page.set_viewport_size(dict(zip(("width", "height"), PAPER_PX[sheet], strict=True)))
    seen.page.emulate_media(media="print")
    legend = seen.map.locator("#map_div ~ .atlas-legend")
    legend.wait_for()
    assert legend.evaluate("(one) => one.getBoundingClientRect().bottom <= innerHeight")


@pytest.mark.parametrize("sheet", PAPER_PX)
def test_on_paper_a_measured_map_shows_its_points(server, visit, sheet):
    seen = visit(f"{server.url}/measure?lang=ko&point=126.978,37.566&point=127.73,37.88&target=mdl")
    element = seen.page.locator(".st-key-atlas-points-map iframe")
    expect(element.content_frame.locator(".atlas-point")).to_have_count(2)
    frame = element.element_handle().content_frame()
    seen.page.set_viewport_size(dict(zip(("width", "height"), PAPER_PX[sheet], strict=True)))
    seen.page.emulate_media(media="print")
    frame.wait_for_selector("#map_div ~ .atlas-legend", state="attached")
    assert frame.evaluate(POINTS) == [True, True]


@pytest.mark.parametrize("page", ["", "measure", "embed", "embed?from=never", "nothing/here"])
def test_words_of_hangul_are_not_broken(server, visit, page):
    seen = visit(f"{server.url}/{page}{'&' if '?' in page else '?'}lang=ko")
    words = seen.page.locator(".stMarkdown p, .atlas-page p, .atlas-page li").first
    expect(words).to_have_css("word-break", "keep-all")


def test_a_printed_page_has_the_latest_rows_the_citation_and_its_address(server, visit):
    seen = visit(f"{server.url}/?category=maritime")
    seen.page.locator(".atlas-paper").wait_for(state="attached")
    assert not seen.page.locator(".atlas-paper").is_visible()
    seen.page.emulate_media(media="print")
    paper = seen.page.locator(".atlas-paper")
    assert paper.locator("tr").count() == 25
    assert f"{server.url}/?category=maritime" in paper.inner_text()
    assert not seen.page.get_by_test_id("stSidebar").is_visible()
    assert not seen.page.locator(".st-key-atlas-language").is_visible()


def test_on_paper_a_card_names_what_it_answered_and_has_nothing_to_press(server, visit):
    seen = visit(f"{server.url}/?event=2010-11-23-bombardment-of-yeonpyeong")
    named = seen.page.locator('.st-key-atlas-card [class*="st-key-go-"] button')
    expect(named.first).to_be_visible()
    seen.page.emulate_media(media="print")
    expect(named.first).to_be_visible()
    others = seen.page.locator('.stButton button:not([class*="st-key-go-"] *)')
    assert others.count()
    assert not any(button.is_visible() for button in others.all())
