"""What all routes share: how a body is answered, how an error is said, what a request asked for."""

from __future__ import annotations

import hashlib
import re
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import wraps
from typing import Any

import orjson
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from geo.api.waiting import TooManyJobsError
from geo.errors import (
    AtlasError,
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

MINUTE_S, DAY_S = 60, 86_400
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
        raise InputError([Problem(key, repr(value), "0 or 1") for value in wrong])
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


def problem(status: int, title: str, detail: str, problems: tuple[Problem, ...] = ()) -> Response:
    """Return an error in the one form that all routes use: RFC 9457 problem details."""
    body = {"type": "about:blank", "title": title, "status": status, "detail": detail}
    if problems:
        body["problems"] = [one.as_dict() for one in problems]
    return json_answer(body, status, "application/problem+json")


def later(response: Response, seconds: int) -> Response:
    """Tell whoever asked when to ask again."""
    response.headers["Retry-After"] = str(seconds)
    return response


def too_many_jobs(error: TooManyJobsError) -> Response:
    """Refuse a heavy job of a client that has as many waiting as it may have."""
    return later(problem(429, "Too many requests", str(error)), BUSY_S)


def said(handler: Callable[[Request], Response]) -> Callable[[Request], Response]:
    """Turn the errors that the library raises on purpose into answers."""

    @wraps(handler)
    def handle(request: Request) -> Response:
        try:
            return handler(request)
        except InputError as error:
            return problem(400, "The request cannot be answered", "Each problem is listed.", error.problems)
        except WithdrawnError as error:
            return problem(410, "Withdrawn", str(error))
        except UnknownIdError as error:
            return problem(404, "Unknown id", str(error))
        except HTTPException as error:
            return problem(error.status_code, "Not found", error.detail)
        except NotReadyError as error:
            return later(problem(503, "The data cannot be served yet", str(error)), RETRY_S)
        except TooManyJobsError as error:
            return too_many_jobs(error)
        except TooManyError as error:
            return problem(400, "The request cannot be answered", str(error))
        except AtlasError as error:
            return problem(503, "The data cannot be served", str(error))

    return handle
