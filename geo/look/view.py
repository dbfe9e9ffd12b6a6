"""How a filtered view is shown outside the map page: one grammar for embed, file, picture, slide and briefing page.

A view never chooses rows: that is the filter's part (`geo.query.filter`). Defaults stay out of the address here too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from typing import Any

from geo.errors import InputError, Problem
from geo.lines.window import WINDOW
from geo.look import style
from geo.look.distance import BANDS_KM, BANDS_WANTED, LINE_WANTED, bands_text, parse_bands, parse_line
from geo.look.moment import WANTED as MOMENT_WANTED
from geo.look.moment import Moment
from geo.query.reading import parse_number
from geo.words.lists import one_of
from geo.words.table import Worded

SIZES: dict[str, tuple[float, float]] = {
    "16x9": (13.333, 7.5),
    "4x3": (10.0, 7.5),
    "a4": (8.268, 11.693),
    "a4-landscape": (11.693, 8.268),
    "square": (8.0, 8.0),
}
"""Size of a picture: width and height in inches."""
LANGUAGES = ("en", "ko")
DPI = (72, 300)
ZOOM = (5.0, 15.0)
TITLE_LIMIT, NOTE_LIMIT = 120, 600
"""Longest title and note, in characters."""
SHOWN_LAYERS = tuple(layer.id for layer in style.LAYERS if layer.shown)


@dataclass(frozen=True)
class View:
    """How the events are shown; the default is the map page's own view."""

    title: str = ""
    note: str = ""
    layers: tuple[str, ...] = SHOWN_LAYERS
    """Ids of `style.LAYERS`, in the order of that table."""
    center: tuple[float, float] | None = None
    """lon and lat, degrees; None for the lines from the West Sea to the east coast."""
    zoom: float | None = None
    """Zoom of a web map: at 0 the world is 256 pixels wide. Goes with ``center``."""
    legend: bool = True
    lang: str = "en"
    size: str = "16x9"
    """One of `SIZES`; for pictures."""
    dpi: int = 144
    """Dots an inch; for PNG. 144 gives 1920x1080 at 16x9."""
    distance: str | None = None
    """Id of the line or place whose bands of distance are drawn; None for no bands."""
    bands: tuple[float, ...] = BANDS_KM
    """Edges of those bands, km, ascending."""
    at: Moment | None = None
    """The window of time that a playback stands at; None for all events at once."""

    @classmethod
    def from_query(cls, pairs: Iterable[tuple[str, str]]) -> View:
        """Read a view from the query parameters `KEYS`.

        Raises
        ------
        InputError
            With every problem, not just the first.
        """
        wanted, problems = read_view(pairs)
        if problems:
            raise InputError(problems)
        return wanted

    def of_map(self) -> View:
        """Return what of this view the map page has in its own address: layers, center, zoom, the moment and the language."""
        return View(lang=self.lang, **{key: getattr(self, key) for key in MAP_KEYS})

    @property
    def drawn_layers(self) -> tuple[str, ...]:
        """Ids of the layers that are drawn: at a moment also those that have lapsed since, unless layers were chosen."""
        lent = style.LAPSED if self.at and self.layers == SHOWN_LAYERS else ()
        return tuple(layer.id for layer in style.LAYERS if layer.id in self.layers or layer.id in lent)

    def to_pairs(self) -> list[tuple[str, str]]:
        """Return the query parameters in canonical order, without those that say the default."""
        return [
            (key, _WRITERS.get(key, str)(getattr(self, key)))
            for key in KEYS
            if getattr(self, key) != getattr(_DEFAULT, key)
        ]


def read_view(pairs: Iterable[tuple[str, str]]) -> tuple[View, list[Problem]]:
    """Read what can be read of a view, and return the rest as problems."""
    values: dict[str, Any] = {}
    problems = []
    for key, text in pairs:
        read, wanted = _READERS.get(key, (None, ""))
        if read is None:
            problems.append(Problem(key, repr(text), Worded("wanted.parameter", allowed=", ".join(KEYS))))
            continue
        try:
            if key in values:
                raise ValueError(key)
            values[key] = read(text)
        except ValueError:
            problems.append(Problem(key, repr(text), wanted))
    if (values.get("center") is None) != (values.get("zoom") is None):
        problems.append(Problem("center, zoom", Worded("found.half"), Worded("wanted.both")))
        values.pop("center", None)
        values.pop("zoom", None)
    return View(**values), problems


def wanted_of(key: str) -> str:
    """Return in words what a query parameter of a view may be."""
    return _READERS[key][1]


def _text(limit: int) -> Callable[[str], str]:
    def read(text: str) -> str:
        if len(text) > limit:
            raise ValueError(text)
        return " ".join(text.split())

    return read


def _layers(text: str) -> tuple[str, ...]:
    wanted = text.split(",") if text else []
    known = [layer.id for layer in style.LAYERS]
    if not set(wanted) <= set(known):
        raise ValueError(text)
    return tuple(key for key in known if key in wanted)


def _center(text: str) -> tuple[float, float]:
    lon, lat = (parse_number(part) for part in text.split(","))
    return _within(lon, WINDOW.west, WINDOW.east), _within(lat, WINDOW.south, WINDOW.north)


def _dpi(text: str) -> int:
    value = _within(parse_number(text), *DPI)
    if not value.is_integer():
        raise ValueError(text)
    return int(value)


def _within(value: float, least: float, most: float) -> float:
    if not least <= value <= most:
        raise ValueError(value)
    return value


def _switch(text: str) -> bool:
    return {"0": False, "1": True}[_one_of("0", "1")(text)]


def _one_of(*allowed: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text not in allowed:
            raise ValueError(text)
        return text

    return read


def _plain(value: float) -> str:
    return repr(value).removesuffix(".0")


_READERS: dict[str, tuple[Callable[[str], Any], str]] = {
    "title": (_text(TITLE_LIMIT), Worded("wanted.characters", most=TITLE_LIMIT)),
    "note": (_text(NOTE_LIMIT), Worded("wanted.characters", most=NOTE_LIMIT)),
    "layers": (_layers, Worded("wanted.some_of", allowed=", ".join(layer.id for layer in style.LAYERS))),
    "center": (
        _center,
        Worded("wanted.center", **WINDOW._asdict()),
    ),
    "zoom": (
        lambda text: _within(parse_number(text), *ZOOM),
        Worded("wanted.within", least=ZOOM[0], most=ZOOM[1]),
    ),
    "legend": (_switch, Worded("wanted.switch")),
    "lang": (_one_of(*LANGUAGES), one_of(LANGUAGES)),
    "size": (_one_of(*SIZES), one_of(SIZES)),
    "dpi": (_dpi, Worded("wanted.whole", least=DPI[0], most=DPI[1])),
    "distance": (parse_line, LINE_WANTED),
    "bands": (parse_bands, BANDS_WANTED),
    "at": (Moment.read, MOMENT_WANTED),
}
_WRITERS: dict[str, Callable[[Any], str]] = {
    "layers": ",".join,
    "center": lambda point: ",".join(_plain(value) for value in point),
    "zoom": _plain,
    "legend": lambda shown: "1" if shown else "0",
    "bands": bands_text,
}
KEYS = tuple(_READERS)
"""The query parameters of a view."""
MAP_KEYS = ("layers", "center", "zoom", "at")
"""Those of them that say what the map page shows; there the browser writes them (``static/view.js``)."""
_DEFAULT = View()
assert set(KEYS) == {each.name for each in fields(View)}
