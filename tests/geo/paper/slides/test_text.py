"""Text for slides: harmless, and cut so that it fits."""

import pytest

from geo.paper.slides.text import APART_EM, fitted, lines_needed, width_in


@pytest.mark.parametrize("text", ["one two three " * 40, "x" * 900, "서해 교전 " * 60])
@pytest.mark.parametrize("lines", [1, 2])
def test_cut_text_fits_and_text_that_fits_is_whole(text, lines):
    cut = fitted(text, 10, 3, lines)
    assert cut.endswith("…")
    assert lines_needed(cut, 10, 3) <= lines
    assert fitted("short", 10, 3, lines) == "short"


def test_hangul_is_measured_as_libreoffice_sets_it_apart_from_other_signs():
    parts = width_in("년", 10) + width_in("5", 10) + width_in("월", 10)
    assert width_in("년5월", 10) == pytest.approx(parts + 2 * APART_EM * 10 / 72)
    assert width_in("년 5월", 10) == pytest.approx(width_in("년5월", 10) + width_in(" ", 10))
    assert width_in("서해 교전", 10) == pytest.approx(sum(width_in(one, 10) for one in ("서해", " ", "교전")))
