"""What readers brought, by a token that cannot be guessed, as long as their session holds it.

The map in a frame of the page takes its events by address; so does only who knows the token, which stands in no address
of a page, no log and no answer but the page's own. Nothing is held here: with the session the room goes, and with it the
token. Behind several processes the path goes where the session is (deploy/Caddyfile), not below ``/api``.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from weakref import WeakValueDictionary

from geo.atlas.atlas import Atlas
from geo.brought.reading import Brought
from geo.errors import ForgottenError

BROUGHT = "/brought"
_TOKEN_BYTES = 24


@dataclass(frozen=True, eq=False)
class Room:
    """What the routes of `geo.api.brought` answer of below one path, for as long as somebody holds it."""

    path: str
    atlas: Atlas
    """The reader's rows, alone or beside the catalogue."""
    read: Brought
    """The file that they come from."""


_HELD: WeakValueDictionary[str, Room] = WeakValueDictionary()


def room_of(atlas: Atlas, read: Brought) -> Room:
    """Return a room with a path that nobody can guess."""
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    room = Room(f"{BROUGHT}/{token}", atlas, read)
    _HELD[token] = room
    return room


def held(token: str) -> Room:
    """Return the room of a token.

    Raises
    ------
    ForgottenError
        When no session holds it.
    """
    found = _HELD.get(token)
    if found is None:
        raise ForgottenError
    return found
