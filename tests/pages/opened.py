"""A page opened at an address, without a browser."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from geo.atlas.load import load_atlas
from geo.query.filter import EventFilter

ATLAS = load_atlas()
BALLOONS = {"from": "2024-05-28", "to": "2024-11-30", "type": "balloon-launch"}


def open_page(name: str = "map", **query) -> AppTest:
    app = AppTest.from_file("../../pages/main.py", default_timeout=120)
    for key, value in query.items():
        app.query_params[key] = value
    app.run()
    if name != "map":
        app.switch_page(f"{name}.py")
    # Once more, as the map asks for when it is drawn.
    return app.run()


def html_of(app: AppTest) -> str:
    """Return what stands on a page as HTML of our own."""
    return " ".join(block.proto.body for block in app.get("html"))


def count_of(**query) -> int:
    return ATLAS.selection(EventFilter.from_query(query.items(), ATLAS.boundary_ids)).count
