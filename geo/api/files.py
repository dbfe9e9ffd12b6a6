"""The routes of the constant files: our scripts, style table and base map, and Leaflet."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from geo.api.answers import DAY_S, JSON, answer, said
from geo.web.assets import ASSETS, asset

MEDIA_TYPES = {
    "js": "text/javascript; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "json": JSON,
    "woff2": "font/woff2",
}


def _constant(name: str) -> Callable[[Request], Response]:
    media_type = MEDIA_TYPES[name.rpartition(".")[2]]

    def handle(request: Request) -> Response:
        return answer(request, asset(name), media_type, DAY_S)

    return said(handle)


class _Leaflet(StaticFiles):
    """Leaflet's own files, from the package that carries them unmodified."""

    def file_response(self, *args: Any, **kwargs: Any) -> Response:
        response = super().file_response(*args, **kwargs)
        response.headers["Cache-Control"] = f"public, max-age={DAY_S}"
        return response


ROUTES: list[BaseRoute] = [
    *(Route(f"/assets/{name}", _constant(name)) for name in ASSETS),
    Mount("/assets", _Leaflet(packages=[("js_lib_leaflet", "static/js_lib_leaflet")])),
]
