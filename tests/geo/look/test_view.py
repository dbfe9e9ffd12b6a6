"""The view: read, written back, and refused with all that is wrong."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import InputError
from geo.look import style
from geo.look.moment import Moment
from geo.look.view import DPI, KEYS, LANGUAGES, SIZES, View, read_view

LAYER_IDS = [layer.id for layer in style.LAYERS]


@st.composite
def views(draw) -> View:
    chosen = draw(st.sets(st.sampled_from(LAYER_IDS)))
    placed = draw(st.booleans())
    return View(
        title=draw(st.sampled_from(["", "Balloons & leaflets", "서해 “quoted”"])),
        note=draw(st.sampled_from(["", "A note."])),
        layers=tuple(key for key in LAYER_IDS if key in chosen),
        center=(draw(st.floats(123, 132.5)), draw(st.floats(33, 43.5))) if placed else None,
        zoom=draw(st.floats(5, 15)) if placed else None,
        legend=draw(st.booleans()),
        lang=draw(st.sampled_from(LANGUAGES)),
        size=draw(st.sampled_from(list(SIZES))),
        dpi=draw(st.integers(*DPI)),
        at=draw(st.sampled_from([None, *map(Moment.read, ("2024", "2024-06", "2024-W23", "../2024-06-09"))])),
    )


@given(views())
def test_a_view_written_and_read_is_the_same_view(wanted):
    assert View.from_query(wanted.to_pairs()) == wanted


def test_the_default_view_leaves_the_address_empty():
    assert View().to_pairs() == []


def test_no_layers_is_not_the_same_as_the_default_layers():
    assert View.from_query([("layers", "")]).layers == ()


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("size", "poster"),
        ("dpi", "1200"),
        ("dpi", "high"),
        ("lang", "fr"),
        ("legend", "no"),
        ("layers", "mdl,moon"),
        ("title", "x" * 121),
        ("note", "x" * 601),
        ("at", "June"),
        ("at", "2024-13"),
        ("at", "2024-06/2024"),
        ("nope", "1"),
    ],
)
def test_a_bad_value_is_named_and_refused(key, text):
    with pytest.raises(InputError) as refused:
        View.from_query([(key, text)])
    assert [problem.where for problem in refused.value.problems] == [key]


def test_center_and_zoom_go_together():
    view, problems = read_view([("center", "126,37")])
    assert view == View()
    assert problems[0].where == "center, zoom"


def test_every_problem_is_named():
    _, problems = read_view(
        [("size", "x"), ("dpi", "1"), ("zoom", "nan"), ("center", "1,2"), ("legend", "2")]
    )
    assert {problem.where for problem in problems} == {"size", "dpi", "zoom", "center", "legend"}
    assert len(KEYS) == 12
