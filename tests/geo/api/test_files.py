"""The constant files: our scripts and styles, and Leaflet as it was published."""

import base64
import hashlib
import json

from starlette.applications import Starlette
from starlette.testclient import TestClient

from geo.api.routes import ROUTES
from geo.atlas.load import load_atlas

CLIENT = TestClient(Starlette(routes=ROUTES), base_url="http://atlas.test")
ATLAS = load_atlas()


def test_leaflet_is_the_published_release():
    # The hashes that Leaflet publishes for 1.9.4 on its download page.
    published = {
        "leaflet.js": "20nQCchB9co0qIjJZRGuk2/Z9VM+kNiyxNV1lvTlZBo=",
        "leaflet.css": "p4NxAoJBhIIN+hmNHrzRCf9tD/miZyoHS5obTRR9BMY=",
    }
    for name, wanted in published.items():
        content = CLIENT.get(f"/assets/{name}").content
        assert base64.b64encode(hashlib.sha256(content).digest()).decode() == wanted


def test_the_style_table_draws_only_boundaries_that_exist():
    table = json.loads(CLIENT.get("/assets/style.json").content)
    drawn = [key for layer in table["layers"] for key in layer["boundaries"]]
    assert set(drawn) <= set(ATLAS.boundary_ids)
    assert all(layer["boundaries"] for layer in table["layers"])
    assert len(drawn) == len(set(drawn))
