"""What the environment sets, and the one path to the data. Few names, all documented in the README."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from geo.errors import Problem, SettingsError

ROOT = Path(__file__).parent.parent
"""The folder of the project."""
DATA = ROOT / "data"
"""The atlas's own catalogue, lines and base map."""
PUBLIC_URL = re.compile(r"https?://[^\s/?#@]+(/[\w.~-]+)*/?", re.ASCII)
OWN_NAMES = frozenset(
    {
        *(
            "_stcore",
            "api",
            "assets",
            "auth",
            "briefing",
            "briefing.pptx",
            "brought",
            "chain.pdf",
            "chain.png",
            "chain.pptx",
            "chain.svg",
            "component",
            "data",
            "embed",
            "escalation",
            "feed.atom",
        ),
        *(
            "figure.pdf",
            "figure.png",
            "figure.svg",
            "healthz",
            "map",
            "map.html",
            "measure",
            "measure.pdf",
            "measure.png",
            "measure.pptx",
            "measure.svg",
            "media",
            "metrics",
            "multiples.pdf",
            "multiples.png",
            "multiples.pptx",
            "multiples.svg",
            "oauth2callback",
        ),
        *("oembed", "sources", "static"),
    }
)
"""What the first part of a path may be on the site itself: below one of these names nobody could tell whether a proxy
has stripped it."""


@dataclass(frozen=True)
class Settings:
    """The settings of a running atlas."""

    events: str | None = None
    """``ATLAS_EVENTS``: what to serve in place of the atlas's own catalogue: a CSV file of the same schema, a
    snapshot, or the Ibis address of a table."""
    cache: Path = Path("~/.cache/mdl-atlas")
    """``ATLAS_CACHE``: the folder of the snapshots."""
    public_url: str | None = None
    """``ATLAS_URL``: the public address, for permalinks, and by its path where the site lies; without it, the address
    of the request."""
    proxies: str = "127.0.0.1,::1"
    """``FORWARDED_ALLOW_IPS``, which uvicorn reads too: whose word on the scheme, host and client of a request counts."""

    @property
    def path(self) -> str:
        """The path of the public address, below which the whole site lies; empty where it lies at the root."""
        return urlsplit(self.public_url).path if self.public_url else ""

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] = os.environ) -> Settings:
        """Read the settings; an empty variable is as one that is not set.

        Raises
        ------
        SettingsError
            When ``ATLAS_URL`` is no address that the atlas could have.
        """
        cache = environ.get("ATLAS_CACHE") or Path(environ.get("XDG_CACHE_HOME") or "~/.cache") / "mdl-atlas"
        url = environ.get("ATLAS_URL")
        return cls(
            environ.get("ATLAS_EVENTS") or None,
            Path(cache).expanduser(),
            _public_url(url) if url else None,
            environ.get("FORWARDED_ALLOW_IPS") or cls.proxies,
        )


def _public_url(url: str) -> str:
    if not PUBLIC_URL.fullmatch(url):
        wanted = "http or https, a host, and at most a path of letters, digits, '.', '_', '~' and '-'"
        raise SettingsError([Problem("ATLAS_URL", repr(url), wanted)])
    first = urlsplit(url).path.split("/")[1:2]
    if OWN_NAMES.intersection(first):
        wanted = f"a path that begins with none of the atlas's own names: {', '.join(sorted(OWN_NAMES))}"
        raise SettingsError([Problem("ATLAS_URL", repr(url), wanted)])
    return url.rstrip("/")
