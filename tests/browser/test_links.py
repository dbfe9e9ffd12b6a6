"""Links in a real browser: what survives a middle click, and an embed wherever it is framed."""

import functools
import http.server
import re
import threading
from collections.abc import Iterator
from html import escape

import pytest
from playwright.sync_api import expect

from geo.words.table import say

FILTER = "type=balloon-launch&q=%EC%84%9C%EC%9A%B8"
EVENT = "2024-05-28-trash-balloons-wave-1"
MARK = ".atlas-mark"


class Page(http.server.SimpleHTTPRequestHandler):
    """A page of another site that says nothing, and is cut off from all others where its name says so."""

    def log_message(self, *_) -> None:
        """Say nothing."""

    def end_headers(self) -> None:
        if "isolated" in self.path:
            self.send_header("Cross-Origin-Embedder-Policy", "require-corp")
            self.send_header("Cross-Origin-Opener-Policy", "same-origin")
        super().end_headers()


@pytest.fixture(scope="module")
def site(server, tmp_path_factory) -> Iterator[str]:
    """Another site with the embed in a frame, as editors, notebooks and publishing systems frame it."""
    folder = tmp_path_factory.mktemp("site")
    src = escape(f"{server.url}/embed?type=balloon-launch&event={EVENT}")
    frame = f'<iframe src="{src}" width="860" height="520"></iframe>'
    bare = f'<iframe sandbox="allow-scripts" security="restricted" src="{src}#?secret=x" width="860" height="520"></iframe>'
    pages = {
        "plain": frame,
        "isolated": frame,
        "wordpress": bare,
        "obsidian": f'<iframe sandbox="allow-forms allow-presentation allow-same-origin allow-scripts allow-modals" src="{src}" width="860" height="520"></iframe>',
        "notebook": f'<iframe sandbox="allow-scripts allow-popups" width="900" height="600" srcdoc="{escape(frame)}"></iframe>',
        "vscode": f'<iframe sandbox="allow-scripts" width="900" height="600" src="data:text/html,{escape(frame.replace("#", "%23"))}"></iframe>',
    }
    for name, body in pages.items():
        (folder / f"{name}.html").write_text(f'<!doctype html><link rel="icon" href="data:,">{body}')
    handler = functools.partial(Page, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as other:
        threading.Thread(target=other.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{other.server_port}"
        other.shutdown()


@pytest.mark.parametrize("host", ["plain", "isolated", "wordpress", "obsidian", "notebook", "vscode"])
def test_an_embed_shows_its_marks_and_its_card_wherever_it_is_framed(visit, site, host):
    seen = visit(f"{site}/{host}.html")
    frame = seen.page.frame_locator("iframe")
    if host in ("notebook", "vscode"):
        frame = frame.frame_locator("iframe")
    expect(frame.locator(MARK).first).to_be_visible()
    expect(frame.locator(".atlas-popup")).to_contain_text("balloon")
    assert seen.errors == []


def test_hangul_on_a_card_and_the_frame_of_the_map_are_named_for_those_who_listen(visit, server):
    seen = visit(f"{server.url}/embed?event=2010-11-23-bombardment-of-yeonpyeong")
    expect(seen.page.locator('.atlas-card [lang="ko"]').first).to_have_text(re.compile("[가-힣]"))
    page = visit(server.url)
    page.wait_for_marks()
    frame = page.page.locator('iframe[title="streamlit_folium.st_folium"]')
    expect(frame).to_have_accessible_name(say("map.region"))


def test_a_link_that_may_not_open_is_told_as_an_address(visit, site):
    seen = visit(f"{site}/wordpress.html")
    frame = seen.page.frame_locator("iframe")
    frame.locator(MARK).first.wait_for()
    frame.locator(".atlas-full").click()
    expect(frame.locator(".atlas-share input")).to_have_value(re.compile(r"/\?type=balloon-launch"))


def test_filter_and_language_survive_a_middle_click_on_the_navigation(visit, server):
    seen = visit(f"{server.url}/?{FILTER}&lang=ko&center=126.9,37.5&zoom=9&event={EVENT}")
    seen.wait_for_marks()
    link = seen.page.get_by_test_id("stTopNavLink").filter(has_text=say("pages.data", "ko"))
    with seen.page.context.expect_page() as opened:
        link.click(button="middle")
    other = opened.value
    assert other.url == f"{server.url}/data?{FILTER}&lang=ko"
    expect(other.get_by_text("풍선 살포").first).to_be_visible()
    other.close()
    assert seen.errors == []


def test_a_click_on_the_navigation_carries_the_same(visit, server):
    seen = visit(f"{server.url}/?{FILTER}&lang=ko&event={EVENT}")
    seen.wait_for_marks()
    seen.page.get_by_test_id("stTopNavLink").filter(has_text=say("pages.data", "ko")).click()
    # Streamlit opens the page with the address as it was; what goes along is said there.
    seen.page.wait_for_url(
        lambda url: re.search(r"/data\?.*type=balloon-launch.*lang=ko", url) and "event=" not in url
    )


@pytest.mark.parametrize(
    "query", ["type=balloon-launch).", "Type=Balloon-Launch", "amp;type=balloon-launch&fbclid=x"]
)
def test_a_bruised_page_has_its_filter_and_scolds_nobody(visit, server, query):
    seen = visit(f"{server.url}/?{query}")
    seen.wait_for_marks()
    seen.page.wait_for_url(re.compile(r"\?type=balloon-launch"))
    expect(seen.page.get_by_text("Part of the address could not be used")).to_have_count(0)


def test_a_page_that_others_have_hung_something_on_is_as_any_other(visit, server):
    seen = visit(f"{server.url}/?type=balloon-launch&fbclid=x&utm_source=y&_=1")
    seen.wait_for_marks()
    expect(seen.page.get_by_text("balloon launch").first).to_be_visible()
    expect(seen.page.get_by_text("Part of the address could not be used")).to_have_count(0)
