"""Distances of many points to all reference lines: ours beside the plain way, in one run.

    python benchmarks/bench_distances.py

The plain way is `GeoSeries.distance` in UTM 52N, one line after another. It is also less exact: the projection is
off by up to 0.1 % and more far from its axis.
"""

from __future__ import annotations

import sys
from pathlib import Path
from time import perf_counter

import geopandas as gpd
import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from geo.lines.boundaries import load_boundaries
from geo.lines.measure import measure

REACH_M = 400_000
UTM_52N = 32652


def run(n_points: int = 100_000) -> dict[str, float]:
    """Time both ways on the same points, within `REACH_M` of the lines; seconds, ratio, largest difference in m."""
    boundaries = load_boundaries()
    lines = boundaries.geometry[boundaries.geom_type == "LineString"]
    lon, lat = points_near(lines, n_points)
    measure(lon[:1], lat[:1], lines)  # a server prepares its lines once

    start = perf_counter()
    ours = measure(lon, lat, lines).distance_m
    ours_s = perf_counter() - start

    start = perf_counter()
    points = gpd.GeoSeries(gpd.points_from_xy(lon, lat), crs=4326).to_crs(UTM_52N)
    plain = np.column_stack([points.distance(line) for line in lines.to_crs(UTM_52N)])
    plain_s = perf_counter() - start

    return {
        "points": n_points,
        "lines": len(lines),
        "plain_s": plain_s,
        "ours_s": ours_s,
        "ratio": plain_s / ours_s,
        "largest_difference_m": float(np.abs(ours - plain).max()),
    }


def points_near(lines: gpd.GeoSeries, n_points: int) -> tuple[np.ndarray, np.ndarray]:
    """Scatter points evenly over the box that reaches `REACH_M` beyond the MDL; lon and lat in degrees."""
    box = lines.loc[["mdl"]].to_crs(UTM_52N).buffer(REACH_M).to_crs(4326).total_bounds
    random = np.random.default_rng(1953)
    return random.uniform(box[0], box[2], n_points), random.uniform(box[1], box[3], n_points)


if __name__ == "__main__":
    print("  ".join(f"{name} {value:,.6g}" for name, value in run().items()))
