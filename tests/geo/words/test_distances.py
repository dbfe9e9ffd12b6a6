"""Distances in words."""

import pytest

from geo.words.distances import distance_text


@pytest.mark.parametrize(
    ("distance_m", "band_m", "text"),
    [
        (3_230, 1_100, "3.2 km (± 1.1 km) · 1.7 nmi"),
        (3_230, 10_100, "3 km (± 10 km) · 2 nmi"),
        (549_000, 50_100, "550 km (± 50 km) · 300 nmi"),
        (1_412_345, 50_100, "1,410 km (± 50 km) · 760 nmi"),
        (140, 100, "0.14 km (± 0.10 km) · 0.08 nmi"),
        (0, 1_100, "within 1.1 km · 0.6 nmi"),
        (0, 10_100, "within 10 km · 5 nmi"),
        (600, 10_100, "within 11 km · 6 nmi"),
        (1_000, 10_100, "1 km (± 10 km) · 1 nmi"),
        (50_730, None, "50.7 km · 27.4 nmi"),
        (50_730, float("nan"), "50.7 km · 27.4 nmi"),
        (0, None, "0.00 km · 0.00 nmi"),
        (412_345, None, "412 km · 223 nmi"),
    ],
)
def test_a_distance_in_words_has_no_more_digits_than_its_band_allows(distance_m, band_m, text):
    assert distance_text(distance_m, band_m) == text
