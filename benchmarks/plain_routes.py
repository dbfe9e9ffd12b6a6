"""What the plain way needs beside our own routes."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from geo.api.routes import ROUTES

DOLLAR_URL = "/plain/dollar.js"
_DOLLAR = """
window.$ = (html) => {
  const box = document.createElement("template");
  box.innerHTML = html.trim();
  return [box.content.firstChild];
};
"""


def dollar(_request: Request) -> Response:
    """Give the one function that folium's popups use of jQuery, which they cannot fetch offline."""
    return Response(_DOLLAR, media_type="text/javascript", headers={"Cache-Control": "public, max-age=86400"})


PLAIN_ROUTES = [Route(DOLLAR_URL, dollar), *ROUTES]
