"""Where the data come from, read from the data package and the catalogue itself."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import geopandas as gpd
import pandas as pd

ROOT = Path(__file__).parent.parent


@cache
def files() -> list[dict[str, object]]:
    """Return one row for each data file: name, title, licence, bytes, sha256."""
    package = json.loads((ROOT / "data" / "datapackage.json").read_text(encoding="utf-8"))
    return [
        {
            "file": resource["path"],
            "what": resource.get("title"),
            "licence": ", ".join(one["name"] for one in resource.get("licenses", [])),
            "bytes": resource["bytes"],
            "sha256": resource["hash"].removeprefix("sha256:"),
        }
        for resource in package["resources"]
    ]


def publishers(events: gpd.GeoDataFrame) -> pd.Series:
    """Return how many events cite each publisher, most cited first."""
    return pd.concat([events["source_publisher"], events["source2_publisher"]]).dropna().value_counts()


def source_count(events: gpd.GeoDataFrame) -> int:
    """Return how many different addresses the events cite."""
    return int(pd.concat([events["source_url"], events["source2_url"]]).nunique())


@cache
def changelog() -> str:
    """Return the change log as Markdown, without its title."""
    return (ROOT / "CHANGELOG.md").read_text(encoding="utf-8").partition("\n")[2]
