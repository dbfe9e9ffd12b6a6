"""The route of the counts: what this process has done since its start, and what it does now."""

from __future__ import annotations

from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

PATH = "/metrics"


def metrics(_request: Request) -> Response:
    """Give all counts in the text format of Prometheus; no catalogue is needed for it."""
    headers = {"Cache-Control": "no-store", "Content-Type": CONTENT_TYPE_LATEST}
    return Response(generate_latest(), headers=headers)


ROUTES: list[BaseRoute] = [Route(PATH, metrics)]
"""The route of the counts."""
