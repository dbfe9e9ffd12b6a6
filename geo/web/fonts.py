"""The typefaces of pages and maps, cut to what is written with them, so that no layout depends on a reader's own fonts.

Latin is Source Sans, which the pages have from Streamlit, Hangul is NanumGothic; both come from pinned packages under the
SIL Open Font License, which asks that what is cut from them has another name. Hangul comes in parts: a browser asks
only for those that have a letter of what it shows.
"""

from __future__ import annotations

import hashlib
import io
import logging
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from geo.settings import DATA
from geo.words.table import LANGUAGES, limits, say, table

FOLDER = Path(sys.prefix) / "share" / "mdl-atlas-fonts"
"""Where `Makefile` has them cut; one that is missing there is cut when it is asked for, which takes some seconds."""
SANS, HANGUL = "atlas-sans", "atlas-hangul"
WEIGHTS = (400, 700)
_LATIN = (range(0x20, 0x7F), range(0xA0, 0x180), range(0x2010, 0x2040), range(0x2190, 0x2194))
_LATIN_SIGNS = "€№™−≈≠≤≥"
_HANGUL = (range(0x3000, 0x3040), range(0x3130, 0x3190), range(0x3200, 0x3400), range(0xAC00, 0xD7A4))
_KS_X_1001 = b"".join(bytes((row, cell)) for row in range(0xB0, 0xC9) for cell in range(0xA1, 0xFF))
"""The 2,350 syllables that Korean is written with, as EUC-KR has them: all but some rare names."""
_FEATURES = ("kern", "tnum")
_KEPT_NAMES = (0, 13, 14)
"""Copyright, licence and where that stands."""


@dataclass(frozen=True)
class Face:
    """A font file: one weight, or a range of them, of some letters."""

    family: str
    weight: str
    """As CSS has it: ``400``, or ``400 700``."""
    letters: frozenset[int]
    source: Path
    claims: str
    """The letters that a browser looks for in it, as CSS has them."""

    @property
    def digest(self) -> str:
        """What changes when the file does."""
        told = f"{sorted(self.letters)} {self.weight} {_FEATURES} {self.source.parts[-2:]} {self.source.stat().st_size}"
        return hashlib.sha256(told.encode()).hexdigest()[:16]


@cache
def faces() -> dict[str, Face]:
    """Return every face by the name of its file; of two that have a letter, the later has it on a page."""
    latin = {point for points in _LATIN for point in points} | set(map(ord, _LATIN_SIGNS))
    made = {
        "sans.woff2": Face(SANS, "{} {}".format(*WEIGHTS), frozenset(latin), _source_sans(), _ranges(latin))
    }
    written = _hangul([*_words(), *(path.read_text(encoding="utf-8") for path in texts())])
    others = _hangul([_KS_X_1001.decode("euc-kr")]) - written
    # Pages in English have one Korean word, the name of the language.
    name = _hangul([say("briefing.lang_ko", "ko")])
    claimed = {"others": "U+AC00-D7A3"}  # short: the parts below have theirs before it
    for part, letters in {"others": others, "written": written, "name": name}.items():
        for weight, source in zip(WEIGHTS, ("NanumGothic.ttf", "NanumGothicBold.ttf"), strict=True):
            path = _package("koreanize_matplotlib") / "fonts" / source
            made[f"hangul-{part}-{weight}.woff2"] = Face(
                HANGUL, str(weight), letters, path, claimed.get(part) or _ranges(letters)
            )
    return made


def texts() -> list[Path]:
    """Return the files of data whose text a page can show: `Makefile` cuts anew when one of them changes."""
    found = (path for form in ("*.csv", "*.json", "*/*.geojson") for path in DATA.glob(form))
    return sorted(path for path in found if path.name != "changes.csv")  # which only the feed tells


def font_bytes(name: str) -> bytes:
    """Return a font file, WOFF2, by its name in `faces`."""
    kept = _kept(name)
    return kept.read_bytes() if kept.is_file() else _cut(faces()[name])


def fonts_css() -> bytes:
    """Return the rules that name the faces; addresses are relative to its own, as the path of a site may come before it."""
    return "".join(_rule(name, face) for name, face in faces().items()).encode()


def make() -> None:
    """Cut every face into `FOLDER`; what stood there for other texts goes."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    wanted = {_kept(name): name for name in faces()}
    for path in set(FOLDER.iterdir()) - set(wanted):
        path.unlink()
    for path, name in wanted.items():
        if not path.is_file():
            part = path.with_suffix(".part")
            part.write_bytes(_cut(faces()[name]))
            part.replace(path)


def _hangul(texts: Iterable[str]) -> frozenset[int]:
    """Return the letters of texts that are not Latin's to draw: syllables, single letters, Korean punctuation and units."""
    points = set(map(ord, set("".join(texts))))
    return frozenset(point for point in points if any(point in block for block in _HANGUL))


def _words() -> list[str]:
    return [
        *map(limits, LANGUAGES),
        *(str(words) for language in LANGUAGES for words in table(language).values()),
    ]


def _package(name: str) -> Path:
    """Return the folder of a package, which is not loaded for that: Streamlit has no business in the library."""
    return Path(find_spec(name).submodule_search_locations[0])


def _source_sans() -> Path:
    (found,) = (_package("streamlit") / "static" / "static" / "media").glob("SourceSansVF-Upright.*.woff2")
    return found


def _rule(name: str, face: Face) -> str:
    return (
        f'@font-face{{font-family:"{face.family}";font-weight:{face.weight};font-display:swap;'
        f'src:url("{name}?v={face.digest[:8]}") format("woff2");unicode-range:{face.claims}}}\n'
    )


def _ranges(letters: Iterable[int]) -> str:
    """Return code points as CSS has them.

    Examples
    --------
    >>> _ranges([0x41, 0x42, 0x43, 0x61])
    'U+41-43,U+61'
    """
    runs: list[list[int]] = []
    for point in sorted(letters):
        if runs and point == runs[-1][1] + 1:
            runs[-1][1] = point
        else:
            runs.append([point, point])
    return ",".join(f"U+{first:X}" + (f"-{last:X}" if last > first else "") for first, last in runs)


def _kept(name: str) -> Path:
    return FOLDER / f"{faces()[name].digest}-{name}"


def _cut(face: Face) -> bytes:
    """Return the letters of a face alone, without hints, which screens of today have no use for."""
    # Only who cuts loads what cuts: it is large.
    from fontTools.subset import Options, Subsetter, save_font
    from fontTools.ttLib import TTFont
    from fontTools.varLib.instancer import instantiateVariableFont

    logging.getLogger("fontTools").setLevel(logging.ERROR)  # it tells of every table that it leaves out
    font = TTFont(face.source)
    options = Options(flavor="woff2", hinting=False, layout_features=_FEATURES, name_IDs=_KEPT_NAMES)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=face.letters)
    subsetter.subset(font)
    if "fvar" in font:
        font = instantiateVariableFont(font, {"wght": WEIGHTS})
    made = io.BytesIO()
    save_font(font, made, options)
    return made.getvalue()


if __name__ == "__main__":
    make()
