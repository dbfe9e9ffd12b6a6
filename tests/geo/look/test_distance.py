"""How the distance layer is asked for, and how the rim of a mark is made up."""

import pandas as pd
import pytest

from geo.errors import InputError
from geo.lines.boundaries import load_boundaries
from geo.look.distance import BANDS_MOST, OFFERED, rim_parts, shades, table
from geo.look.view import View


def test_a_view_keeps_the_line_and_the_bands_of_its_address():
    view = View.from_query([("distance", "nll"), ("bands", "12,3,7.5")])
    assert (view.distance, view.bands) == ("nll", (3.0, 7.5, 12.0))
    assert view.to_pairs() == [("distance", "nll"), ("bands", "3,7.5,12")]
    assert View.from_query([("distance", "mdl"), ("bands", "5,10,20,40")]).to_pairs() == [("distance", "mdl")]


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("distance", "moon"),
        ("distance", ""),
        ("bands", ""),
        ("bands", "5,ten"),
        ("bands", "0,5"),
        ("bands", "-5"),
        ("bands", "501"),
        ("bands", "nan"),
        ("bands", "inf"),
        ("bands", "1,2,3,4,5,6,7"),
    ],
)
def test_what_is_no_line_or_no_bands_is_refused(key, text):
    with pytest.raises(InputError) as refused:
        View.from_query([(key, text)])
    assert [problem.where for problem in refused.value.problems] == [key]


def test_the_legend_offers_lines_that_there_are_and_names_each_in_both_languages():
    known = set(load_boundaries().index)
    assert set(OFFERED) < known
    assert all(names["en"] and names["ko"] for names in table()["names"].values())
    assert set(table()["names"]) == known


@pytest.mark.parametrize("count", range(1, BANDS_MOST + 1))
def test_every_band_has_a_shade_of_its_own(count):
    assert len(set(shades(count))) == count
    assert table()["shades"][count - 1] == shades(count)


def test_a_rim_has_the_nearest_first_and_in_each_band_what_is_sure():
    bands = pd.DataFrame(
        [(1, 1, 1), (0, 0, 2), (1, 0, 3), (0, 0, 0), (1, 1, 1)], columns=["band", "first", "last"]
    )
    assert rim_parts(bands) == [(0, True, 1), (0, False, 1), (1, True, 2), (1, False, 1)]
