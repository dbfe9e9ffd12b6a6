"""Positions as people write them: read in every form that is pasted, and written in three.

Latitude comes first, unless letters say which is which.
"""

from __future__ import annotations

import math
import re
import unicodedata
from dataclasses import dataclass

from mgrs import MGRS
from mgrs.core import MGRSError
from pyproj import Proj

from geo.errors import Problem
from geo.query.maplinks import position_in_link
from geo.words.table import Worded

Position = tuple[float, float]
"""Longitude and latitude, degrees, WGS 84."""
FORMS = Worded("wanted.position")
"""What can be read, in words."""
LEAST_MGRS_DIGITS = 6
"""Digits of the shortest MGRS reference that is read: it names a square of 100 m."""

_GRID = MGRS()
_SIGNS = (
    ("''", "″"),
    *((sign, "°") for sign in ("º", "˚", "도")),
    *((sign, "′") for sign in ("'", "’", "‘", "´", "`", "ʹ", "ʼ", "＇", "분")),
    *((sign, "″") for sign in ('"', "”", "“", "ʺ", "＂", "〃", "초")),
    ("′′", "″"),
    *((sign, "-") for sign in ("−", "–", "－")),
)
"""Signs that stand for another."""
_WORDS = (
    *((rf"(?:{word})", f" {letter} ") for word, letter in (("북위", "N"), ("남위", "S"), ("동경", "E"))),
    (r"(?:서경)", " W "),
    (r"\b(?:north|south|east|west)\b", lambda found: f" {found.group()[0]} "),
    (r"(?:위도|\blat(?:itude)?\b\.?)\s*[:=]?", " φ "),
    (r"(?:경도|\b(?:lon|lng|long)(?:gitude|itude)?\b\.?)\s*[:=]?", " λ "),
    (r"deg(?:rees?)?\b\.?", "°"),
    (r"\bmin(?:utes?)?\b\.?", "′"),
    (r"\bsec(?:onds?)?\b\.?", "″"),
    (r"(?<=\d)\s*d\s*(\d+)\s*m\s*([\d.]+)\s*s", r"°\1′\2″"),
    (r"(?<=\d)[:-](?=\d)", " "),
)
_TOKEN = re.compile(
    r"(?P<number>[+-]?\d+(?:\.\d+)?)|(?P<mark>[°′″])|(?P<letter>[NSEWφλ])|(?P<cut>[,;/|&])|\s+", re.ASCII
)
_MGRS = re.compile(r"(\d{1,2})\s*([C-HJ-NP-X])\s*([A-HJ-NP-Z]{2})\s*(\d+)\s*(\d*)", re.ASCII)
_UTM = re.compile(
    r"(?:UTM\s*)?(?:ZONE\s*)?(\d{1,2})\s*([C-HJ-NP-X])[\s,]+"
    r"(\d{6}(?:\.\d+)?)\s*(?:M?\s*E)?[\s,]+(\d{7}(?:\.\d+)?)\s*(?:M?\s*N)?",
    re.ASCII,
)
_BESIDE = "(?P<lat>\\d{4}|\\d{6}(?:\\.\\d+)?)", "(?P<lon>\\d{5}|\\d{7}(?:\\.\\d+)?)"
_COMPACT = (
    re.compile(rf"(?<![\d.])(?:{_BESIDE[0]}(?=\s?[NS])|{_BESIDE[1]}(?=\s?[EW]))", re.ASCII),
    re.compile(rf"(?:(?<=[NS])\s?{_BESIDE[0]}|(?<=[EW])\s?{_BESIDE[1]})(?![\d.])", re.ASCII),
)
"""Degrees, minutes and seconds in digits that stand close, as in notices to airmen, before or after their letter."""
_LIMITS = {"latitude": 90, "longitude": 180}
_AXIS = {
    "N": "latitude",
    "S": "latitude",
    "φ": "latitude",
    "E": "longitude",
    "W": "longitude",
    "λ": "longitude",
}


@dataclass(frozen=True)
class _Angle:
    """Degrees, minutes and seconds as written, and the letter that stands by them."""

    parts: tuple[str, ...]
    letter: str | None

    @property
    def text(self) -> str:
        return "".join(f"{part}{mark}" for part, mark in zip(self.parts, "°′″", strict=False))

    @property
    def degrees(self) -> float:
        value = sum(abs(float(part)) / 60**power for power, part in enumerate(self.parts))
        return -value if self.parts[0].startswith("-") or self.letter in ("S", "W") else value


