"""The typefaces have every letter that a page can show, and are cut anew when a text changes."""

import subprocess

from geo.settings import ROOT
from geo.web.fonts import faces, texts
from geo.words.table import LANGUAGES, limits


def test_no_text_of_a_korean_page_needs_the_letters_that_nobody_writes():
    letters = {
        point for name, face in faces().items() if name.startswith("hangul-written") for point in face.letters
    }
    shown = [path.read_text(encoding="utf-8") for path in texts()] + [limits(one) for one in LANGUAGES]
    syllables = {sign for text in shown for sign in text if "가" <= sign <= "힣"}
    assert {ord(sign) for sign in syllables} <= letters


def test_make_cuts_the_typefaces_anew_when_one_of_their_texts_changes():
    told = subprocess.run(
        ["make", "--print-data-base", "--dry-run", ".venv/fonts.stamp"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    (needed,) = [line.split()[1:] for line in told.splitlines() if line.startswith(".venv/fonts.stamp:")]
    words = [*ROOT.glob("geo/words/*.toml"), *ROOT.glob("geo/words/*.md")]
    assert {str(path.relative_to(ROOT)) for path in (*texts(), *words)} <= set(needed)
