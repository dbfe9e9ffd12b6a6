"""What the environment sets. Few names, all documented in the README."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Settings:
    """The settings of a running atlas."""

    events_path: Path | None = None
    """``ATLAS_EVENTS``: another catalogue file of the same schema to serve."""
    public_url: str | None = None
    """``ATLAS_URL``: the public address, for permalinks; without it, the address of the request."""

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] = os.environ) -> Settings:
        """Read the settings; an empty variable is as one that is not set."""
        events, url = environ.get("ATLAS_EVENTS"), environ.get("ATLAS_URL")
        return cls(Path(events) if events else None, url.rstrip("/") if url else None)
