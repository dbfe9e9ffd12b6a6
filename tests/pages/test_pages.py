"""Each page runs, obeys the address, and tells what it left out."""

import re

import pytest
from streamlit.testing.v1 import AppTest

from geo.atlas import load_atlas
from geo.filters import EventFilter

ATLAS = load_atlas()
PAGES = ["map", "escalation", "measure", "briefing", "data", "sources"]
BALLOONS = {"from": "2024-05-28", "to": "2024-11-30", "type": "balloon-launch"}


def open_page(name: str = "map", **query) -> AppTest:
    app = AppTest.from_file("../../pages/main.py", default_timeout=30)
    for key, value in query.items():
        app.query_params[key] = value
    app.run()
    if name != "map":
        app.switch_page(f"{name}.py").run()
    return app


def wanted(**query) -> int:
    return ATLAS.selection(EventFilter.from_query(query.items(), ATLAS.boundary_ids)).count


def sidebar_text(app: AppTest) -> str:
    return " ".join(block.value for block in app.sidebar.markdown).replace("\\", "")


@pytest.mark.parametrize("name", PAGES)
def test_a_page_runs_without_an_exception(name):
    app = open_page(name)
    assert not app.exception
    assert not app.warning


@pytest.mark.parametrize("name", PAGES)
def test_every_page_says_how_many_events_the_filter_leaves(name):
    app = open_page(name, **BALLOONS)
    assert f"{wanted(**BALLOONS)} of {len(ATLAS.events):,} events" in sidebar_text(app)


def test_the_table_holds_the_filtered_rows():
    app = open_page(**BALLOONS)
    assert len(app.dataframe[0].value) == wanted(**BALLOONS)


def test_the_widgets_show_the_filter_of_the_address():
    app = open_page(**BALLOONS)
    assert app.sidebar.multiselect(key="f_type").value == ["balloon-launch"]
    assert str(app.sidebar.date_input(key="f_from").value) == "2024-05-28"


def test_a_widget_changes_the_count():
    app = open_page()
    app.sidebar.multiselect(key="f_category").set_value(["maritime"]).run()
    assert f"{wanted(category='maritime')} of " in sidebar_text(app)
    assert len(app.dataframe[0].value) == wanted(category="maritime")


def test_near_without_a_distance_gets_one():
    app = open_page()
    app.sidebar.selectbox(key="f_near").set_value("mdl").run()
    assert f"{wanted(near='mdl', within_km='10')} of " in sidebar_text(app)


def test_the_filter_can_be_cleared():
    app = open_page(**BALLOONS)
    next(button for button in app.sidebar.button if button.label == "Clear the filter").click().run()
    assert f"{len(ATLAS.events):,} of {len(ATLAS.events):,} events" in sidebar_text(app)


def test_what_cannot_be_used_of_an_address_is_told_and_the_rest_is_used():
    app = open_page(type="balloon-launch", nonsense="1", event="nowhere", **{"from": "yesterday"})
    told = app.warning[0].value.replace("\\", "")
    assert all(part in told for part in ("nonsense", "nowhere", "yesterday"))
    assert f"{wanted(type='balloon-launch')} of " in sidebar_text(app)


def test_an_empty_result_is_explained():
    app = open_page(q="zzzzzz")
    assert not app.exception
    assert any("No event matches" in info.value for info in app.info)


def test_the_picked_event_is_told_with_its_sources():
    event = ATLAS.events[ATLAS.events["source2_url"].notna()].iloc[-1]
    app = open_page(event=event.name)
    text = " ".join(block.value for block in app.markdown)
    assert event.source_url in text
    assert event.source2_url in text


def test_a_representative_event_is_not_measured_and_the_card_says_why():
    event = ATLAS.events[ATLAS.events["location_precision"] == "representative"].index[0]
    app = open_page(event=event)
    assert any("nothing is measured" in caption.value for caption in app.caption)


def test_a_month_is_shown_as_a_month():
    coarse = ATLAS.events[ATLAS.events["date_precision"] == "month"].index[0]
    app = open_page(event=coarse)
    assert any(re.match(r"[A-Z][a-z]+ \d{4} · ", caption.value) for caption in app.caption)


def test_the_measure_page_measures_a_point_of_the_address():
    app = open_page("measure")
    app.query_params["point"] = "126.6767,37.9558"
    app.run()
    assert not app.exception
    table = app.dataframe[0].value
    assert "Military Demarcation Line" in set(table["To"])
    assert len(table) == len(ATLAS.boundary_ids)


def test_the_measure_page_measures_a_path_and_names_what_it_cannot_read():
    app = open_page("measure")
    app.query_params["point"] = ["126.6767,37.9558", "126.9779,37.5663", "the moon"]
    app.run()
    assert not app.exception
    assert "50.7 km" in app.metric[0].value
    assert "the moon" in app.warning[0].value.replace("\\", "")