def read_written(text: str, where: str = "point") -> tuple[Position | None, list[Problem]]:
    """Read one position.

    Parameters
    ----------
    text : str
        Two angles, latitude first where no letters tell: decimal degrees, degrees and decimal minutes, or degrees,
        minutes and seconds, with signs or blanks between, letters (N, S, E, W) or words (lat, lon, 북위, 동경) before or
        after, in brackets, parted by a comma, semicolon or blank. A decimal comma is read where it can be nothing
        else. Or an MGRS reference to 100 m or finer: the middle of its square. Or UTM with the letter of the band of
        MGRS, of which S lies north of the equator. Or what `geo.query.maplinks` finds.
    where : str
        How a problem names the place.

    Returns
    -------
    (lon, lat) or None, list of Problem
        Degrees, WGS 84; None where there is any problem.

    Examples
    --------
    >>> read_written("37°54'N 126°42'E")
    ((126.7, 37.9), [])
    >>> [problem.found for problem in read_written("127, 38")[1]]
    ["latitude 127° in '127, 38'"]
    """
    plain = _plain(", ".join(position_in_link(text) or (text,)))
    if utm := _UTM.fullmatch(plain):
        return _of_utm(utm, text, where)
    if grid := _MGRS.fullmatch(plain):
        return _of_grid(grid, text, where)
    angles = None
    # A comma between digits parts two angles, or is a decimal comma where it cannot.
    for written in (plain, re.sub(r"(?<=\d),(?=\d)", ".", plain) if "." not in plain else plain):
        angles = angles or _angles(written)
    if angles is None:
        return None, [Problem(where, repr(text), FORMS)]
    problems = [problem for angle in angles.items() for problem in _problems(*angle, text, where)]
    if problems:
        return None, problems
    return (angles["longitude"].degrees, angles["latitude"].degrees), []


def _plain(text: str) -> str:
    """Bring signs, letters and words to one form each."""
    if quoted := re.fullmatch(r"""\s*["'“‘](.*)["'”’]\s*""", text, re.DOTALL):
        text = quoted[1]
    # Words first: one of the signs is a part of two of them.
    for pattern, letter in _WORDS:
        text = re.sub(pattern, letter, text, flags=re.IGNORECASE)
    for sign, meant in _SIGNS:
        text = text.replace(sign, meant)
    text = unicodedata.normalize("NFKC", text).replace("′′", "″")
    text = re.sub(r"[()\[\]{}<>]", " ", text).upper().replace("Φ", "φ").replace("Λ", "λ")
    return text.lstrip(" \t\r\n,;").rstrip(" \t\r\n,;.")


def _angles(text: str) -> dict[str, _Angle] | None:
    """Return the two angles by axis; None where there are not two, one for each."""
    tokens, at = [], 0
    text = _COMPACT[text[:1] in "NSEW"].sub(_spread, text)
    while at < len(text):
        found = _TOKEN.match(text, at)
        if found is None:
            return None
        at = found.end()
        if found.lastgroup:
            tokens.append((found.lastgroup, found.group()))
    if {"N", "S", "E", "W"} & {sign for _, sign in tokens}:
        # Letters say more than words beside them.
        tokens = [token for token in tokens if token[1] not in "φλ"]
    halves = _halves(tokens)
    found = [_angle(half) for half in halves or ()]
    if len(found) != 2 or None in found:
        return None
    if found[0].letter is None and found[1].letter is None:
        return {"latitude": found[0], "longitude": found[1]}
    by_axis = {_AXIS.get(angle.letter): angle for angle in found}
    return by_axis if set(by_axis) == set(_LIMITS) else None


def _spread(found: re.Match) -> str:
    whole = 2 if found["lat"] else 3
    digits = found["lat"] or found["lon"]
    parts = digits[:whole], digits[whole : whole + 2], digits[whole + 2 :]
    return "".join(f"{part}{sign}" for part, sign in zip(parts, "°′″", strict=True) if part)


Tokens = list[tuple[str, str]]


