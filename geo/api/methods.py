"""HTTP as it is meant: what may be asked of an address, and by whom its answer may be read."""

from __future__ import annotations

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from geo.api.answers import DAY_S, problem, said_language
from geo.api.head import PAGES
from geo.api.metrics import PATH as COUNTS
from geo.api.proxy import site_path
from geo.api.watch import STREAMLITS
from geo.words.table import Worded

READING = ("GET", "HEAD", "OPTIONS")
"""What may be asked of every address of ours."""
OPEN = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Link, Content-Disposition, Retry-After, Allow",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
"""What pages of other sites may read, and an embed in a frame that its site has cut off from every origin. It is said
whoever asks: a cache gives the answer to all."""


class Methods:
    """ASGI middleware that answers OPTIONS and what is not allowed, and opens our answers to other sites.

    Pages have sessions and counts are the keeper's own: neither is opened. What is Streamlit's own it answers itself.
    """

    def __init__(self, app: ASGIApp):
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or site_path(scope).startswith(STREAMLITS):
            await self.app(scope, receive, send)
            return
        opened = {} if site_path(scope) in (*PAGES, COUNTS) else OPEN

        async def send_opened(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(opened)
                if "vary" in headers:
                    # Whoever compresses adds a name of its own to ours.
                    names = [name.strip() for name in ",".join(headers.getlist("vary")).split(",")]
                    headers["vary"] = ", ".join(dict.fromkeys(names))
            await send(message)

        allowed = {"Allow": ", ".join(READING)}
        if scope["method"] == "OPTIONS":
            answer = Response(status_code=204, headers={**allowed, **(_preflight(scope) if opened else {})})
        elif scope["method"] not in READING:
            answer = problem(
                said_language(Request(scope)),
                405,
                "method",
                Worded("answer.other_method", found=scope["method"], allowed=allowed["Allow"]),
            )
            answer.headers.update(allowed)
        else:
            answer = self.app
        await answer(scope, receive, send_opened)


def _preflight(scope: Scope) -> dict[str, str]:
    """Return what a browser wants to know before a page of another site asks for more than it may by itself."""
    asked = Headers(scope=scope).get("access-control-request-headers")
    return {
        "Access-Control-Allow-Methods": ", ".join(READING),
        "Access-Control-Max-Age": str(DAY_S),
        **(
            {"Access-Control-Allow-Headers": asked, "Vary": "Access-Control-Request-Headers"} if asked else {}
        ),
    }
