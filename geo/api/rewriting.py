"""Changes the HTML of a page that another part of the application answers with."""

from __future__ import annotations

from collections.abc import Callable

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send


async def send_changed(
    app: ASGIApp,
    scope: Scope,
    receive: Receive,
    send: Send,
    change: Callable[[bytes], bytes],
    vary: str,
) -> None:
    """Let an application answer, and send its answer changed where it is a page that can be read.

    Parameters
    ----------
    app, scope, receive, send
        As ASGI has them.
    change : callable
        From the bytes of a page to those that are sent.
    vary : str
        The header of a request that the change hangs on, empty for none.
    """
    # The page changes with the data, which the tags of the application do not know, nor where its parts begin.
    conditions = (b"if-none-match", b"if-modified-since", b"range", b"if-range")
    headers = [pair for pair in scope["headers"] if pair[0] not in conditions]
    start: Message = {}
    body = b""

    async def collect(message: Message) -> None:
        nonlocal start, body
        if message["type"] == "http.response.start":
            start = message
            return
        body += message.get("body", b"")
        if not message.get("more_body"):
            for part in _changed(start, body, change, vary):
                await send(part)

    # The head of an answer tells of its body, also where the server then leaves that out.
    await app({**scope, "method": "GET", "headers": headers, "extensions": {}}, receive, collect)


def _changed(start: Message, body: bytes, change: Callable[[bytes], bytes], vary: str) -> list[Message]:
    headers = MutableHeaders(scope=start)
    is_page = headers.get("content-type", "").startswith("text/html")
    if start["status"] == 200 and is_page and "content-encoding" not in headers:
        body = change(body)
        for name in ("etag", "last-modified", "accept-ranges"):
            if name in headers:
                del headers[name]
        headers["content-length"] = str(len(body))
        if vary and vary not in headers.get("vary", ""):
            headers.add_vary_header(vary)
    return [start, {"type": "http.response.body", "body": body}]
