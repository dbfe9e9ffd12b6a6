"""Make data/romanized.csv: names of places and people in Hangul, and how else they may be spelled.

Reads the gazetteer and names_ko.csv; needs no download. A name is taken where one of its English words sounds like it:
개성 beside Kaesong, not 비무장지대 beside Demilitarized Zone. What is a common word too is left out: who looks for Ganghwa
wants no text in which something is strengthened (강화).
"""

import csv
import json
import re
import unicodedata

from features import DATA
from romanize import dprk, mccune_reischauer, revised, southern

PATH = DATA / "romanized.csv"
SYSTEMS = (revised, mccune_reischauer, dprk)
SURNAMES = {
    "김": ("Kim", "Gim"),
    "박": ("Park", "Pak", "Bak"),
    "이": ("Lee", "Yi", "I", "Rhee"),
    "리": ("Ri", "Lee", "Yi", "Rhee"),
    "최": ("Choe", "Choi"),
    "문": ("Moon", "Mun"),
    "윤": ("Yoon", "Yun"),
    "황": ("Hwang",),
    "장": ("Jang", "Chang"),
    "강": ("Kang", "Gang"),
    "정": ("Chung", "Jeong", "Jung", "Chong", "Jong"),
}
"""Family names, which each family writes as it likes."""
_HANGUL = re.compile(r"[가-힣]{2,}")
_ALIKE = (("[^a-z]", ""), ("[ptk]h", lambda found: found[0][0]), ("eo", "o"), ("eu", "u"), ("g", "k"), ("d", "t"),
          ("b", "p"), ("j", "ch"), ("r", "l"))  # fmt: skip
_FEATURE = re.compile(r"(?<=..)(?:반도|도|리|군|면|시|산|강|만|곶|항)$")
"""What follows the name of a place."""


def rows():
    """Yield each name in Hangul with its other spellings, the first time that it is met."""
    met = set(_common())
    for korean, english in (*_gazetteer(), *_names()):
        person = _person(korean, english)
        spelled = person or _place(korean, english)
        if spelled and korean not in met:
            met.add(korean)
            yield korean, [one for one in dict.fromkeys(spelled) if one != korean]


def _common():
    with (DATA / "names_ko.csv").open(encoding="utf-8", newline="") as file:
        return [form for row in csv.DictReader(file) if row["common"] for form in row["ko"].split("; ")]


def _gazetteer():
    for path in sorted((DATA / "places").glob("*.geojson")):
        for feature in json.loads(path.read_text(encoding="utf-8"))["features"]:
            told = feature["properties"]
            english = [told["name"], *(name for name in told["other_names"] if name.isascii())]
            for korean in (told["name_ko"], *told["other_names"]):
                if korean and _HANGUL.fullmatch(korean):
                    yield korean, english


def _names():
    with (DATA / "names_ko.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for korean in row["ko"].split("; "):
                if _HANGUL.fullmatch(korean):
                    yield korean, row["en"].split("; ")


def _place(korean, english):
    words = {word for name in english for word in re.findall(r"[A-Z][a-z']{2,}", name)}
    sounds = {_sound(word): word for word in sorted(words)}
    stem = _FEATURE.sub("", korean)
    for name in (stem, korean):
        alike = [sounds[sound] for sound in dict.fromkeys(map(_sound, _systems(name))) if sound in sounds]
        if alike:
            return [*alike, *_spelled(name), *_spelled(korean)]
    return []


def _sound(word):
    """Return a word with letters alike that the systems write otherwise for one sound."""
    word = unicodedata.normalize("NFKD", word.lower())
    for pattern, sign in _ALIKE:
        word = re.sub(pattern, sign, word)
    return word


def _person(korean, english):
    family, given = korean[0], korean[1:]
    theirs = [name for name in english if name.split()[0] in SURNAMES.get(family, ())]
    if not theirs or len(korean) > 3 or " " not in theirs[0]:
        return []
    # Beside a family name the first consonant of a given name may be voiced: Kim Jŏngŭn.
    voiced = [system("아" + given)[1:] for system in SYSTEMS[1:]]
    apart = [" ".join(map(system, given)) for system in SYSTEMS]
    givens = dict.fromkeys((*_systems(given), *voiced, *apart))
    spelled = [f"{surname} {one.capitalize()}" for surname in SURNAMES[family] for one in givens]
    south = southern(korean)
    return [*theirs, *spelled, *([] if south == korean else [south])]


def _systems(korean):
    return [system(korean) for system in SYSTEMS]


def _spelled(korean):
    south = southern(korean)
    forms = dict.fromkeys((*_systems(korean), *_systems(south)))
    return [*(form.capitalize() for form in forms), *([] if south == korean else [south])]


def render():
    """Return the whole file."""
    lines = (f'{korean},"{"; ".join(spelled)}"' for korean, spelled in sorted(rows()))
    return "\n".join(("hangul,spellings", *lines, ""))


if __name__ == "__main__":
    PATH.write_text(render(), encoding="utf-8")
