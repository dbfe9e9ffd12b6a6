"""Requests whose address was sent as it is read, in Hangul, and not percent-encoded as it should be."""

from __future__ import annotations

import re
import string
from urllib.parse import quote

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

_REQUEST_LINE = re.compile(rb"[A-Z]+ \S+ HTTP/1\.[01]\r\n")


class RawProtocol(HttpToolsProtocol):
    """uvicorn's protocol, which also takes what curl, wget and R send: other bytes than ASCII in an address.

    Its parser refuses them before any of our code has a say.
    """

    def data_received(self, data: bytes) -> None:
        """Hand on what has come, the line of a request percent-encoded."""
        is_under_way = self.cycle is not None and not self.cycle.response_complete
        if not is_under_way and not data.isascii() and (line := _REQUEST_LINE.match(data)):
            data = quote(line[0], safe=string.printable).encode() + data[line.end() :]
        _received(self, data)


_received = HttpToolsProtocol.data_received


def take_raw_addresses() -> None:
    """Have every connection of this process read so.

    uvicorn has chosen its protocol before it loads the application, and Streamlit lets nobody choose another.
    """
    HttpToolsProtocol.data_received = RawProtocol.data_received
