"""The events played through time: on the page, in the embed and in the file, by hand, by key and by address."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from playwright.sync_api import Browser, FrameLocator, Page, expect

from geo.atlas.selection import Selection
from geo.look.moment import Moment
from geo.query.filter import EventFilter
from geo.web.assets import STATIC
from tests.browser.at_rest import AT_REST
from tests.browser.test_embed import open_from_disk
from tests.geo.look.test_moment import BAD
from tests.pages.opened import ATLAS

YEAR = "from=2024-01-01&to=2024-12-31"
JUNE = f"{YEAR}&at=2024-06"
EPOCH = date(1970, 1, 1)
PLAY = "Play through time"
LEAST_PX = 24


def of(first: date, last: date) -> Selection:
    return ATLAS.selection(EventFilter(from_date=first, to_date=last))


def of_month(month: int) -> int:
    moment = Moment.read(f"2024-{month:02}")
    return of(moment.first, moment.last).count


# --- Time in steps ------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def blank(chromium: Browser) -> Iterator[Page]:
    """A page with nothing on it but the arithmetic."""
    page = chromium.new_page()
    page.add_script_tag(content="window.atlas = {};")
    page.add_script_tag(content=(STATIC / "time.js").read_text(encoding="utf-8"))
    yield page
    page.close()


def texts() -> Iterator[str]:
    """Return windows of every kind, those at the turn of years among them."""
    for days in range(0, 27_000, 37):
        day = date(1953, 7, 27) + timedelta(days)
        year, week, _ = day.isocalendar()
        yield from (f"{day:%Y}", f"{day:%Y-%m}", f"{year}-W{week:02}", f"{day}")
        yield from (f"../{day:%Y-%m}", f"1953/{day:%Y}", f"{year - 1}-W52/{year}-W{week:02}")


def test_script_and_library_read_the_same_windows(blank):
    wanted = {text: Moment.read(text) for text in texts()}
    told = blank.evaluate(
        "(texts) => texts.map((text) => { const found = atlas.time.read(text);"
        " return [...atlas.time.days(found), atlas.time.write(found)]; })",
        list(wanted),
    )
    for moment, (first, last, text) in zip(wanted.values(), told, strict=True):
        assert text == str(moment)
        assert last == (moment.last - EPOCH).days
        assert moment.first is None or first == (moment.first - EPOCH).days


def test_script_and_library_refuse_the_same(blank):
    assert set(blank.evaluate("(texts) => texts.map(atlas.time.read)", list(BAD))) == {None}


def test_script_and_library_know_the_same_days_of_every_event(blank):
    rows = ATLAS.events
    names = ["date", "end_date", "date_precision"]
    events = [dict(zip(names, row, strict=True)) for row in rows[names].astype(object).to_numpy().tolist()]
    events = [{**event, "end_date": event["end_date"] or None} for event in events]
    found = blank.evaluate("(events) => events.map(atlas.time.span)", events)
    for end in ("first", "last"):
        assert [span[end] for span in found] == [(day.date() - EPOCH).days for day in rows[f"{end}_day"]]


@pytest.mark.parametrize(("days", "unit"), [(27_000, "month"), (366, "month"), (120, "week"), (21, "day")])
def test_the_length_of_a_step_follows_the_span(blank, days, unit):
    assert blank.evaluate("(days) => atlas.time.fitting(0, days - 1)", days) == unit


def test_a_span_in_words_is_no_finer_than_its_step(blank):
    say = "([first, last, unit, language]) => atlas.time.words(first, last, unit, language)"
    june = [(day - EPOCH).days for day in (date(2024, 6, 1), date(2024, 6, 30))]
    assert blank.evaluate(say, [*june, "month", "en"]) == "June 2024"
    assert blank.evaluate(say, [*june, "month", "ko"]) == "2024년 6월"
    assert blank.evaluate(say, [june[0], june[0], "day", "en"]) == "1 June 2024"


# --- On the map ---------------------------------------------------------------------------------------------


def bar(where: Page | FrameLocator):
    return where.get_by_role("group", name="Playback")


def now(where: Page | FrameLocator):
    return where.locator(".atlas-player-now")


def test_a_shared_frame_opens_as_it_was_in_the_embed(server, visit):
    seen = visit(f"{server.url}/embed?{JUNE}")
    # What is known to a year or a season may lie outside it, which is told after.
    expect(now(seen.page)).to_have_text(re.compile(f"^June 2024: {of_month(6)} events"))
    expect(seen.page.locator("#map_div")).to_have_attribute("data-drawn", str(of_month(6)))
    expect(seen.page.locator(".atlas-player-stood summary")).to_have_text(
        "9 agreements that at least one side held to on 30 June 2024 · no longer: CMA"
    )
    expect(bar(seen.page).get_by_role("button", name="Play", exact=True)).to_be_visible()
    expect(seen.page.get_by_role("link", name="Open the full map")).to_have_attribute(
        "href", re.compile("&at=2024-06")
    )
    assert seen.errors == []


def test_2024_plays_month_by_month_and_every_event_of_a_month_is_drawn(server, visit):
    seen = visit(f"{server.url}/embed?{YEAR}&at=2024-01")
    told = now(seen.page)
    for month in range(1, 13):
        name = f"{date(2024, month, 1):%B}"
        count = of_month(month)
        expect(told).to_have_text(re.compile(rf"^{name} 2024: {count} events"))
        expect(seen.page.locator("#map_div")).to_have_attribute("data-drawn", str(count))
        if month < 12:
            bar(seen.page).get_by_role("button", name="One step on").click()
    expect(bar(seen.page).get_by_role("button", name="One step on")).to_be_disabled()
    bar(seen.page).get_by_label("Speed").select_option("4 steps/s")
    bar(seen.page).get_by_role("button", name="Play", exact=True).click()
    expect(told).to_have_text(re.compile("^January 2024"))
    expect(told).to_have_text(re.compile("^December 2024"))
    expect(bar(seen.page).get_by_role("button", name="Play", exact=True)).to_be_visible()
    assert seen.errors == []


def test_the_bar_answers_to_keys_and_the_map_does_not(server, visit):
    seen = visit(f"{server.url}/embed?{JUNE}")
    slider = bar(seen.page).get_by_label("Moment")
    expect(now(seen.page)).to_have_text(re.compile("^June 2024"))
    center = seen.page.evaluate("atlas.current.map.getCenter()")
    slider.focus()
    for key, month in (
        ("ArrowRight", "July"),
        ("ArrowLeft", "June"),
        ("End", "December"),
        ("Home", "January"),
    ):
        seen.page.keyboard.press(key)
        expect(now(seen.page)).to_have_text(re.compile(f"^{month} 2024"))
        expect(slider).to_have_attribute("aria-valuetext", f"{month} 2024")
    told = seen.page.locator(".atlas-told")
    expect(told).to_have_text(re.compile("^January 2024"))
    seen.page.keyboard.press("Space")
    expect(bar(seen.page).get_by_role("button", name="Pause")).to_be_visible()
    expect(now(seen.page)).to_have_text(re.compile("^February 2024"))
    # What plays is not read out month by month.
    expect(told).to_have_text(re.compile("^January 2024"))
    seen.page.keyboard.press("Space")
    expect(bar(seen.page).get_by_role("button", name="Play", exact=True)).to_be_visible()
    assert seen.page.evaluate("atlas.current.map.getCenter()") == center


def test_windows_and_steps_of_other_lengths_are_counted_as_the_filter_counts(server, visit):
    seen = visit(f"{server.url}/embed?{JUNE}")
    told = now(seen.page)
    bar(seen.page).get_by_label("What is shown").select_option("last 3 steps")
    count = of(date(2024, 4, 1), date(2024, 6, 30)).count
    expect(told).to_have_text(re.compile(rf"^April\s?–\s?June 2024: {count} events"))
    bar(seen.page).get_by_label("What is shown").select_option("all so far")
    count = of(date(2024, 1, 1), date(2024, 6, 30)).count
    expect(told).to_have_text(re.compile(f"^until June 2024: {count} events"))
    bar(seen.page).get_by_label("What is shown").select_option("this step only")
    bar(seen.page).get_by_label("Length of a step").select_option("by week")
    week = Moment.read("2024-W26")
    shown = of(week.first, week.last)
    expect(told).to_have_text(re.compile(rf"^24\s?–\s?30 June 2024: {shown.count} events"))


def test_what_is_known_only_to_the_month_is_drawn_in_each_of_its_weeks_and_told(server, visit):
    coarse = ATLAS.events[ATLAS.events["date_precision"] == "month"]
    event, month = coarse.index[0], str(coarse["date"].iloc[0])[:7]
    first, last = (coarse[f"{end}_day"].iloc[0].date() for end in ("first", "last"))
    year, week, _ = (first + timedelta(14)).isocalendar()
    seen = visit(f"{server.url}/embed?from={first}&to={last}&at={year}-W{week:02}")
    expect(now(seen.page)).to_have_text(re.compile("may lie outside these days"))
    drawn = "() => atlas.current.marks.groups.flatMap(({ members }) => members.map(({ id }) => id))"
    assert event in seen.page.evaluate(drawn)
    seen.page.goto(f"{server.url}/embed?from={first}&to={last}&at={month}")
    expect(now(seen.page)).not_to_have_text(re.compile("outside"))
    assert event in seen.page.evaluate(drawn)


def test_zones_come_and_go_and_are_as_before_when_the_bar_closes(server, visit):
    seen = visit(f"{server.url}/embed?at=2018-10")
    zones = "() => [...atlas.current.layers.drawn].filter(([id, group]) => id.startsWith('cma') && group._map && group.getLayers().length).map(([id]) => id)"
    expect(now(seen.page)).to_have_text(re.compile("^October 2018"))
    assert seen.page.evaluate(zones) == []
    bar(seen.page).get_by_role("button", name="One step on").click()
    expect(now(seen.page)).to_have_text(re.compile("^November 2018"))
    assert seen.page.evaluate(zones) == ["cma-ground", "cma-sea", "cma-nfz"]
    full = seen.page.get_by_role("link", name="Open the full map")
    expect(full).to_have_attribute("href", f"{server.url}/?at=2018-11")
    bar(seen.page).get_by_role("button", name="Close the playback").click()
    expect(bar(seen.page)).to_be_hidden()
    expect(full).to_have_attribute("href", f"{server.url}/")
    expect(seen.page.locator("#map_div")).to_have_attribute("data-drawn", str(len(ATLAS.events)))
    assert seen.page.evaluate(zones) == []


def test_layers_that_the_address_chooses_are_left_alone(server, visit):
    seen = visit(f"{server.url}/embed?at=2019-06&layers=mdl")
    expect(now(seen.page)).to_have_text(re.compile("^June 2019"))
    assert seen.page.evaluate("atlas.current.view.shown()") == ["mdl"]


def test_the_legend_hides_and_the_bar_tells(server, visit):
    seen = visit(f"{server.url}/embed?{JUNE}")
    expect(now(seen.page)).to_have_text(re.compile("^June 2024"))
    left = (
        of_month(6)
        - ATLAS.selection(EventFilter(date(2024, 6, 1), date(2024, 6, 30), category=("diplomacy",))).count
    )
    seen.page.get_by_label("Words and diplomacy").uncheck()
    expect(now(seen.page)).to_have_text(re.compile(f"^June 2024: {left} of {of_month(6)} events drawn"))


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (390, 844)])
def test_the_bar_fits_and_can_be_touched(server, visit, width, height):
    seen = visit(f"{server.url}/embed?{JUNE}", width, height)
    expect(bar(seen.page)).to_be_visible()
    box = bar(seen.page).bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    for target in bar(seen.page).locator("button, select, input, summary").all():
        size = target.bounding_box()
        assert min(size["width"], size["height"]) >= LEAST_PX
        assert size["x"] >= box["x"]
        assert size["x"] + size["width"] <= box["x"] + box["width"]
    assert seen.page.evaluate("document.documentElement.scrollWidth") == width


def test_the_player_comes_only_when_it_is_asked_for(server, visit):
    seen = visit(f"{server.url}/embed?{YEAR}", fresh=True)
    seen.page.locator(".atlas-mark").first.wait_for()
    assert not [address for address in seen.asked if "player" in address]
    seen.page.get_by_role("button", name=PLAY).click()
    expect(bar(seen.page).get_by_role("button", name="Pause")).to_be_focused()
    assert len([address for address in seen.asked if "player" in address]) == 1
    assert seen.errors == []


def test_the_file_plays_without_a_network(server, visit, tmp_path):
    seen = open_from_disk(visit, server, JUNE, tmp_path)
    expect(now(seen.page)).to_have_text(re.compile(f"^June 2024: {of_month(6)} events"))
    bar(seen.page).get_by_role("button", name="One step on").click()
    expect(now(seen.page)).to_have_text(re.compile(f"^July 2024: {of_month(7)} events"))
    assert seen.outside == []
    assert seen.errors == []


def test_the_address_of_the_page_has_the_moment_without_a_rerun_and_opens_it_again(server, visit):
    seen, words = visit("about:blank"), []
    seen.page.on("websocket", lambda socket: socket.on("framesent", lambda word: words.append(word)))
    seen.page.goto(f"{server.url}/?{JUNE}")
    expect(seen.page.locator("#atlas-first")).to_have_count(0)
    expect(now(seen.map)).to_have_text(re.compile(f"^June 2024: {of_month(6)} events"))
    seen.page.get_by_test_id("stVegaLiteChart").wait_for()
    expect(seen.page.locator(AT_REST)).to_be_attached()
    words.clear()
    bar(seen.map).get_by_role("button", name="One step on").click()
    seen.page.wait_for_url(f"{server.url}/?{YEAR}&at=2024-07")
    bar(seen.map).get_by_label("What is shown").select_option("all so far")
    seen.page.wait_for_url(f"{server.url}/?{YEAR}&at=..%2F2024-07")
    seen.map.get_by_role("button", name="Copy link to this view").click()
    assert seen.map.locator(".atlas-share input").input_value().endswith("&at=..%2F2024-07")
    assert words == []
    other = visit(seen.page.url, fresh=True)
    count = of(date(2024, 1, 1), date(2024, 7, 31)).count
    expect(now(other.map)).to_have_text(re.compile(f"^until July 2024: {count} events"))
    assert seen.errors == other.errors == []
