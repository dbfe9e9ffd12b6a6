"""All routes together: each is in the README, and what is unknown is said in one form."""

import re
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.routing import BaseRoute, Mount, Route
from starlette.testclient import TestClient

from geo.api.routes import ROUTES
from geo.atlas.load import load_atlas
from geo.brought.held import BROUGHT
from geo.errors import DataError

CLIENT = TestClient(Starlette(routes=ROUTES), base_url="http://atlas.test")
ATLAS = load_atlas()
README = Path(__file__).parents[3] / "README.md"


def served(routes: list[BaseRoute], below: str = "") -> set[str]:
    """Return the paths of routes, without those of constant files, of what a reader brought, and of unknown addresses."""
    found: set[str] = set()
    for route in routes:
        if isinstance(route, Mount):
            found |= served(route.routes or [], below + route.path)
        elif isinstance(route, Route) and "path:path" not in route.path:
            found.add(below + route.path)
    return {path for path in found if not path.startswith(("/assets/", BROUGHT))}


def documented() -> set[str]:
    """Return the paths of the table of routes; ``.svg`` stands for the path before it with that ending."""
    table = README.read_text(encoding="utf-8").partition("\n## Routes\n")[2].partition("\n\n`FILTER`")[0]
    found: list[str] = []
    for cell in re.findall(r"^\| (`.*?) \|", table, re.MULTILINE):
        for text in re.findall(r"`([^`?]+)[^`]*`", cell):
            path = text.replace("/ID", "/{id}")
            found.append(f"{found[-1].rpartition('.')[0]}{path}" if path.startswith(".") else path)
    return set(found)


def test_the_readme_names_every_route_and_no_other():
    assert documented() == served(ROUTES)


def test_the_map_by_its_name_leads_to_the_first_page_with_the_address_as_it_was():
    answer = CLIENT.get("/map?type=tunnel&q=%ED%8C%8C%EC%A3%BC", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (308, "/?type=tunnel&q=%ED%8C%8C%EC%A3%BC")


def test_healthz_tells_the_number_of_events():
    body = CLIENT.get("/healthz").json()
    assert body == {"status": "ok", "events": len(ATLAS.events), "data_version": ATLAS.data_version}


def test_healthz_gives_the_reason_while_the_data_cannot_be_served(monkeypatch, tmp_path):
    broken = tmp_path / "broken.csv"
    broken.write_text("id,date\nx,y\n")
    monkeypatch.setenv("ATLAS_EVENTS", str(broken))
    with pytest.raises(DataError):
        load_atlas(str(broken))
    answer = CLIENT.get("/healthz")
    assert answer.status_code == 503
    assert len(answer.json()["problems"]) > 1


@pytest.mark.parametrize(
    "path",
    ["/api/events/1950-06-25-no-such", "/api/boundaries.geojson?id=mdl&id=nowhere", "/api/nothing-here"],
)
def test_what_is_unknown_gets_404_in_the_same_form(path):
    answer = CLIENT.get(path)
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    "path", ["/healthz", "/api/events.geojson", "/api/schema.json", "/assets/leaflet.js"]
)
def test_head_answers_as_get_without_a_body(path):
    answer = CLIENT.head(path)
    assert answer.status_code == 200
    assert answer.content == b""
