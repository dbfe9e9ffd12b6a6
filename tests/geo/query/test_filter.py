"""The filter: what is read is applied, said and written back."""

from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.atlas.load import load_atlas
from geo.catalogue import codebook
from geo.catalogue.checked import STATES
from geo.catalogue.spans import agreement_names
from geo.errors import InputError
from geo.lines.places import load_places
from geo.query.columns import BADGED, PLACED
from geo.query.filter import EventFilter, read_query

ATLAS = load_atlas()
IDS = list(ATLAS.boundary_ids)


def rows(query: str) -> pd.DataFrame:
    pairs = [tuple(pair.split("=", 1)) for pair in query.split("&")] if query else []
    return ATLAS.selection(EventFilter.from_query(pairs, IDS)).rows


def choices(column: str):
    return st.lists(st.sampled_from(list(codebook.vocabulary(column))), unique=True).map(
        lambda values: tuple(value for value in codebook.vocabulary(column) if value in values)
    )


def places():
    """Some places of the gazetteer, in its order."""
    known = list(load_places().index)
    return st.sets(st.sampled_from(known), max_size=3).map(lambda some: tuple(sorted(some, key=known.index)))


@st.composite
def filters(draw) -> EventFilter:
    days = sorted(draw(st.lists(st.dates(date(1953, 1, 1), date(2030, 1, 1)), min_size=2, max_size=2)))
    near = draw(st.none() | st.sampled_from(IDS))
    lon = sorted(draw(st.lists(st.floats(120, 133, width=32), min_size=2, max_size=2)))
    lat = sorted(draw(st.lists(st.floats(33, 44, width=32), min_size=2, max_size=2)))
    return EventFilter(
        from_date=draw(st.none() | st.just(days[0])),
        to_date=draw(st.none() | st.just(days[1])),
        category=draw(choices("category")),
        type=draw(choices("type")),
        initiator=draw(choices("initiator")),
        confidence=draw(choices("confidence")),
        checked=draw(st.sampled_from([(), ("yes",), ("no", "unconfirmed"), STATES])),
        precision=draw(choices("location_precision")),
        place=draw(st.just(()) | places()),
        q=draw(st.sampled_from(["", "balloon", "연평도", "a&b=c", "100% + «x»"])),
        near=near,
        within_km=draw(st.floats(0, 20000)) if near else None,
        bbox=draw(st.none() | st.just((lon[0], lat[0], lon[1], lat[1]))),
        agreement=draw(st.none() | st.sampled_from(list(agreement_names()))),
    )


@given(filters())
def test_a_filter_written_and_read_is_the_same_filter(wanted):
    assert EventFilter.from_query(wanted.to_pairs(), IDS) == wanted


@given(filters(), st.randoms())
def test_the_order_of_parameters_does_not_matter(wanted, random):
    pairs = wanted.to_pairs()
    random.shuffle(pairs)
    assert EventFilter.from_query(pairs, IDS).to_query() == wanted.to_query()


def test_the_default_filter_wants_everything_and_leaves_the_address_empty():
    assert EventFilter().to_query() == ""
    assert len(rows("")) == len(ATLAS.events)


def test_days_are_inclusive():
    first = rows("from=2024-05-28&to=2024-05-28")
    assert len(first) > 0
    assert (first["first_day"] <= "2024-05-28").all()
    assert (first["last_day"] >= "2024-05-28").all()


def test_an_event_known_to_the_month_matches_every_day_of_it():
    coarse = ATLAS.events[(ATLAS.events["date_precision"] == "month") & ATLAS.events["end_date"].isna()].iloc[
        0
    ]
    month = coarse["date"][:7]
    assert coarse.name in rows(f"from={month}-28&to={month}-28").index


def test_several_values_of_a_key_widen_and_several_keys_narrow():
    both = rows("category=maritime&category=incursion")
    assert set(both["category"]) == {"maritime", "incursion"}
    assert len(rows("category=maritime&category=incursion&initiator=rok")) < len(both)


def test_a_place_finds_the_events_that_name_it_and_no_others():
    found = rows("place=pyongyang&place=mdl")
    assert found["place_id"].value_counts().to_dict() == {
        key: (ATLAS.events["place_id"] == key).sum() for key in ("pyongyang", "mdl")
    }


