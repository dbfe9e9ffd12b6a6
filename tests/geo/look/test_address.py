"""The reader of addresses: filter, view and own keys apart, and every problem at once."""

import math
from datetime import date
from urllib.parse import parse_qsl

import pytest

from geo.atlas.load import load_atlas
from geo.errors import InputError
from geo.look.address import framed, read_address, read_own, read_position, view_url
from geo.look.moment import Moment
from geo.look.view import View
from geo.query.filter import EventFilter

IDS = load_atlas().boundary_ids
PAIRS = [("type", "tunnel"), ("event", "a"), ("zoom", "9"), ("event", "b"), ("center", "126,37")]


def where(problems) -> list[str]:
    return [problem.where for problem in problems]


def test_filter_view_and_own_keys_are_told_apart():
    address = read_address(PAIRS, IDS, ("event", "download"))
    assert address.filter == EventFilter(type=("tunnel",))
    assert address.view == View(center=(126.0, 37.0), zoom=9.0)
    assert address.own == {"event": ("a", "b"), "download": ()}
    assert (address.last("event"), address.last("download")) == ("b", None)
    assert address.problems == ()


@pytest.mark.parametrize("options", [{"own": ("event",)}, {}, {"own": ("event",), "view": False}])
def test_a_key_that_no_address_of_ours_knows_is_a_problem_and_one_of_another_is_passed_over(options):
    address = read_address([*PAIRS, ("nope", "1")], IDS, **options)
    assert where(address.problems) == ["nope"]
    assert address.filter == EventFilter(type=("tunnel",))


def test_what_is_good_is_kept_beside_what_is_bad():
    address = read_address([("type", "tunnel"), ("from", "never"), ("dpi", "9"), ("title", "A")], IDS)
    assert address.filter == EventFilter(type=("tunnel",))
    assert address.view == View(title="A")
    assert where(address.problems) == ["from", "dpi"]


def test_a_view_written_as_an_address_is_read_as_the_same_view():
    wanted, view = (
        EventFilter(q="연평도 & 1", bbox=(124, 37, 127, 38.5)),
        View(title="A & B, C", legend=False),
    )
    query = view_url("http://atlas.test", "/embed", wanted, view).partition("?")[2]
    address = read_address(parse_qsl(query), IDS)
    assert (address.filter, address.view, address.problems) == (wanted, view, ())


def test_without_filter_and_view_a_key_of_another_address_is_passed_over_too():
    own, problems = read_own([("lon", "126"), ("type", "tunnel"), ("nope", "1")], ("lon", "lat"))
    assert own == {"lon": ("126",), "lat": ()}
    assert where(problems) == ["nope"]


@pytest.mark.parametrize("text", ["", "north", "1_2", "91", "-90.1", "nan", "inf"])
def test_what_is_no_latitude_is_a_problem(text):
    (lon, _), problems = read_position({"lon": ("180",), "lat": (text,)})
    assert lon == 180
    assert where(problems) == ["lat"]


def test_a_position_that_was_not_given_is_told_key_by_key():
    (lon, lat), problems = read_position({"lon": (), "lat": ()})
    assert math.isnan(lon)
    assert math.isnan(lat)
    assert where(problems) == ["lon", "lat"]


@pytest.mark.parametrize(
    ("wanted", "at", "days"),
    [
        (EventFilter(), "2024-06", (date(2024, 6, 1), date(2024, 6, 30))),
        (EventFilter(), "../2024-06", (None, date(2024, 6, 30))),
        (EventFilter(from_date=date(2024, 6, 10)), "../2024-06", (date(2024, 6, 10), date(2024, 6, 30))),
        (EventFilter(to_date=date(2024, 6, 10)), "2024", (date(2024, 1, 1), date(2024, 6, 10))),
    ],
)
def test_a_frame_has_the_days_that_moment_and_filter_share(wanted, at, days):
    found = framed(wanted, View(at=Moment.read(at)))
    assert (found.from_date, found.to_date) == days
    assert framed(wanted, View()) == wanted


def test_a_moment_outside_the_filter_is_refused():
    with pytest.raises(InputError) as refused:
        framed(EventFilter(to_date=date(2020, 1, 1)), View(at=Moment.read("2024-06")))
    assert where(refused.value.problems) == ["at"]
