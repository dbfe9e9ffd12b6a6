"""A reader whose browser hears late: what was done meanwhile stays, and the browser's history works."""

import re

import pytest
from playwright.sync_api import Page, WebSocketRoute, expect

from tests.browser.at_rest import AT_REST
from tests.pages.opened import ATLAS, count_of


class Answers:
    """What the server tells a page; it can be held back as if it were still on its way."""

    def __init__(self, page: Page):
        self._held: list[str | bytes] | None = None
        page.route_web_socket(re.compile("/_stcore/stream$"), self._connect)

    def hold(self) -> None:
        self._held = []

    def let_go(self) -> None:
        held, self._held = self._held, None
        for message in held:
            self._browser.send(message)

    def _connect(self, browser: WebSocketRoute) -> None:
        self._browser = browser
        server = browser.connect_to_server()
        browser.on_message(server.send)
        server.on_message(
            lambda message: browser.send(message) if self._held is None else self._held.append(message)
        )


def pick(page: Page, label: str, option: str) -> None:
    """Pick an option, also while the page waits for an answer."""
    page.get_by_test_id("stSidebar").get_by_role("combobox", name=re.compile(label)).click()
    page.get_by_role("option", name=option, exact=True).click()
    page.keyboard.press("Escape")


@pytest.fixture
def far(server, visit):
    """The map of a reader far away, at rest."""
    seen = visit("about:blank")
    seen.answers = Answers(seen.page)
    # How often a map told the page something, whether it is heard there or not.
    seen.page.add_init_script(
        "window.told = 0; addEventListener('message', ({ data }) => "
        "{ window.told += data?.type === 'streamlit:setComponentValue'; }, { capture: true });"
    )
    seen.page.goto(server.url)
    seen.wait_for_events(len(ATLAS.events))
    seen.page.get_by_test_id("stVegaLiteChart").wait_for()
    expect(seen.page.locator(AT_REST)).to_be_attached()
    return seen


def test_two_acts_before_the_first_is_answered_both_stay(far, server):
    far.answers.hold()
    pick(far.page, "What kind", "At sea")
    pick(far.page, "Who acted", "DPRK")
    far.answers.let_go()
    far.wait_for_events(count_of(category="maritime", initiator="dprk"))
    far.page.wait_for_url(f"{server.url}/?category=maritime&initiator=dprk")


def test_what_is_filtered_goes_along_to_a_page_that_is_opened_before_the_answer(far, server):
    far.answers.hold()
    pick(far.page, "What kind", "At sea")
    far.page.get_by_role("link", name="Data", exact=True).click()
    far.answers.let_go()
    far.page.wait_for_url(f"{server.url}/data?category=maritime")
    expect(far.page.get_by_test_id("stSidebar")).to_contain_text(f"{count_of(category='maritime'):,} of")


def test_what_a_map_still_tells_does_not_undo_a_page_that_is_opened(far, server):
    told = far.page.evaluate("window.told")
    far.answers.hold()
    far.page.get_by_role("link", name="Data", exact=True).click()
    far.map.locator(".leaflet-events-pane .atlas-mark:not(:has(text))").first.press("Enter")
    far.page.wait_for_function("told => window.told > told", arg=told)
    far.answers.let_go()
    far.page.wait_for_url(f"{server.url}/data")
    far.page.get_by_test_id("stMain").get_by_role("heading", name="Data", exact=True).wait_for()
    expect(far.page.locator(AT_REST)).to_be_attached()
    expect(far.page).to_have_url(f"{server.url}/data")


def test_back_and_forward_lead_through_the_filters(far, server):
    pick(far.page, "What kind", "At sea")
    far.wait_for_events(count_of(category="maritime"))
    pick(far.page, "Who acted", "DPRK")
    far.wait_for_events(count_of(category="maritime", initiator="dprk"))
    far.page.go_back()
    far.wait_for_events(count_of(category="maritime"))
    far.page.go_back()
    far.wait_for_events(len(ATLAS.events))
    far.page.go_forward()
    far.wait_for_events(count_of(category="maritime"))
    expect(far.page).to_have_url(f"{server.url}/?category=maritime")
    expect(far.page.get_by_test_id("stSidebar").get_by_test_id("stMultiSelect").first).to_contain_text(
        "At sea"
    )
