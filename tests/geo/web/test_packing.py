"""What is packed for the screen is what was given, to half a step."""

import random

import orjson
import pytest

from geo.lines import boundaries
from geo.web.packing import SIGNS, STEP_DEG, pack, packed_line


def unpacked(text: str) -> list[tuple[float, float]]:
    """Read a packed line as the browser does, written anew."""
    steps, value, shift = [], 0, 0
    for sign in text:
        group = SIGNS.index(sign)
        value |= (group & 31) << shift
        shift += 5
        if not group & 32:
            steps.append(-(value >> 1) if value & 1 else value >> 1)
            value, shift = 0, 0
    lon = lat = 0
    found = []
    for east, north in zip(steps[::2], steps[1::2], strict=True):
        lon, lat = lon + east, lat + north
        found.append((lon * STEP_DEG, lat * STEP_DEG))
    return found


def test_a_line_comes_back_to_half_a_step():
    chance = random.Random(1)
    line = [(chance.uniform(-180, 180), chance.uniform(-90, 90)) for _ in range(2000)]
    for given, found in zip(line, unpacked(packed_line(line)), strict=True):
        assert found == pytest.approx(given, abs=STEP_DEG / 2 * 1.000001)


def test_positions_that_fall_together_are_one_and_a_ring_stays_closed():
    ring = [(126.0, 38.0), (126.00001, 38.0), (126.1, 38.0), (126.1, 38.1), (126.0, 38.0)]
    found = unpacked(packed_line(ring))
    assert len(found) == 4
    assert found[0] == found[-1]


def test_every_boundary_keeps_its_shape_and_points_stay_points():
    plain = orjson.loads(boundaries.boundaries_geojson())
    packed = pack(plain)
    assert [feature["properties"] for feature in packed["features"]] == [
        feature["properties"] for feature in plain["features"]
    ]
    for given, found in zip(plain["features"], packed["features"], strict=True):
        kind, coordinates = given["geometry"]["type"], found["geometry"]["coordinates"]
        if kind == "Point":
            assert coordinates == given["geometry"]["coordinates"]
        elif kind == "Polygon":
            assert [len(ring) > 3 for ring in map(unpacked, coordinates)] == [True] * len(
                given["geometry"]["coordinates"]
            )


def test_packing_needs_no_escape_and_saves_most_of_the_bytes():
    plain = boundaries.boundaries_geojson()
    packed = orjson.dumps(pack(orjson.loads(plain)))
    assert len(packed) < len(plain) / 4
    assert not set(SIGNS) & set("\\\"'`<>&")
