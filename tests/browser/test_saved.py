"""The offline file without its scripts, in an old browser, and saved once more."""

from playwright.sync_api import expect

from tests.browser.test_embed import BALLOONS, MARK, count, open_from_disk, read


def test_a_file_that_a_browser_saved_as_it_stood_has_one_map_again(server, visit, tmp_path):
    seen = open_from_disk(visit, server, BALLOONS, tmp_path)
    wanted = str(count(server, BALLOONS))
    expect(seen.page.locator("#map_div")).to_have_attribute("data-events", wanted)
    seen.page.locator(MARK).first.wait_for()
    before = seen.page.locator(MARK).count()
    # With a card open and the playback begun, and once more what was saved.
    for name in ("saved", "again"):
        seen.page.evaluate("atlas.current.pick({ id: atlas.current.marks.spots[0].members[0].id })")
        seen.page.locator(".atlas-card").wait_for()
        seen.page.get_by_role("button", name="Play through time").press("Enter")
        seen.page.locator(".atlas-player").wait_for()
        saved = tmp_path / f"{name}.html"
        saved.write_text(seen.page.content(), encoding="utf-8")
        seen.page.goto(saved.as_uri())
        expect(seen.page.locator("#map_div")).to_have_attribute("data-events", wanted)
        expect(seen.page.locator(MARK)).to_have_count(before)
        for one in (
            ".leaflet-control-zoom",
            ".leaflet-map-pane",
            ".atlas-legend",
            "h1",
            "footer",
            "noscript",
        ):
            expect(seen.page.locator(one)).to_have_count(1)
        expect(seen.page.locator(".atlas-card, .atlas-player")).to_have_count(0)
    unscripted = visit('data:text/html,<link rel="icon" href="data:,">', java_script_enabled=False).page
    unscripted.goto(saved.as_uri())
    expect(unscripted.get_by_role("img", name="Map of the events")).to_be_in_viewport()
    expect(unscripted.get_by_role("row")).to_have_count(int(wanted))
    expect(unscripted.locator("#map_div > :visible")).to_have_count(1)
    # The policy refuses the inline styles of what was saved, which is thrown away anyhow.
    assert [error for error in seen.errors if "inline style" not in error] == []


def test_a_browser_too_old_to_open_the_block_has_the_picture_and_the_rows(server, visit, tmp_path):
    path = tmp_path / "map.html"
    path.write_bytes(read(f"{server.url}/map.html?{BALLOONS}"))
    seen = visit('data:text/html,<link rel="icon" href="data:,">', fresh=True)
    seen.page.add_init_script("delete window.DecompressionStream")
    seen.page.goto(path.as_uri())
    expect(seen.page.get_by_role("row")).to_have_count(count(server, BALLOONS))
    expect(seen.page.locator(".atlas-notice")).to_contain_text("The map could not be loaded")
    expect(seen.page.get_by_role("img", name="Map of the events")).to_be_visible()


def test_without_scripts_the_file_shows_a_picture_and_every_row(server, visit, tmp_path):
    path = tmp_path / "map.html"
    path.write_bytes(read(f"{server.url}/map.html?{BALLOONS}"))
    seen = visit('data:text/html,<link rel="icon" href="data:,">', java_script_enabled=False)
    seen.page.goto(path.as_uri())
    expect(seen.page.get_by_role("img", name="Map of the events")).to_be_in_viewport()
    rows = seen.page.get_by_role("row")
    expect(rows).to_have_count(count(server, BALLOONS))
    expect(rows.last).to_be_visible()
    assert all(row.get_by_role("link").first.get_attribute("href").startswith("http") for row in rows.all())
    expect(seen.page.locator("#map_div > :not(noscript)")).to_have_count(0)