def test_an_unknown_place_is_told_with_where_the_known_ones_are_and_the_rest_is_kept():
    wanted, problems = read_query([("place", "atlantis"), ("place", "nll"), ("q", "boat")], IDS)
    assert wanted == EventFilter(place=("nll",), q="boat")
    assert [str(problem) for problem in problems] == [
        "place: found 'atlantis'; wanted the id of a place of /api/places.geojson"
    ]


def test_words_find_hangul_in_either_normal_form():
    composed, decomposed = "연평도", "연평도"
    assert len(rows(f"q={composed}")) == len(rows(f"q={decomposed}")) > 0


def test_near_uses_the_measured_distance_and_never_finds_an_event_without_a_place():
    found = rows("near=mdl&within_km=5")
    assert (found["distance_mdl_m"] <= 5000).all()
    assert found["location_precision"].isin(PLACED).all()
    assert len(found) == (ATLAS.events["distance_mdl_m"] <= 5000).sum()


def test_a_box_holds_only_what_lies_in_it():
    found = rows("bbox=124,37,127,38.5")
    assert found["lon"].between(124, 127).all()
    assert found["lat"].between(37, 38.5).all()


def test_every_problem_of_a_query_is_named_and_the_rest_is_kept():
    wanted, problems = read_query(
        [
            ("type", "gunfire"),
            ("type", "x"),
            ("nope", "1"),
            ("from", "2024-13-01"),
            ("bbox", "1,2"),
            ("near", "zz"),
        ],
        IDS,
    )
    assert wanted == EventFilter(type=("gunfire",))
    assert [problem.where for problem in problems] == ["nope", "from", "type", "near", "bbox"]


def test_what_could_not_be_read_is_not_told_to_be_missing():
    _, problems = read_query([("near", "mdl"), ("within_km", "5 miles")], IDS)
    assert [problem.where for problem in problems] == ["within_km"]


@pytest.mark.parametrize(
    "pairs",
    [
        [("from", "2024-06-01"), ("to", "2024-05-01")],
        [("near", "mdl")],
        [("within_km", "5")],
        [("near", "mdl"), ("within_km", "-1")],
        [("near", "mdl"), ("within_km", "nan")],
        [("from", "20240528")],
        [("from", "2024-05-28"), ("from", "2024-05-29")],
        [("bbox", "127,37,126,38")],
        [("bbox", "124,37,127,nan")],
        [("q", "x" * 201)],
    ],
)
def test_a_contradiction_is_refused(pairs):
    with pytest.raises(InputError):
        EventFilter.from_query(pairs, IDS)


def test_the_filter_says_itself_in_words():
    wanted = EventFilter(
        from_date=date(2024, 5, 28),
        to_date=date(2024, 11, 30),
        type=("balloon-launch",),
        near="mdl",
        within_km=40.0,
    )
    assert (
        wanted.words({"mdl": "the MDL"})
        == "28 May – 30 November 2024, balloon launch, within 40 km of the MDL"
    )


def test_the_mask_is_the_same_as_a_plain_loop():
    wanted = EventFilter(from_date=date(2010, 1, 1), category=("maritime",), q="yeonpyeong")
    plain = [
        event.last_day >= pd.Timestamp(2010, 1, 1)
        and event.category == "maritime"
        and "yeonpyeong" in f"{event.title} {event.summary} {event.place}".casefold()
        for event in ATLAS.events.itertuples()
    ]
    assert np.array_equal(ATLAS.table.mask(wanted.condition()), plain)


def test_another_kind_is_a_category_that_no_event_of_the_catalogue_has():
    assert rows("category=other").empty
    assert rows("category=other&category=maritime").equals(rows("category=maritime"))
    assert ATLAS.selection(EventFilter(category=("other",))).text.endswith("events, another kind")


def test_an_address_that_asks_for_what_was_called_representative_goes_on_working():
    found = rows("precision=representative")
    assert set(found["location_precision"]) == set(BADGED)
    assert len(found) == ATLAS.events["location_precision"].isin(BADGED).sum()


def test_other_is_a_word_of_who_acted_and_more_than_the_words_of_what_kind():
    """``initiator=other`` names a row's own value, ``category=other`` a row without any of ours."""
    atlas = load_atlas()
    acted = atlas.selection(EventFilter(initiator=("other",)))
    assert acted.count == int((atlas.events["initiator"] == "other").sum()) > 0
    assert atlas.selection(EventFilter(category=("other",))).count == 0
