"""What the table of looks says can be seen: WCAG 2.2, success criteria 1.4.3 and 1.4.11."""

import pytest

from geo.look.style import BASEMAP, CATEGORIES, LAYERS, OTHER

OBJECT, TEXT = 3.0, 4.5
THEMES = {"light": 0, "dark": 1}


def luminance(color: str) -> float:
    """The relative luminance of WCAG 2.2 of ``#rrggbb``."""
    parts = (int(color[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_black_on_white_is_21_to_1():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("ground", ["land", "sea"])
def test_marks_and_lines_stand_out_from_land_and_sea(theme, ground):
    at = THEMES[theme]
    looks = {look.id: look.color[at] for look in (*CATEGORIES, OTHER, *LAYERS)}
    faint = {key: color for key, color in looks.items() if contrast(color, BASEMAP[ground][at]) < OBJECT}
    assert faint == {}


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("ink", "ground"), [("text", "land"), ("text", "sea"), ("sea_text", "sea")])
def test_names_can_be_read_on_what_they_stand_on(theme, ink, ground):
    at = THEMES[theme]
    assert contrast(BASEMAP[ink][at], BASEMAP[ground][at]) >= TEXT