def _halves(tokens: Tokens) -> tuple[Tokens, Tokens] | None:
    """Part the tokens of two angles."""
    cuts = [at for at, (kind, _) in enumerate(tokens) if kind == "cut"]
    if len(cuts) == 1:
        return tokens[: cuts[0]], tokens[cuts[0] + 1 :]
    if cuts or not tokens:
        return None
    letters = [at for at, (kind, _) in enumerate(tokens) if kind == "letter"]
    if letters:
        before = letters[0] == 0
        at = letters[-1] if before else letters[0] + 1
        return tokens[:at], tokens[at:]
    numbers = [at for at, (kind, _) in enumerate(tokens) if kind == "number"]
    degrees = [at - 1 for at, (_, sign) in enumerate(tokens) if sign == "°"]
    if len(degrees) == 2:
        return tokens[: degrees[1]], tokens[degrees[1] :]
    if len(numbers) % 2 or not numbers:
        return None
    middle = numbers[len(numbers) // 2]
    return tokens[:middle], tokens[middle:]


def _angle(tokens: Tokens) -> _Angle | None:
    """Return one angle; None where its numbers and signs do not make one."""
    letters = [sign for kind, sign in tokens if kind == "letter"]
    rest = [token for token in tokens if token[0] != "letter"]
    # One letter, before or after.
    if len(letters) > 1 or (letters and tokens[0][0] != "letter" and tokens[-1][0] != "letter"):
        return None
    parts, marks = [], []
    for kind, sign in rest:
        if kind == "number":
            parts.append(sign)
            marks.append("")
        elif kind != "mark" or not marks or marks[-1]:
            return None
        else:
            marks[-1] = sign
    wanted = list("°′″")[: len(parts)]
    marked = [mark or want for mark, want in zip(marks, wanted, strict=False)]
    if not 1 <= len(parts) <= 3 or marked != wanted or any(part[0] in "+-" for part in parts[1:]):
        return None
    # Only the last sign of signs may be left out.
    if any(marks) and not all(marks[:-1]):
        return None
    return _Angle(tuple(parts), letters[0] if letters else None)


def _problems(axis: str, angle: _Angle, text: str, where: str) -> list[Problem]:
    """Return all that is wrong with an angle."""
    found, problems = Worded(f"found.{axis}", angle=angle.text, text=repr(text.strip())), []
    if angle.parts[0][0] in "+-" and angle.letter in ("N", "S", "E", "W"):
        problems.append(Problem(where, found, Worded("wanted.sign")))
    if any("." in part for part in angle.parts[:-1]):
        problems.append(Problem(where, found, Worded("wanted.decimals")))
    if any(float(part) >= 60 for part in angle.parts[1:]):
        problems.append(Problem(where, found, Worded("wanted.sixty")))
    if abs(angle.degrees) > _LIMITS[axis]:
        key = "wanted.degrees" if angle.letter else "wanted.degrees_in_order"
        problems.append(Problem(where, found, Worded(key, most=_LIMITS[axis])))
    return problems


def _of_grid(found: re.Match, text: str, where: str) -> tuple[Position | None, list[Problem]]:
    """Read an MGRS reference as the middle of its square."""
    zone, band, square, *digits = found.groups()
    if digits[1] and len(digits[0]) != len(digits[1]):
        return None, [Problem(where, f"MGRS {text.strip()!r}", Worded("wanted.mgrs_pairs"))]
    both = "".join(digits)
    if len(both) % 2 or not LEAST_MGRS_DIGITS <= len(both) <= 10:
        return None, [
            Problem(where, f"MGRS {text.strip()!r}", Worded("wanted.mgrs_digits", least=LEAST_MGRS_DIGITS))
        ]
    half = len(both) // 2
    # One digit more is the middle; the finest square is left at its corner, half a metre off.
    middle = [part + "5" if half < 5 else part for part in (both[:half], both[half:])]
    try:
        lat, lon = _GRID.toLatLon(f"{int(zone):02}{band}{square}{''.join(middle)}")
    except MGRSError:
        return None, [Problem(where, f"MGRS {text.strip()!r}", Worded("wanted.mgrs_square"))]
    return (lon, lat), []


def _of_utm(found: re.Match, text: str, where: str) -> tuple[Position | None, list[Problem]]:
    """Read easting and northing in metres."""
    zone, band, easting, northing = found.groups()
    if not 1 <= int(zone) <= 60:
        return None, [Problem(where, f"UTM {text.strip()!r}", Worded("wanted.utm_zone"))]
    project = Proj(proj="utm", zone=int(zone), south=band < "N", ellps="WGS84")
    lon, lat = project(float(easting), float(northing), inverse=True)
    return (float(lon), float(lat)), []


def degrees_text(value: float) -> str:
    """Return degrees with at most six decimals, 0.1 m, and no useless zeros.

    Examples
    --------
    >>> degrees_text(126.70000004), degrees_text(-0.0)
    ('126.7', '0')
    """
    # What is added turns -0 into 0.
    return f"{round(value, 6) + 0.0:.6f}".rstrip("0").rstrip(".")


def sexagesimal_text(lon: float, lat: float) -> str:
    """Return a position in degrees, minutes and seconds, to a hundredth of a second (0.3 m).

    Examples
    --------
    >>> sexagesimal_text(126.7, 37.9)
    '37°54′00″N 126°42′00″E'
    """
    return f"{_sexagesimal(lat, 'NS')} {_sexagesimal(lon, 'EW')}"


def _sexagesimal(value: float, letters: str) -> str:
    hundredths = round(value * 360_000)
    degrees, rest = divmod(abs(hundredths), 360_000)
    minutes, rest = divmod(rest, 6_000)
    seconds = f"{rest / 100:05.2f}".removesuffix(".00")
    return f"{degrees}°{minutes:02}′{seconds}″{letters[hundredths < 0]}"


def grid_text(lon: float, lat: float) -> str:
    """Return the MGRS reference of the square of 1 m that holds a position; empty near the poles.

    Examples
    --------
    >>> grid_text(126.7, 37.9)
    '52S BG 97778 97213'
    """
    if not -80 <= lat <= 84 or math.isclose(abs(lon), 180):
        return ""
    text = _GRID.toMGRS(lat, lon, MGRSPrecision=5)
    return f"{text[:-12]} {text[-12:-10]} {text[-10:-5]} {text[-5:]}"
