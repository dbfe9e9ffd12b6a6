"""The names on every map: of seas and lines, and the zoom from which towns, islands and sites are named."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Label:
    """A name on the map that belongs to no point: a sea, a line, a zone."""

    text: str
    text_ko: str
    at: tuple[tuple[float, float], ...]
    """Where it may stand, lon and lat, best place first."""
    kind: str
    """``sea``, ``country`` or the id of the layer it is switched with."""
    rank: int
    """Lower ranks are placed first and win a collision."""
    from_zoom: int = 0
    short: str | None = None
    """What it is called where the map is small."""
    short_ko: str | None = None


NAMED_FROM_ZOOM: dict[str, float] = {
    "city-1": 0.0,
    "city-2": 7.0,
    "city-3": 8.0,
    "city-4": 10.0,
    "island": 8.0,
    "point": 10.0,
}
"""What is named beside its point (a city by its rank, an island, a site of a layer of points), and the zoom of a web
map from which it is."""

LABELS: tuple[Label, ...] = (
    Label(
        "Yellow Sea\n(West Sea)",
        "황해\n(서해)",
        ((124.3, 36.85), (124.9, 36.72), (125.5, 36.72), (124.35, 38.5), (125.4, 36.9)),
        "sea",
        1,
    ),
    Label(
        "East Sea\n(Sea of Japan)",
        "동해",
        ((129.1, 38.2), (129.35, 38.1), (129.6, 37.75), (130.3, 38.2)),
        "sea",
        1,
    ),
    Label("Korea Bay", "서한만", ((124.3, 39.2),), "sea", 6, 7),
    Label(
        "Military Demarcation\nLine (MDL)",
        "군사분계선\n(MDL)",
        ((127.85, 38.55), (127.5, 38.6), (128.0, 38.08), (127.2, 38.55), (127.7, 38.05), (128.3, 38.0)),
        "mdl",
        2,
        short="MDL",
        short_ko="군사분계선",
    ),
    Label(
        "Northern Limit\nLine (NLL)",
        "북방한계선\n(NLL)",
        ((125.15, 37.4), (124.9, 37.45), (125.3, 37.35), (125.0, 37.25), (125.5, 37.5)),
        "nll",
        2,
        short="NLL",
        short_ko="북방한계선",
    ),
    Label("NLL, East Sea", "동해 북방한계선", ((129.2, 38.7), (129.4, 38.52), (130.3, 38.7)), "nll", 4),
    Label(
        "Line declared by\nthe DPRK, 1999",
        "북측 선언선\n(1999)",
        ((125.5, 37.0), (125.3, 36.92), (124.8, 37.2), (125.75, 37.25), (124.95, 36.8)),
        "dprk-line",
        2,
        short="DPRK line",
        short_ko="북측 선언선",
    ),
    Label("Han estuary", "한강 하구", ((126.42, 37.79),), "han-estuary", 7, 9),
)
