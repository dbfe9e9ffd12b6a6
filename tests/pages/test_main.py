"""The frame of every page: it runs, obeys the address, and tells what it left out."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from geo.catalogue.spans import load_spans
from pages._ui import state
from tests.pages.opened import ATLAS, BALLOONS, count_of, open_page

ROOM = Path(__file__).parent.parent.parent / "pages"
PAGES = ["map", "escalation", "measure", "briefing", "data", "sources"]


def sidebar_text(app: AppTest) -> str:
    return " ".join(block.value for block in app.sidebar.markdown).replace("\\", "")


@pytest.mark.parametrize("name", PAGES)
def test_a_page_runs_without_an_exception(name):
    app = open_page(name)
    assert not app.exception
    assert not app.warning


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_thin(name):
    lines = (ROOM / f"{name}.py").read_text(encoding="utf-8").splitlines()
    assert len(lines) <= 80, "what a page computes belongs in geo, what it draws in pages/_ui"


@pytest.mark.parametrize("name", PAGES)
def test_every_page_says_how_many_events_the_filter_leaves(name):
    app = open_page(name, **BALLOONS)
    assert f"{count_of(**BALLOONS)} of {len(ATLAS.events):,} events" in sidebar_text(app)


def test_the_widgets_show_the_filter_of_the_address():
    app = open_page(**BALLOONS)
    assert app.sidebar.multiselect(key="f_type").value == ["balloon-launch"]
    assert str(app.sidebar.date_input(key="f_from").value) == "2024-05-28"


def test_a_widget_changes_the_count():
    app = open_page()
    app.sidebar.multiselect(key="f_category").set_value(["maritime"]).run()
    assert f"{count_of(category='maritime')} of " in sidebar_text(app)
    assert len(app.dataframe[0].value) == count_of(category="maritime")


def test_near_without_a_distance_gets_one():
    app = open_page()
    app.session_state["more-filters"] = True
    app.run()
    app.sidebar.selectbox(key="f_near").set_value("mdl").run()
    assert f"{count_of(near='mdl', within_km='10')} of " in sidebar_text(app)


def test_the_filter_can_be_cleared():
    app = open_page(**BALLOONS)
    next(button for button in app.sidebar.button if button.label == "Clear the filter").click().run()
    assert f"{len(ATLAS.events):,} of {len(ATLAS.events):,} events" in sidebar_text(app)


def test_the_filter_goes_along_to_another_page_also_while_the_browser_does_not_have_it_in_its_address():
    app = open_page(category="maritime")
    wanted = f"{count_of(category='maritime')} of "
    app.switch_page("data.py")
    for _late in range(2):
        app.query_params.clear()
        assert wanted in sidebar_text(app.run())
    assert wanted in sidebar_text(app.run())


def come_late(app: AppTest, **older: str) -> AppTest:
    """Run once more as for a browser that has not heard of the newest address."""
    app.query_params.clear()
    for key, value in older.items():
        app.query_params[key] = value
    return app.run()


def test_an_act_stays_when_the_browser_comes_with_the_address_from_before():
    app = open_page(type="ship-seizure")
    app.sidebar.multiselect(key="f_category").set_value(["maritime"]).run()
    app.sidebar.multiselect(key="f_initiator").set_value(["dprk"])
    come_late(app, type="ship-seizure")
    both = {"type": "ship-seizure", "category": "maritime", "initiator": "dprk"}
    assert f"{count_of(**both)} of " in sidebar_text(app)
    come_late(app, type="ship-seizure", category="maritime")
    assert f"{count_of(**both)} of " in sidebar_text(app)
    assert {key: app.query_params[key] for key in both} == both


def test_what_a_reader_does_and_undoes_at_once_is_undone():
    app = open_page()
    app.sidebar.multiselect(key="f_category").set_value(["maritime"]).run()
    app.sidebar.multiselect(key="f_category").set_value([])
    assert f"{len(ATLAS.events):,} of " in sidebar_text(come_late(app))


def test_a_widget_that_has_not_heard_that_the_filter_is_cleared_does_not_bring_it_back():
    app = open_page(category="maritime")
    next(button for button in app.sidebar.button if button.label == "Clear the filter").click().run()
    app.sidebar.multiselect(key="f_category").set_value(["maritime"])
    assert f"{len(ATLAS.events):,} of " in sidebar_text(come_late(app, category="maritime"))
    app.sidebar.multiselect(key="f_category").set_value(["maritime"]).run()
    assert f"{count_of(category='maritime')} of " in sidebar_text(app)


def test_another_address_that_the_browser_comes_with_is_taken():
    app = open_page(category="maritime")
    app.sidebar.multiselect(key="f_category").set_value(["nuclear"]).run()
    assert f"{count_of(type='tunnel')} of " in sidebar_text(come_late(app, type="tunnel"))


def test_what_cannot_be_used_of_an_address_is_told_and_the_rest_is_used():
    app = open_page(type="balloon-launch", nonsense="1", event="nowhere", **{"from": "yesterday"})
    told = app.warning[0].value.replace("\\", "")
    assert all(part in told for part in ("nonsense", "nowhere", "yesterday"))
    assert f"{count_of(type='balloon-launch')} of " in sidebar_text(app)


def test_the_first_day_that_a_widget_offers_is_that_of_the_armistice():
    assert min(span.start_date for span in load_spans() if span.subject == "armistice") == state.FIRST_DAY


@pytest.mark.parametrize(
    ("asked", "nearest"), [("1950-06-25", lambda: state.FIRST_DAY), ("9000-01-01", state.today)]
)
def test_a_widget_shows_the_nearest_day_that_it_can(asked, nearest):
    app = open_page(**{"from": asked})
    assert app.sidebar.date_input(key="f_from").value == nearest()
    assert app.query_params["from"] == asked


@pytest.mark.parametrize("page", PAGES)
def test_frame_and_page_show_one_catalogue_also_while_it_is_replaced(page, monkeypatch):
    asked = []
    monkeypatch.setattr(state, "served", lambda: asked.append(page) or ATLAS)
    app = open_page(page)
    asked.clear()
    app.run()
    assert not app.exception
    assert asked == [page]


def test_the_last_day_that_can_be_chosen_is_that_of_korea_whatever_the_server_has(monkeypatch):
    class Evening(datetime):
        @classmethod
        def now(cls, tz=None):
            return datetime(2026, 11, 27, 16, tzinfo=UTC).astimezone(tz)

    monkeypatch.setattr(state, "datetime", Evening)
    assert state.today() == date(2026, 11, 28)


def test_what_is_wrong_with_an_address_is_told_in_the_readers_language():
    told = " ".join(one.value for one in open_page(zoom="99", type="nothing", lang="ko").warning)
    assert "5에서 15까지의 수" in told.replace("\\", "")
    assert "가운데 하나" in told
    assert "wanted" not in told
