"""What the environment may say, and what is refused."""

from pathlib import Path

import pytest
from starlette.routing import BaseRoute
from streamlit.web.server.starlette import starlette_auth_routes, starlette_routes

from geo.api.routes import ROUTES
from geo.errors import SettingsError
from geo.settings import OWN_NAMES, Settings

ROOT = Path(__file__).parents[2]


def settings(url: str) -> Settings:
    return Settings.from_environment({"ATLAS_URL": url})


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("", ""),
        ("https://site.example", ""),
        ("https://site.example/", ""),
        ("https://site.example/atlas", "/atlas"),
        ("http://site.example:8080/atlas/", "/atlas"),
        ("https://site.example/a/b-c.d", "/a/b-c.d"),
        ("https://site.example/maps/map", "/maps/map"),
    ],
)
def test_the_site_lies_below_the_path_of_its_public_address(url, path):
    assert settings(url).path == path


@pytest.mark.parametrize(
    "url",
    [
        *("site.example/atlas", "/atlas", "ftp://site.example", "https://", "https:///atlas"),
        *("https://site.example/atlas?x=1", "https://site.example/#map", "https://site.example//atlas"),
        *("https://me@site.example", "https://site.example/at las", "https://site.example/지도"),
    ],
)
def test_an_address_that_the_atlas_cannot_have_is_refused_with_the_cure(url):
    with pytest.raises(SettingsError, match=r"ATLAS_URL: found '.*'; wanted http or https, a host"):
        settings(url)


@pytest.mark.parametrize("name", sorted(OWN_NAMES))
def test_a_path_that_begins_with_a_name_of_the_site_itself_is_refused(name):
    with pytest.raises(SettingsError, match="none of the atlas's own names"):
        settings(f"https://site.example/{name}/below")


def first_names(routes: list[BaseRoute]) -> set[str]:
    return {route.path.split("/")[1] for route in routes}


def test_the_names_of_the_site_itself_are_those_of_its_routes_and_pages_and_of_streamlit():
    pages = {path.stem for path in (ROOT / "pages").glob("*.py")} - {"main"}
    found = first_names(ROUTES) | pages
    for module in (starlette_routes, starlette_auth_routes):
        paths = [value for name, value in vars(module).items() if name.startswith(("BASE_ROUTE_", "_ROUTE_"))]
        found |= {path.strip("/").split("/")[0] for path in paths}
    # Files of an app of its own, which Streamlit serves only when told to; we have none.
    assert found - {"app"} == OWN_NAMES
