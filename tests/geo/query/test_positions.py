"""Positions in the forms that people paste."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from geo.lines.geodesic import WGS84
from geo.query.positions import FORMS, degrees_text, grid_text, read_written, sexagesimal_text

HERE = (126.7, 37.9)
LON = st.floats(-180, 180)
LAT = st.floats(-90, 90)


@pytest.mark.parametrize(
    "text",
    [
        *("37.9, 126.7", "37.9,126.7", "37.9 126.7", "37.9\t126.7", "37.9; 126.7", "+37.9 +126.7"),
        *(
            "37.9N 126.7E",
            "N37.9 E126.7",
            "126.7E 37.9N",
            "E126.7, N37.9",
            "37.9° N, 126.7° E",
            "37.9n126.7e",
        ),
        *("37°54'N 126°42'E", "37°54′00″N 126°42′00″E", "37° 54’ 00” N, 126° 42’ 00” E", "N37°54′E126°42′"),
        *(
            "37º54’00’’N 126º42’00’’E",
            "37°54'00''N 126°42'00''E",
            "37°54.0'N,126°42.0'E",
            "37°54'00.0\" 126°42'",
        ),
        *("37 54 00 N 126 42 00 E", "37 54 126 42", "37 54.0, 126 42.0", "37deg 54' 126deg 42'"),
        *(
            "37도 54분 00초, 126도 42분",
            "북위 37도 54분 동경 126도 42분",
            "동경 126.7 북위 37.9",
            "위도 37.9 경도 126.7",
        ),
        *("(37.9, 126.7)", "[37.9; 126.7]", "<37.9 126.7>", "  37.9, 126.7 ,"),
        *("37,9; 126,7", "37,9 126,7", "37,9, 126,7", "37,9N 126,7E"),
        *("３７．９，１２６．７", "１２６．７Ｅ　３７．９Ｎ", "３７°５４＇Ｎ １２６°４２＇Ｅ"),
        *("lat: 37.9, lon: 126.7", "lng=126.7 lat=37.9", "Latitude 37.9° N, Longitude 126.7° E"),
        *(
            "37.9 north, 126.7 east",
            "37.9 degrees north, 126.7 degrees east",
            "37 degrees 54 minutes N 126 deg 42 min E",
        ),
        *("37d54m00sN 126d42m00sE", "37:54:00N 126:42:00E", "N37-54-00 E126-42-00", "37-54 126-42"),
        *("375400N 1264200E", "375400.0N1264200E", "3754N 12642E", "N375400 E1264200", "N3754E12642"),
        *("37.9/126.7", "37.9 | 126.7", "lat=37.9&lon=126.7", '"37.9, 126.7"', "37.9, 126.7."),
    ],
)
def test_one_place_in_many_forms(text):
    position, problems = read_written(text)
    assert problems == []
    assert position == pytest.approx(HERE, abs=1e-9)


@pytest.mark.parametrize(
    ("text", "position"),
    [
        ("-37.9, -126.7", (-126.7, -37.9)),
        ("−37.9 −126.7", (-126.7, -37.9)),
        ("37.9S,126.7W", (-126.7, -37.9)),
        ("-37°54', 126°42'", (126.7, -37.9)),
        ("-0°30' 0°15'W", None),
        ("-0°30' -0°15'", (-0.25, -0.5)),
        ("37,126", (126, 37)),
        ("90, 180", (180, 90)),
    ],
)
def test_signs_and_limits(text, position):
    assert read_written(text)[0] == (None if position is None else pytest.approx(position, abs=1e-9))


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("127, 38", ["latitude 127°"]),
        ("95, 200", ["latitude 95°", "longitude 200°"]),
        ("37°75'N 126°61'E", ["latitude 37°75′", "longitude 126°61′"]),
        ("37°54'60\" 126°42'", ["latitude 37°54′60″"]),
        ("-37.9N 126.7E", ["latitude -37.9°"]),
        ("37.5°10'N 126E", ["latitude 37.5°10′"]),
        ("52SBG123", ["MGRS"]),
        ("52S BG 123 1234", ["MGRS"]),
        ("52SZZ123123", ["MGRS"]),
        ("61SBG123123", ["MGRS"]),
    ],
)
def test_each_thing_that_is_wrong_is_named(text, lines):
    position, problems = read_written(text, "point 3")
    assert position is None
    assert [problem.where for problem in problems] == ["point 3"] * len(lines)
    for problem, line in zip(problems, lines, strict=True):
        assert problem.found.startswith(line)
        assert repr(text) in problem.found
        assert problem.wanted != FORMS


@pytest.mark.parametrize(
    "text",
    [
        *("", "the moon", "127", "127,38,5", "37,9,126,7", "nan,nan", "37.9N 38N", "37.9N 126.7", "1 2 3"),
        *("37°54' 126", "37''54 126''42", "37 -54 126 42", "37.9N126.7E5", "N 37.9 126.7 E N", "37°54'N"),
    ],
)
def test_what_can_be_read_in_no_way_or_in_two_is_refused_with_the_forms(text):
    position, (problem,) = read_written(text)
    assert position is None
    assert (problem.found, problem.wanted) == (repr(text), FORMS)


@pytest.mark.parametrize(
    "text",
    ["52S 297778.5 4197213.5", "UTM 52s 297778.5mE, 4197213.5mN", "Zone 52 N 297778.5 E 4197213.5 N"],
)
def test_utm_is_read_by_its_zone(text):
    (lon, lat), problems = read_written(text)
    assert problems == []
    assert WGS84.inv(lon, lat, *HERE)[2] < 1


@pytest.mark.parametrize("text", ["0S 297778 4197213", "61S 297778 4197213"])
def test_a_zone_that_utm_has_not_is_named(text):
    assert read_written(text)[1][0].wanted == "a zone from 1 to 60"


@pytest.mark.parametrize(
    ("text", "at_most_m"),
    [("52S BG 97778 97213", 1), ("52SBG97789721", 8), ("52s bg 977 972", 75), ("52SBG 97778 97213", 1)],
)
def test_a_grid_reference_is_the_middle_of_its_square(text, at_most_m):
    (lon, lat), problems = read_written(text)
    assert problems == []
    assert WGS84.inv(lon, lat, *HERE)[2] < at_most_m


@given(LON, LAT)
@example(-180.0, -90.0)
@example(1e-9, -1e-9)
def test_what_is_written_in_degrees_is_read_as_the_same_point(lon, lat):
    written = f"{degrees_text(lat)}, {degrees_text(lon)}"
    (read_lon, read_lat), problems = read_written(written)
    assert problems == []
    assert (read_lon, read_lat) == (float(degrees_text(lon)), float(degrees_text(lat)))
    assert (read_lon, read_lat) == pytest.approx((lon, lat), abs=6e-7)
    assert f"{degrees_text(read_lat)}, {degrees_text(read_lon)}" == written


@given(LON, LAT)
@example(179.9999999, 89.9999999)
def test_what_is_written_in_minutes_and_seconds_is_read_as_the_same_point(lon, lat):
    position, problems = read_written(sexagesimal_text(lon, lat))
    assert problems == []
    assert position == pytest.approx((lon, lat), abs=0.5001 / 360_000)
    assert sexagesimal_text(*position) == sexagesimal_text(lon, lat)


@given(st.floats(124, 132), st.floats(33, 43))
def test_what_is_written_in_the_grid_is_read_as_the_same_point(lon, lat):
    position, problems = read_written(grid_text(lon, lat))
    assert problems == []
    # Written to a metre, cut off: the corner is up to that away both ways.
    assert WGS84.inv(lon, lat, *position)[2] < 1.5


@given(
    st.text(st.sampled_from("0123456789.,; °'\"NSEW-+φλ()도분초북위 BGS\t"), max_size=40)
    | st.text(max_size=30)
)
@example("60XZZ99999999999999")
@example("٣٧, ١٢٦")
def test_any_text_is_a_position_on_earth_or_a_problem(text):
    position, problems = read_written(text)
    assert (position is None) == bool(problems)
    if position:
        assert abs(position[0]) <= 180
        assert abs(position[1]) <= 90


def test_the_grid_ends_at_the_poles():
    assert grid_text(127, 89) == ""
