"""The description of the routes: valid, complete, and true of what they answer to whatever is asked."""

import re

import schemathesis
from hypothesis import HealthCheck, settings
from openapi_spec_validator import validate
from schemathesis.specs.openapi.checks import content_type_conformance, status_code_conformance
from starlette.applications import Starlette
from starlette.testclient import TestClient

from geo.api.openapi import OPERATIONS, OWN, documented
from geo.api.routes import ROUTES
from geo.query.filter import TERMS

APP = Starlette(routes=ROUTES)
CLIENT = TestClient(APP, base_url="http://atlas.test")
DESCRIPTION = CLIENT.get("/api/openapi.json").json()
OTHERS = re.compile(r"/brought/|/assets/|/static/|/map$|/api/\{path:path\}$|/api$")
"""Routes that are for nobody else: the files of our pages, what a reader brought, and ways to elsewhere."""
CHECKS = [status_code_conformance, content_type_conformance]
"""A fault of the server is described nowhere; 501 is what oEmbed wants said of a form that there is not."""
SLOW = r"^/(figure|chain|briefing|map|measure|multiples)\."
"""What workers draw, seconds each: read by the same readers as the rest."""
schema = schemathesis.openapi.from_asgi("/api/openapi.json", APP).exclude(path_regex=SLOW)


def test_the_description_holds_to_its_standard():
    validate(DESCRIPTION)


def test_every_route_is_described_and_every_description_is_of_a_route():
    known = {path for path in documented(ROUTES) if not OTHERS.search(path)}
    assert known == set(OPERATIONS) == set(DESCRIPTION["paths"])


def test_a_filtered_route_describes_every_key_of_the_filter():
    told = {one["name"] for one in DESCRIPTION["paths"]["/api/events.geojson"]["get"]["parameters"]}
    assert {key for term in TERMS for key in term.keys} <= told


def test_every_own_key_is_described_once():
    assert {key for operation in OPERATIONS.values() for key in operation.own} == set(OWN)
    for path, methods in DESCRIPTION["paths"].items():
        names = [one["name"] for one in methods["get"]["parameters"]]
        assert len(names) == len(set(names)), path
        assert methods["get"]["summary"], path


@schema.parametrize()
@settings(max_examples=8, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
def test_what_a_route_answers_is_described(case):
    case.call_and_validate(checks=CHECKS)
