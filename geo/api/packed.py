"""Streamlit's and the map component's own files, compressed when the atlas is set up (`Makefile`), with long caching."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path

from servestatic import ServeStaticASGI
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from geo.api.proxy import site_path

FOLDER = Path(sys.prefix) / "share" / "mdl-atlas"
"""Laid out as the addresses are; where it is missing, or of another version, the packages give their files themselves."""
HASHED = r"\.[\w-]{8}\.[a-z0-9]+$"
"""A name that changes when the file does."""


def packed(app: ASGIApp) -> ASGIApp:
    """Return ASGI middleware that answers with a packed file where there is one."""
    if not FOLDER.is_dir():
        return app
    # servestatic would start a thread for each answer; as it may name the file instead, we keep what is in it.
    by_path = {"http.response.pathsend": {}}
    files = ServeStaticASGI(app, FOLDER, max_age=0, allow_all_origins=False, immutable_file_test=HASHED)

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        async def with_bytes(message: Message) -> None:
            if message["type"] == "http.response.pathsend":
                message = {"type": "http.response.body", "body": _bytes(message["path"])}
            await send(message)

        if scope["type"] == "http" and (path := site_path(scope)) in files.files:
            await files({**scope, "path": path, "extensions": by_path}, receive, with_bytes)
        else:
            await app(scope, receive, send)

    return answer


@cache
def _bytes(path: str) -> bytes:
    return Path(path).read_bytes()
