"""The table of words: none is missing, none is dead, and both languages leave the same places for values."""

import re
import string
from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.web.assets import SCRIPT_ROOMS
from geo.web.head import WIDGETS
from geo.words.table import LANGUAGES, say, script_words, table

ROOT = Path(__file__).parents[3]
STATIC = ROOT / "geo" / "web" / "static"
PYTHON = "\n".join(
    path.read_text(encoding="utf-8")
    for room in ("geo", "pages")
    for path in sorted((ROOT / room).rglob("*.py"))
)
SCRIPTS = "\n".join(
    path.read_text(encoding="utf-8") for path in sorted(STATIC.iterdir()) if path.suffix in (".js", ".html")
)
EVERYTHING = PYTHON + SCRIPTS
ENGLISH = table("en")
ROOMS = {key.split(".")[0] for key in ENGLISH}
MADE = re.findall(rf"""(?:f["']|`)((?:{"|".join(ROOMS)})\.[\w-]*)\$?{{[^}}]*}}([\w-]*)["'`]""", EVERYTHING)
"""Beginning and end of the keys that code puts together."""
QUOTED = set(re.findall(r"""["']([\w-]+)["']""", EVERYTHING))


def said(key: str) -> bool:
    """Tell whether code says a key: as it stands, or put together from a beginning and a name that code knows."""
    if key.startswith(f"{WIDGETS}."):
        return True  # the whole room goes to a script
    if re.search(rf"""["'`]{re.escape(key)}["'`]""", EVERYTHING):
        return True
    for start, end in MADE:
        if key.startswith(start) and key.endswith(end):
            part = key.removeprefix(start).removesuffix(end)
            # A key of which only the room stands in code is said where code knows its name.
            if part and (not start.endswith(".") or part in QUOTED):
                return True
    return False


def places(words: str | dict[str, str]) -> set[str]:
    """Return the values that words need; of two forms, those of the general one."""
    pattern = words["other"] if isinstance(words, dict) else words
    return {name for _, name, _, _ in string.Formatter().parse(pattern) if name}


def test_every_word_is_said_somewhere():
    assert {key for key in ENGLISH if not said(key)} == set()


def test_every_word_that_code_says_stands_in_the_table():
    called = re.findall(rf"""["'`]((?:{"|".join(ROOMS)})\.[\w-]+)["'`]""", EVERYTHING)
    files = (
        ".py",
        ".js",
        ".css",
        ".atom",
        ".json",
        ".html",
        ".geojson",
        ".csv",
        ".png",
        ".svg",
        ".pdf",
        ".pptx",
    )
    assert {key for key in called if not key.endswith(files)} <= set(ENGLISH)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_every_word_and_leaves_the_same_places(language):
    assert {key: places(words) for key, words in table(language).items()} == {
        key: places(words) for key, words in ENGLISH.items()
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_have_one_form_or_two_and_places_are_bare_names(language):
    for key, words in table(language).items():
        assert isinstance(words, str) or set(words) == {"one", "other"}, key
        for form in [words] if isinstance(words, str) else words.values():
            parts = [part for part in string.Formatter().parse(form) if part[1] is not None]
            assert all(
                name.isidentifier() and not (spec or conversion) for _, name, spec, conversion in parts
            ), key


def test_a_key_that_nobody_wrote_is_an_error():
    with pytest.raises(KeyError):
        say("sidebar.nothing_of_the_kind")


@given(st.text())
def test_a_value_is_never_read_as_a_pattern(text):
    assert say("filter.q", words=text) == f"with the words “{text}”"


@pytest.mark.parametrize(
    ("count", "words"), [(0, "0 events"), (1, "1 event"), (2, "2 events"), (1464, "1,464 events")]
)
def test_words_follow_the_count(count, words):
    assert say("map.count", count=count) == words
    assert say("map.count", "ko", count=count) == f"사건 {count:,}건"


@pytest.mark.parametrize("language", LANGUAGES)
def test_scripts_get_every_word_of_their_rooms(language):
    told = script_words(SCRIPT_ROOMS, language)
    assert set(told) == {key for key in ENGLISH if key.split(".")[0] in SCRIPT_ROOMS}
    assert all(key in told for key in re.findall(r"""\bsay\(["'`]((?:map|card)\.\w+)["']""", SCRIPTS))


def test_the_words_of_the_widgets_are_those_that_streamlit_writes():
    (package,) = find_spec("streamlit").submodule_search_locations
    scripts = "\n".join(
        path.read_text(encoding="utf-8") for path in Path(package, "static/static/js").glob("*.js")
    )
    put_together = {"widgets.most", "widgets.apply", "widgets.apply_area"}  # there in parts
    words = {key: text for key, text in script_words((WIDGETS,), "en").items() if key not in put_together}
    assert {
        key for key, text in words.items() if not all(part in scripts for part in text.split("{size}"))
    } == set()
