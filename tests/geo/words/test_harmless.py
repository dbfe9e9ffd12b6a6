"""Hostile text is harmless wherever it stands: in Markdown, a script, XML, a picture, a spreadsheet."""

import json
import re
from xml.etree import ElementTree

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from jinja2 import Template

from geo.words.harmless import UNSHOWN, address, cell, clean, plain, safe_link, script_json, writable

GLYPHS = frozenset(range(0x20, 0x7F)) | {ord(UNSHOWN)}
ANYTHING = st.text(st.characters())

# --- Markdown -----------------------------------------------------------------------------------------------


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


@given(ANYTHING)
def test_every_sign_that_markdown_reads_is_escaped(text):
    safe = plain(text)
    assert not re.search(r"(?<!\\)(?:\\\\)*[`*_\[\]<>#!$|~&{}]", safe)
    assert "\n" not in safe


@given(ANYTHING)
def test_an_address_never_ends_the_link_that_it_stands_in(text):
    assert not set("<>\\") & set(address(text))


# --- A script -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["</script><script>alert(1)</script>", "`${alert(1)}`", "\u2028'\"&", "\\8"])
def test_text_in_a_script_stays_text(text):
    written = script_json(text)
    assert json.loads(written) == text
    assert not set("<>&'`\u2028") & set(written)


@given(
    st.recursive(
        st.text('{}%#-7*"\\ a\n'), lambda inner: st.dictionaries(st.text("{%#"), inner) | st.lists(inner)
    )
)
@example("{{7*7}}")
@example("{% for a in b %}")
@example("{# gone #}")
@example("{{{{%")
def test_a_script_that_branca_reads_as_a_template_comes_out_as_it_went_in(value):
    assert json.loads(Template(script_json(value)).render()) == value


# --- XML ----------------------------------------------------------------------------------------------------


@given(ANYTHING)
def test_cleaned_text_is_one_line_that_xml_can_hold(text):
    element = ElementTree.Element("t")
    element.text = clean(text)
    assert (ElementTree.fromstring(ElementTree.tostring(element)).text or "") == clean(text)
    assert len(clean(text).splitlines()) <= 1
    assert not set("\u202a\u202e\u2066\u2069") & set(clean(text))


@given(ANYTHING)
def test_text_that_is_clean_stays_as_it_is(text):
    assert clean(clean(text)) == clean(text)


def test_only_web_addresses_become_links():
    assert safe_link("https://example.org/a?b=1") == "https://example.org/a?b=1"
    for url in (
        "javascript:alert(1)",
        "file:///etc/passwd",
        "https://",
        "data:text/html,x",
        "http://a\u202eb",
        None,
    ):
        assert safe_link(url) is None


# --- A picture ----------------------------------------------------------------------------------------------


def test_signs_without_a_glyph_become_one_sign():
    assert writable("a\U0001f680\U0001f680b", GLYPHS) == "a\ufffdb"
    assert writable("a\U0001f680b") == "a\U0001f680b"
    assert writable("a\x00\x1b\u202eb\u2028c") == "ab c"


@given(ANYTHING)
def test_what_is_written_on_a_picture_has_a_glyph(text):
    assert {ord(sign) for sign in writable(text, GLYPHS)} <= GLYPHS


# --- A spreadsheet ------------------------------------------------------------------------------------------


@given(ANYTHING)
@example("\t=1")
@example("  =HYPERLINK(1)")
def test_no_cell_begins_as_a_formula(text):
    assert not cell(text).lstrip().startswith(("=", "+", "-", "@"))
    assert cell(text).removeprefix("'") == text.removeprefix("'")
