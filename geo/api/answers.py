"""What all routes share: how a body is answered, how an error is said, what a request asked for."""

from __future__ import annotations

import hashlib
import re
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import wraps
from typing import Any

import orjson
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from geo.api.waiting import TooManyJobsError
from geo.errors import (
    AtlasError,
    BusyError,
    ForgottenError,
    InputError,
    NotReadyError,
    Problem,
    TooManyError,
    UnknownIdError,
    WithdrawnError,
)
from geo.look.arrival import read_pairs
from geo.settings import Settings
from geo.web.assets import Body
from geo.words.table import LANGUAGES, Worded, in_language, say

MINUTE_S, DAY_S = 60, 86_400
KEY = "lang"
"""The key of the language of an answer."""
RETRY_S = 10
"""When to ask again for an atlas that is still being made."""
BUSY_S = 30
"""When to ask again for what takes its time to make."""
JSON = "application/json"


def base_url(request: Request) -> str:
    """Return the public address of the atlas, without a slash at the end."""
    return Settings.from_environment().public_url or str(request.base_url).rstrip("/")


def pairs_of(request: Request) -> list[tuple[str, str]]:
    """Return the query parameters in the order in which they were sent, mended where they arrived bruised."""
    return read_pairs(request.scope["query_string"])


def said_language(request: Request, otherwise: str = LANGUAGES[0]) -> str:
    """Return the language that an address says, or another where it says none of ours."""
    return next((value for key, value in pairs_of(request) if key == KEY and value in LANGUAGES), otherwise)


def asked_for_file(own: Mapping[str, tuple[str, ...]]) -> bool:
    """Tell whether the key ``download`` asks for a file with a name; see `is_set`."""
    return is_set(own, "download")


def is_set(own: Mapping[str, tuple[str, ...]], key: str) -> bool:
    """Tell whether a switch is set.

    Raises
    ------
    InputError
        Where it says neither yes nor no.
    """
    values = own.get(key, ())
    if wrong := [value for value in values if value not in ("", "0", "1")]:
        raise InputError([Problem(key, repr(value), Worded("wanted.switch")) for value in wrong])
    return "1" in values


def attachment(name: str) -> dict[str, str]:
    """Return the headers of an answer that a browser keeps as a file of this name."""
    return {"Content-Disposition": f'attachment; filename="{name}"'}


def answer(
    request: Request,
    body: Body,
    media_type: str,
    max_age_s: int = MINUTE_S,
    headers: dict[str, str] | None = None,
) -> Response:
    """Answer with a body, with 304 where the asker has it already, compressed where the asker can read that."""
    fixed = _headers(body.etag, max_age_s, headers)
    if _is_known(request, body.etag):
        return Response(status_code=304, headers=fixed)
    if reads_gzip(request.headers.get("accept-encoding", "")):
        return Response(body.zipped, media_type=media_type, headers={**fixed, "Content-Encoding": "gzip"})
    return Response(body.raw, media_type=media_type, headers=fixed)


def stream(
    request: Request, parts: Iterable[bytes], state: str, media_type: str, headers: dict[str, str]
) -> Response:
    """Answer with what is too large to be held: written while it is sent, compressed where the asker can read that.

    Parameters
    ----------
    request : Request
    parts : iterable of bytes
        The body; nothing of it is made for who has it already.
    state : str
        What the body hangs on, in place of a hash of it.
    media_type : str
    headers : dict
    """
    zips = reads_gzip(request.headers.get("accept-encoding", ""))
    etag = f'W/"{hashlib.sha256(state.encode()).hexdigest()[:16]}"'
    fixed = _headers(etag, MINUTE_S, headers) | ({"Content-Encoding": "gzip"} if zips else {})
    if _is_known(request, etag):
        return Response(status_code=304, headers=fixed)
    if request.method == "HEAD":
        return Response(media_type=media_type, headers=fixed)
    return StreamingResponse(_zipped(parts) if zips else parts, media_type=media_type, headers=fixed)


def _zipped(parts: Iterable[bytes]) -> Iterator[bytes]:
    packer = zlib.compressobj(6, wbits=31)
    for part in parts:
        if packed := packer.compress(part):
            yield packed
    yield packer.flush()


def _headers(etag: str, max_age_s: int, more: dict[str, str] | None) -> dict[str, str]:
    more = more or {}
    return {
        "ETag": etag,
        "Cache-Control": f"public, max-age={max_age_s}",
        "X-Content-Type-Options": "nosniff",
        **more,
        "Vary": ", ".join(filter(None, ("Accept-Encoding", more.get("Vary")))),
    }


def _is_known(request: Request, etag: str) -> bool:
    """Tell whether the asker has the body already."""
    known = {tag.strip().removeprefix("W/") for tag in request.headers.get("if-none-match", "").split(",")}
    return bool(known & {"*", etag.removeprefix("W/")})


def reads_gzip(accepted: str) -> bool:
    """Tell whether an ``Accept-Encoding`` takes gzip."""
    codings = [coding.replace(" ", "").lower() for coding in accepted.split(",")]
    return any(
        coding.partition(";")[0] == "gzip" and not re.search(r";q=0(\.0*)?$", coding) for coding in codings
    )


def json_answer(value: Any, status: int = 200, media_type: str = JSON) -> Response:
    """Answer with what holds only now: the state of the server, an error."""
    return Response(orjson.dumps(value), status, media_type=media_type, headers={"Cache-Control": "no-store"})


def problem(
    language: str, status: int, title: str, detail: str, problems: tuple[Problem, ...] = ()
) -> Response:
    """Return an error in the one form that all routes use: RFC 9457 problem details.

    Parameters
    ----------
    language : str
        Of the answer, as `said_language` returns it.
    status : int
    title : str
        The name in the room ``answer`` of the words that say what kind of error it is.
    detail : str
        `Worded`, or in this language.
    problems : tuple of Problem
    """
    body = {
        "type": "about:blank",
        "title": say(f"answer.{title}", language),
        "status": status,
        "detail": in_language(detail, language),
    }
    if problems:
        body["problems"] = [one.as_dict(language) for one in problems]
    response = json_answer(body, status, "application/problem+json")
    response.headers["Content-Language"] = language
    return response


_REFUSED: tuple[tuple[type[AtlasError], int, str, int | None], ...] = (
    (WithdrawnError, 410, "withdrawn", None),
    (UnknownIdError, 404, "unknown", None),
    (ForgottenError, 404, "unknown", None),
    (TooManyError, 400, "refused", None),
    (TooManyJobsError, 429, "jobs", BUSY_S),
    (BusyError, 503, "busy", BUSY_S),
    (NotReadyError, 503, "making", RETRY_S),
    (AtlasError, 503, "unavailable", None),
)
"""Kind of error, the first that fits: its status, its title, and when to ask again."""


def refusal(request: Request, error: AtlasError) -> Response:
    """Return the answer to an error that the library raises on purpose."""
    language = said_language(request)
    if isinstance(error, InputError):
        return problem(language, 400, "refused", Worded("answer.each"), error.problems)
    _, status, title, retry_s = next(row for row in _REFUSED if isinstance(error, row[0]))
    response = problem(language, status, title, error.said(language))
    if retry_s:
        response.headers["Retry-After"] = str(retry_s)
    return response


def said(handler: Callable[[Request], Response]) -> Callable[[Request], Response]:
    """Turn the errors that the library raises on purpose into answers."""

    @wraps(handler)
    def handle(request: Request) -> Response:
        try:
            return handler(request)
        except AtlasError as error:
            return refusal(request, error)

    return handle
