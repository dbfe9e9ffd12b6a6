"""What readers brought, by a token that cannot be guessed, as long as their session holds it.

The map in a frame of the page takes its events by address; so does only who knows the token, which stands in no address
of a page, no log and no answer but the page's own. Nothing is held here: with the session the atlas goes, and with it the
token. Behind several processes the path goes where the session is (deploy/Caddyfile), not below ``/api``.
"""

from __future__ import annotations

import secrets
from weakref import WeakValueDictionary

from geo.atlas.atlas import Atlas
from geo.errors import UnknownIdError

BROUGHT = "/brought"
_TOKEN_BYTES = 24
_HELD: WeakValueDictionary[str, Atlas] = WeakValueDictionary()


def room_of(atlas: Atlas) -> str:
    """Return a path below which the routes of `geo.api.brought` answer of an atlas, for as long as somebody holds it."""
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    _HELD[token] = atlas
    return f"{BROUGHT}/{token}"


def held(token: str) -> Atlas:
    """Return the atlas of a token.

    Raises
    ------
    UnknownIdError
        When no session holds it; the token is not repeated.
    """
    found = _HELD.get(token)
    if found is None:
        raise UnknownIdError("file", "of this address")
    return found
