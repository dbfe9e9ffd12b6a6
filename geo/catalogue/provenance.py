"""Where the data come from and how they changed, read from the data package and the change log."""

from __future__ import annotations

import json
from functools import cache

from geo.catalogue import history
from geo.settings import DATA, ROOT


@cache
def files(language: str = "en") -> list[dict[str, object]]:
    """Return one row for each data file: name, title in English or Korean (``ko``), licence, bytes, sha256."""
    package = json.loads((DATA / "datapackage.json").read_text(encoding="utf-8"))
    return [
        {
            "file": resource["path"],
            "what": resource["title_ko" if language == "ko" else "title"],
            "licence": ", ".join(one["name"] for one in resource.get("licenses", [])),
            "bytes": resource["bytes"],
            "sha256": resource["hash"].removeprefix("sha256:"),
        }
        for resource in package["resources"]
    ]


def versions(language: str = "en") -> list[dict[str, object]]:
    """Return one row for each published version of the catalogue, the newest first; what is new in English or Korean."""
    return [
        {
            "version": version.version,
            "day": version.released.isoformat(),
            "events": version.events,
            "what": version.what_ko if language == "ko" else version.what,
        }
        for version in reversed(history.versions())
    ]


@cache
def changelog() -> str:
    """Return the change log of the program, which is in English, as Markdown without its title."""
    return (ROOT / "CHANGELOG.md").read_text(encoding="utf-8").partition("\n")[2]
