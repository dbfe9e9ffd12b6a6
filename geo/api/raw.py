"""Requests whose address was sent as it is read, in Hangul or with a blank, and not percent-encoded as it should be."""

from __future__ import annotations

import re
import string
from urllib.parse import quote

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

_REQUEST_LINE = re.compile(
    rb"(?P<method>[A-Z]+) (?P<target>/.*|https?://.*) (?P<version>HTTP/1\.[01])(?=\r?\n)"
)
_SAFE = "".join(sign for sign in string.printable if not sign.isspace())
LONGEST = 65_536
"""Bytes of a line that is waited for; the parser takes no longer one."""


class RawProtocol(HttpToolsProtocol):
    """uvicorn's protocol, which also takes what curl, wget and R send: other bytes than ASCII in an address.

    Its parser refuses them before any of our code has a say. A line may come in several parts; what is no line of a
    request, above all a body, is handed on as it came, whatever it looks like.
    """

    _is_under_way = False
    _held = b""

    def on_message_begin(self) -> None:
        """Note that a request is under way."""
        self._is_under_way = True
        _begun(self)

    def on_message_complete(self) -> None:
        """Note that the next line is that of a request."""
        self._is_under_way = False
        _completed(self)

    def data_received(self, data: bytes) -> None:
        """Hand on what has come, the line of a request percent-encoded."""
        if not self._is_under_way:
            data, self._held = self._held + data, b""
            if b"\n" not in data and len(data) < LONGEST:
                self._held = data
                return
            data = _REQUEST_LINE.sub(_escaped, data, count=1) if _REQUEST_LINE.match(data) else data
        _received(self, data)


def _escaped(line: re.Match[bytes]) -> bytes:
    return b" ".join((line["method"], quote(line["target"], safe=_SAFE).encode(), line["version"]))


_begun = HttpToolsProtocol.on_message_begin
_completed = HttpToolsProtocol.on_message_complete
_received = HttpToolsProtocol.data_received


def take_raw_addresses() -> None:
    """Have every connection of this process read so.

    uvicorn has chosen its protocol before it loads the application, and Streamlit lets nobody choose another.
    """
    for name, own in vars(RawProtocol).items():
        if not name.startswith("__"):
            setattr(HttpToolsProtocol, name, own)
