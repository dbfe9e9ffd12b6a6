"""What all routes share: how a body is answered, how an error is said, what a request asked for."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable
from typing import Any

import orjson
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from geo.assets import Body
from geo.atlas import Atlas, load_atlas
from geo.config import Settings
from geo.errors import AtlasError, InputError, Problem, UnknownIdError

MINUTE_S, DAY_S = 60, 86_400
JSON = "application/json"
OPEN = {"Access-Control-Allow-Origin": "*"}
"""For what pages of other sites may read, and an embed in a frame that its site has cut off from every origin."""


def served() -> Atlas:
    """Return the atlas that the environment asks for, loaded once."""
    return load_atlas(Settings.from_environment().events_path)


def base_url(request: Request) -> str:
    """Return the public address of the atlas, without a slash at the end."""
    return Settings.from_environment().public_url or str(request.base_url).rstrip("/")


def pairs_of(request: Request) -> list[tuple[str, str]]:
    """Return the query parameters in the order in which they were sent."""
    return request.query_params.multi_items()


def repeated(pairs: list[tuple[str, str]]) -> list[Problem]:
    """Return a problem for every key that came more than once."""
    counts = Counter(key for key, _ in pairs)
    return [Problem(key, f"{count} values", "one value") for key, count in counts.items() if count > 1]


def parse_degrees(key: str, text: str, limit: int) -> tuple[float, list[Problem]]:
    """Read degrees from -limit to limit."""
    try:
        # float() would also read 1_27.
        value = float(text) if "_" not in text else math.nan
    except ValueError:
        value = math.nan
    wrong = (
        [] if -limit <= value <= limit else [Problem(key, repr(text), f"degrees from -{limit} to {limit}")]
    )
    return value, wrong


def answer(
    request: Request,
    body: Body,
    media_type: str,
    max_age_s: int = MINUTE_S,
    headers: dict[str, str] | None = None,
) -> Response:
    """Answer with a body, with 304 where the asker has it already, compressed where the asker can read that."""
    fixed = {
        "ETag": body.etag,
        "Cache-Control": f"public, max-age={max_age_s}",
        "Vary": "Accept-Encoding",
        "X-Content-Type-Options": "nosniff",
        **(headers or {}),
    }
    known = {tag.strip().removeprefix("W/") for tag in request.headers.get("if-none-match", "").split(",")}
    if known & {"*", body.etag.removeprefix("W/")}:
        return Response(status_code=304, headers=fixed)
    if _reads_gzip(request.headers.get("accept-encoding", "")):
        return Response(body.zipped, media_type=media_type, headers={**fixed, "Content-Encoding": "gzip"})
    return Response(body.raw, media_type=media_type, headers=fixed)


def _reads_gzip(accepted: str) -> bool:
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


def said(handler: Callable[[Request], Response]) -> Callable[[Request], Response]:
    """Turn the errors that the library raises on purpose into answers."""

    def handle(request: Request) -> Response:
        try:
            return handler(request)
        except InputError as error:
            return problem(400, "The request cannot be answered", "Each problem is listed.", error.problems)
        except UnknownIdError as error:
            return problem(404, "Unknown id", str(error))
        except HTTPException as error:
            return problem(error.status_code, "Not found", error.detail)
        except AtlasError as error:
            return problem(503, "The data cannot be served", str(error))

    return handle
