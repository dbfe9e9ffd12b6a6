"""Distances in words."""

import pytest

from geo.words.distances import distance_text


@pytest.mark.parametrize(
    ("distance_m", "band_m", "text"),
    [
        (3_230, 1_100, "3.2 km (± 1.1 km) · 1.7 nmi"),
        (3_230, 10_100, "3 km (± 10 km) · 2 nmi"),
        (412_345, 50_100, "412 km (± 50 km) · 223 nmi"),
        (1_412_345, 50_100, "1,412 km (± 50 km) · 763 nmi"),
        (140, 100, "0.14 km (± 0.10 km) · 0.08 nmi"),
        (0, 1_100, "0.0 km (± 1.1 km) · 0.0 nmi"),
        (50_730, None, "50.7 km · 27.4 nmi"),
        (50_730, float("nan"), "50.7 km · 27.4 nmi"),
        (0, None, "0.00 km · 0.00 nmi"),
        (412_345, None, "412 km · 223 nmi"),
    ],
)
def test_a_distance_in_words_has_no_more_digits_than_its_band_allows(distance_m, band_m, text):
    assert distance_text(distance_m, band_m) == text
