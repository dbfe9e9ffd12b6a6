"""Measurements for the tests of their pictures and slides."""

from geo.atlas.load import load_atlas
from geo.atlas.measurement import Measurement, read_measurement
from geo.query.filter import EventFilter

BASE = "https://atlas.example.org"
ATLAS = load_atlas()
POINT = (("point", "126.7,37.9"),)
PATH = (
    *(("point", text) for text in ("126.7,37.9", "seoul", "127.3,38.3")),
    *(("target", text) for text in ("mdl", "nll", "dmz")),
    ("ring", "20"),
)
LINES = (("target", "nll"), ("ring", "5"), ("around", "lines"))
SEA = (
    *(("point", text) for text in ("124.6,37.9", "125.7,37.6")),
    *(("target", text) for text in ("nll", "dprk-line-1999", "mdl", "seoul")),
)
FAR = (("point", "139.7,35.7"), ("point", "126.9,37.5"))
NEW_YORK = (("point", "-74,40.7"), ("point", "126.9,37.5"))
ALL = (POINT, PATH, LINES, SEA, FAR, NEW_YORK, ())


def measured(pairs=(), **filtered: str) -> Measurement:
    selection = ATLAS.selection(EventFilter.from_query(filtered.items(), ATLAS.boundary_ids))
    found, problems = read_measurement(selection, tuple(pairs))
    assert not problems
    return found
