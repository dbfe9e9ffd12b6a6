"""WCAG 2.2 AA as far as a machine can tell: axe finds nothing of ours on any page, embed or file, map frame included."""

from collections.abc import Callable, Iterator, Sequence
from importlib.resources import files

import pytest
from playwright.sync_api import BrowserContext, FrameLocator, Page, expect

from geo.words.table import LANGUAGES, say
from tests.browser.at_rest import AT_REST
from tests.browser.conftest import DESK, Visit, profile
from tests.browser.targets import small

AXE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
RULES = {
    "type": "tag",
    "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}
COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
"""What may be broken in one theme and whole in the other: a theme changes colours, and nothing else of what axe looks at."""
EVENT = "2010-11-23-bombardment-of-yeonpyeong"
POINT = "126.6767,37.9558"

EXCEPTED = {("target-size", ".leaflet-marker-icon")}
"""Rule and a part of the selector of what may break it: marks cover each other where events lie close together. Where a target
stands is essential on a map: https://www.w3.org/WAI/WCAG22/Understanding/target-size-minimum.html. Nothing of Streamlit's,
Vega's or folium's is left to except: what they lack is mended in pages/_ui/look.css and geo/web/static/announcing.js."""
POPUP = ".leaflet-popup-pane"
RUN = """async ([context, runOnly]) => {
    const { violations } = await axe.run(context, { runOnly, resultTypes: ["violations"] });
    return violations.flatMap(({ id, nodes }) => nodes.map(
        ({ target, html, failureSummary }) => [id, target.flat().join(" "), html.slice(0, 160), failureSummary]));
}"""
# What Vega draws of a thousand events: axe would look at each shape, for half a minute, and the chart has words of its own.
CHART = "svg.marks > g"


def found(
    page: Page, rules: dict, without: str | None = None, only: Sequence[str] = ("html",)
) -> list[list[str]]:
    """Return what axe finds that is ours on a page and in its frames, or in one part of it (the way to it through frames)."""
    for frame in page.frames:
        if not frame.evaluate("'axe' in window"):
            frame.evaluate(AXE)
    context = {"include": [{"fromFrames": list(only)} if len(only) > 1 else list(only)]}
    broken = page.evaluate(RUN, [context | ({"exclude": [[without]]} if without else {}), rules])
    return [one for one in broken if not any(one[0] == rule and where in one[1] for rule, where in EXCEPTED)]


def in_both_themes(page: Page) -> Iterator[dict]:
    """Show a page in each theme, with the rules that it is held to then; what was open on its map has closed."""
    for theme, rules in (("light", RULES), ("dark", COLOURS)):
        page.emulate_media(color_scheme=theme)
        at_rest(page)
        yield rules


def in_both_languages(page: Page) -> Iterator[str]:
    """Show a page of Streamlit in each language, the second by the switch in its head: all of it is drawn anew."""
    for language in LANGUAGES:
        if page.locator("html").get_attribute("lang") != language:
            page.emulate_media(color_scheme="light")
            at_rest(page)
            page.locator(".st-key-atlas-language").get_by_role("radio", checked=False).click()
        expect(page.locator("html")).to_have_attribute("lang", language)
        at_rest(page)
        yield language


def at_rest(page: Page) -> None:
    # Embed and file are no pages of Streamlit.
    expect(page.get_by_test_id("stApp").and_(page.locator(f":not({AT_REST})"))).to_have_count(0)
    expect(page.get_by_test_id("stSkeleton")).to_have_count(0)
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")


@pytest.fixture(scope="module")
def unguarded(chromium) -> Iterator[BrowserContext]:
    """One profile for all pages, which may be looked into whatever their policy says."""
    context = profile(chromium, **DESK, bypass_csp=True)
    yield context
    context.close()


@pytest.fixture
def seen(server, unguarded) -> Iterator[Callable[[str], Visit]]:
    """Open an address of the atlas."""
    page = unguarded.new_page()

    def opened(address: str) -> Visit:
        page.goto(server.url + address)
        return Visit(page)

    yield opened
    page.close()


def open_list(where: FrameLocator | Page) -> None:
    group = ".leaflet-events-pane .atlas-mark:not(.atlas-badge)"
    where.locator(f"{group}[aria-label$=' events'], {group}[aria-label^='사건 ']").first.press("Enter")
    expect(where.locator(".leaflet-popup .atlas-list li").first).to_be_visible()


def test_the_map_with_card_list_and_measured_point(seen):
    opened = seen(f"/?event={EVENT}&lang={LANGUAGES[0]}")
    expect(opened.page.locator("#atlas-first")).to_have_count(0)
    for language in in_both_languages(opened.page):
        expect(opened.map.locator(".atlas-skip")).to_have_text(say("map.skip", language))
        opened.wait_for_marks()
        expect(opened.page.locator(".st-key-atlas-card")).to_be_visible()
        expect(opened.page.get_by_test_id("stDataFrame")).to_be_visible()
        for rules in in_both_themes(opened.page):
            open_list(opened.map)
            assert found(opened.page, rules) == []
            assert small(opened.page) == []
            opened.page.keyboard.press("Escape")
            opened.page.keyboard.press("m")
            expect(opened.map.locator(".leaflet-popup td").first).to_be_visible()
            assert found(opened.page, rules, only=(".st-key-atlas-map iframe", POPUP)) == []
            opened.page.keyboard.press("Escape")


PAGES = {
    "/escalation": "escalation.method",
    f"/measure?point={POINT}": "measure.heading",
    "/briefing": "briefing.permalink",
    "/data": "data.heading",
    "/sources": "sources.limits",
}
"""Address of each page to the word that is on it when it is whole."""


@pytest.mark.parametrize("address", PAGES)
def test_a_page(seen, address):
    opened = seen(f"{address}{'&' if '?' in address else '?'}lang={LANGUAGES[0]}")
    for language in in_both_languages(opened.page):
        whole = opened.page.get_by_text(say(PAGES[address], language)).filter(visible=True).last
        expect(whole).to_be_visible()
        expect(opened.page.get_by_role("heading", level=1)).to_have_count(1)
        for rules in in_both_themes(opened.page):
            assert found(opened.page, rules, CHART) == []
        assert small(opened.page) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("address", ["/embed?category=maritime", "/map.html?category=maritime"])
def test_embed_and_file_with_card_and_list(seen, address, language):
    opened = seen(f"{address}&lang={language}")
    opened.page.locator(".atlas-mark").first.wait_for()
    for rules in in_both_themes(opened.page):
        open_list(opened.page)
        assert found(opened.page, rules) == []
        assert small(opened.page) == []
        opened.page.locator(".atlas-list button").first.press("Enter")
        expect(opened.page.locator(".atlas-card")).to_be_visible()
        assert found(opened.page, rules, only=(POPUP,)) == []
        assert small(opened.page) == []


@pytest.mark.parametrize("address", ["/nothing", "/embed?from=never"])
def test_what_says_that_there_is_nothing(seen, address):
    page = seen(address).page
    for rules in in_both_themes(page):
        assert found(page, rules) == []
