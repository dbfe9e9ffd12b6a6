"""Text for slides: harmless, and cut so that it fits."""

import pytest

from geo.paper.slides.text import fitted, lines_needed


@pytest.mark.parametrize("text", ["one two three " * 40, "x" * 900, "서해 교전 " * 60])
@pytest.mark.parametrize("lines", [1, 2])
def test_cut_text_fits_and_text_that_fits_is_whole(text, lines):
    cut = fitted(text, 10, 3, lines)
    assert cut.endswith("…")
    assert lines_needed(cut, 10, 3) <= lines
    assert fitted("short", 10, 3, lines) == "short"
