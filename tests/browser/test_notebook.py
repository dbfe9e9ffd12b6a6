"""The map of a notebook in a browser that gets Leaflet, and nothing else, in place of folium's CDN."""

import geo
from geo.look.style import category_colors
from geo.web.assets import leaflet_bytes
from tests.geo.altered import atlas_of

HOSTILE = "<b>bold</b><img src=x onerror=\"throw 'run'\">"


def test_the_map_draws_circles_and_lines_shows_text_as_text_and_asks_nobody_for_data(chromium):
    rows = geo.load_atlas().selection(geo.EventFilter(type=("balloon-launch",))).rows.copy()
    rows["title"] = HOSTILE
    balloons = atlas_of(rows).selection(geo.EventFilter())
    context = chromium.new_context()
    page = context.new_page()
    errors, others = [], []
    page.on("pageerror", lambda error: errors.append(str(error)))

    def answer(route, request):
        name = request.url.rpartition("/")[2]
        if name in ("leaflet.js", "leaflet.css"):
            route.fulfill(body=leaflet_bytes(name))
            return
        if request.resource_type not in ("script", "stylesheet"):
            others.append(request.url)
        # What else folium loads is for markers and popups that this map has not.
        route.fulfill(body="")

    context.route("**/*", answer)
    page.set_content(geo.notebook_map(balloons).get_root().render())
    circles = page.locator(f'path[fill="{category_colors()["psychological"]}"]')
    circles.last.dispatch_event("mouseover")
    tooltip = page.locator(".leaflet-tooltip div div").all_inner_texts()
    assert circles.count() == balloons.to_geodataframe().geometry.notna().sum()
    assert page.locator('path[stroke="#a3152b"]').count() == 1
    assert tooltip[0] == HOSTILE
    assert "OpenStreetMap" in page.locator(".leaflet-control-attribution").inner_text()
    assert (errors, others) == ([], [])
    context.close()