def test_the_data_page_shows_lines_that_ask_for_the_present_filter():
    app = open_page("data", **BALLOONS)
    lines = " ".join(block.value for block in app.code)
    assert "type=balloon-launch" in lines
    assert "curl" in lines


def test_the_codebook_lists_every_column():
    from geo import export

    app = open_page("data")
    assert set(app.dataframe[-1].value["Field"]) == set(export.COLUMNS)


def test_the_sources_page_lists_every_line_with_licence_and_accuracy():
    app = open_page("sources")
    lines = app.dataframe[0].value
    assert len(lines) == len(ATLAS.boundary_ids)
    assert lines[["source", "licence", "accuracy_m"]].notna().all().all()


def test_the_briefing_page_shows_a_preview_and_names_what_each_button_gives():
    app = open_page("briefing", **BALLOONS)
    assert not app.exception
    labels = {button.label for button in app.get("download_button")}
    assert {"Picture, PNG", "Picture, SVG", "Picture, PDF", "Slides, PPTX"} <= labels
    code = " ".join(block.value for block in app.code)
    assert "<iframe" in code
    assert "/oembed?format=json" in code
    assert "type=balloon-launch" in code


def test_what_is_composed_goes_into_the_address():
    app = open_page("briefing", **BALLOONS)
    app.text_input(key="v_title").set_value("Balloons & leaflets").run()
    app.selectbox(key="v_size").set_value("square").run()
    assert app.query_params["title"] == "Balloons & leaflets"
    assert app.query_params["size"] == "square"
    assert app.query_params["type"] == "balloon-launch"


def test_the_same_point_twice_is_measured_twice():
    app = open_page("measure")
    app.query_params["point"] = ["126.6767,37.9558", "126.6767,37.9558"]
    app.run()
    assert not app.exception
    assert len(app.dataframe) == 2


def test_a_zone_that_no_longer_holds_is_not_told_as_present():
    app = open_page("measure")
    app.query_params["point"] = "126.6767,37.9558"
    app.run()
    table = app.dataframe[0].value.set_index("To")["Distance"]
    assert "suspended" in table["CMA ground buffer (5 km)"]


def text_of(app: AppTest) -> str:
    return "\n".join(
        block.value for block in (*app.main.markdown, *app.main.caption, *app.main.info)
    ).replace("\\", "")


def test_the_chain_of_summer_2024_is_written_as_an_ordered_list_with_sources():
    app = open_page("escalation", **{"from": "2024-05-01", "to": "2024-06-30"})
    steps = next(block.value for block in app.main.markdown if block.value.startswith("1. ")).split("\n")
    heads = [line for line in steps if not line.startswith(" ")]
    assert [int(line.split(".")[0]) for line in heads] == list(range(1, len(heads) + 1))
    under = [line for line in steps if line.startswith(" ")]
    assert all("begins the chain" in line or "](<http" in line for line in under)
    assert any("the same day as step" in line for line in under)


def test_a_chain_can_be_named_by_any_of_its_events():
    app = open_page("escalation", chain="2015-08-10-loudspeakers-resume")
    chosen = app.main.selectbox(key="chain-choice").value
    links = ATLAS.selection(EventFilter()).chains
    assert "2015-08-10-loudspeakers-resume" in next(one.events for one in links if one.id == chosen)


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2018-10-15", "signed by both sides 26 days before"),
        ("2023-12-01", "partly suspended by the ROK for 9 days"),
        ("2024-06-09", "suspended by the ROK for 5 days"),
    ],
)
def test_the_escalation_page_says_how_the_agreement_stood(day, words):
    assert words in text_of(open_page("escalation", asof=day))


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2024-01-05", "in force for the ROK since 1 November 2018"),
        ("2018-06-01", "not yet in force (from 1 November 2018)"),
    ],
)
def test_a_point_off_yeonpyeong_gets_another_answer_on_another_day(day, words):
    app = open_page("escalation", asof=day)
    app.main.text_input(key="asof-point").set_value("37.62, 125.70").run()
    told = [line for line in text_of(app).split("\n") if "CMA sea buffer, West Sea" in line]
    assert words in told[-1]


def test_a_filter_that_leaves_three_events_is_told_to_be_too_few():
    app = open_page("escalation", **{"from": "1969-04-15", "to": "1969-04-15"})
    assert "too few" in text_of(app)
    assert {metric.value for metric in app.main.metric} >= {"too few to tell"}


def test_no_event_is_no_error():
    app = open_page("escalation", q="zzzz")
    assert not app.exception
    assert "No event matches" in text_of(app)


def test_a_bad_chain_day_and_change_of_the_address_are_told():
    app = open_page("escalation", chain="nothing", asof="yesterday", change="peace", days="7")
    told = app.warning[0].value.replace("\\", "")
    assert all(part in told for part in ("nothing", "yesterday", "peace", "'7'"))
