"""The words of the interface: none is missing, none is dead."""

import re
import tomllib
from pathlib import Path

import pytest

from pages._ui.words import plain

PAGES = Path(__file__).parent.parent.parent / "pages"
SCRIPTS = "\n".join(path.read_text(encoding="utf-8") for path in PAGES.rglob("*.py"))
TABLE = tomllib.loads((PAGES / "_ui" / "words.en.toml").read_text(encoding="utf-8"))
KEYS = [f"{room}.{name}" for room, names in TABLE.items() for name in names]
MADE = re.findall(r"""say\(\s*f["']([a-z.\-_]+)\{""", SCRIPTS)
"""Beginnings of the keys that a page puts together."""


@pytest.mark.parametrize("key", KEYS)
def test_every_word_is_said_somewhere(key):
    assert re.search(rf"""["']{re.escape(key)}["']""", SCRIPTS) or key.startswith(tuple(MADE))


def test_every_word_that_a_page_says_stands_in_the_table():
    assert set(re.findall(r"""say\(\s*["']([^"']+)["']""", SCRIPTS)) <= set(KEYS)


@pytest.mark.parametrize(
    "text",
    [
        "https://evil.test/x",
        "www.evil.test",
        "me@evil.test",
        "![i](http://evil.test/x.png)",
        "HTTP://evil.test",
    ],
)
def test_a_bare_address_in_foreign_text_makes_no_link(text):
    safe = plain(text).replace("\\", "")
    assert not re.search(r"https?://|www\.|\w@", safe, re.IGNORECASE)
    assert safe.replace("\u2060", "") == text
