"""No words that a reader sees stand outside the table: neither in Python nor in the scripts and templates.

The names of the field itself are tables in both languages already and stay where they are: the layers and labels of
the map (geo/look), the short names of lines (geo/lines), the vocabularies of the codebook.
"""

from pathlib import Path

import pytest

from tests.geo.words.literals import of_file, of_markup, of_python, of_script

ROOT = Path(__file__).parents[3]
FILES = [
    *(
        path
        for room in ("pages", "geo/paper", "geo/web", "geo/escalation")
        for path in (ROOT / room).rglob("*.py")
    ),
    *(path for path in (ROOT / "geo/web/static").iterdir() if path.suffix in (".js", ".html")),
]
NAMES = {
    *("MDL Atlas", "CC BY 4.0", "CSV"),  # the atlas, its licence, a format
    *("DejaVu Sans", "Malgun Gothic", "Title Only"),  # fonts, and a layout of PowerPoint
    *("시",),  # the ending of Korean names of cities, which is cut off
    *("만", "억"),  # the units in which Korean counts
    *("not restricted",),  # a value of the data
    *("use strict", "noopener noreferrer", "(prefers-color-scheme: dark)"),
    *('iwr -OutFile events.geojson "',),  # a command
    *("zoomend moveend resize", "dragstart zoomstart"),  # events of Leaflet
}
"""Names and signs for machines, the same in every language."""


def words(path: Path) -> list[tuple[int, str]]:
    return [(line, text) for line, text in of_file(path) if text not in NAMES]


def test_no_file_holds_words_of_a_reader():
    assert {str(path.relative_to(ROOT)): words(path) for path in FILES if words(path)} == {}


@pytest.mark.parametrize(
    ("read", "text", "found"),
    [
        (of_python, 'st.caption("Pick an event")', ["Pick an event"]),
        (of_python, 'f"{n} events drawn"', [" events drawn"]),
        (of_python, '"""What it is."""\nx = 1', []),
        (of_python, 'raise ValueError("no such thing")', []),
        (of_python, 'label = "풍선"', ["풍선"]),
        (of_python, 'page["date_text"]', []),
        (of_python, 'alt.X("km:Q", title="Distance")', ["Distance"]),
        (of_python, 'chart.encode(tooltip=["what:N"])', ["what:N"]),
        (of_python, 'config.TextColumn("date", width="large")', ["date"]),
        (of_python, 'st.subheader(say("data.heading"), key="data")', []),
        (of_python, 'st.metric(label=f"{count} km", value=row["km"])', [" km"]),
        (of_script, '// one two\nsay("Measuring now")', ["Measuring now"]),
        (of_script, "box(`${a ? `at one place` : 1} and more words`)", ["at one place", " and more words"]),
        (of_script, "url(`${f(`{}`)}/x`); text('Lines and areas')", ["Lines and areas"]),
        (of_script, 'element("div", "atlas-note atlas-dim")', []),
        (of_markup, "<p>{{ say('x') }} Open it</p>", ["Open it"]),
        (of_markup, '<p title="{{ x }}">{% if a %}{{ b }}{% endif %}</p>', []),
    ],
)
def test_words_are_found_and_code_is_passed_over(read, text, found):
    assert [one for _, one in read(text)] == found
