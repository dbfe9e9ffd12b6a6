"""The reader's own file on the data page: what is told, what is asked, what is shown."""

import tomllib

from streamlit.testing.v1 import AppTest

from geo.atlas.load import load_atlas
from geo.brought.opening import ROW_LIMIT
from geo.formats.formats import FORMATS
from geo.query.filter import EventFilter
from geo.settings import ROOT
from geo.words.table import say
from pages._ui.brought import own_file
from tests.geo.brought import invented
from tests.geo.brought.control import ROWS, each, text
from tests.pages.opened import open_page

AMBIGUOUS = text(each("date", "2024-03-05", "03/11/2024", "2024-03-14")).encode()


def brought(data: bytes, name: str = "mine.csv", **query: str) -> AppTest:
    app = open_page("data", **query)
    app.file_uploader[0].upload(name, data, "text/csv")
    return app.run()


def told(app: AppTest) -> str:
    kinds = (app.markdown, app.caption, app.success, app.warning, app.error)
    return "\n".join(one.value for kind in kinds for one in kind)


def test_the_server_lets_through_what_the_page_promises():
    settings = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert settings["server"]["maxUploadSize"] >= own_file.UPLOAD_LIMIT_MB


def test_the_limits_are_told_before():
    assert say("brought.note", megabytes=own_file.UPLOAD_LIMIT_MB, rows=ROW_LIMIT) in told(open_page("data"))


def test_a_good_file_is_used_whole():
    app = brought(text().encode())
    assert not app.exception
    assert say("brought.used", count=len(ROWS), total=len(ROWS)) in told(app)


def test_each_kind_of_fault_is_told_once_with_its_count_and_cure():
    data, broken = invented.table("acled", 400)
    app = brought(data)
    assert not app.exception
    assert say("brought.left_out", count=len(broken)) in told(app)
    table = next(one.value for one in app.dataframe if say("brought.times") in one.value)
    assert len(table) == len(set(broken.values()))
    assert table[say("brought.times")].sum() == len(broken)


def test_an_ambiguous_day_is_asked_for_and_the_answer_is_used():
    app = brought(AMBIGUOUS)
    assert say("brought.used", count=2, total=3) in told(app)
    app.radio(key="brought-dates").set_value("day-first").run()
    assert not app.exception
    assert say("brought.used", count=3, total=3) in told(app)


def test_a_table_of_no_layout_is_read_by_the_form():
    app = brought(b"Day,What,lat,lon\n2024-05-28,Invented,38,127\n")
    assert say("brought.map_columns") in told(app)
    app.selectbox(key="brought-field-title").set_value("What")
    next(one for one in app.button if one.label == say("brought.map_use")).click().run()
    assert not app.exception
    assert say("brought.used", count=1, total=1) in told(app)


def test_the_filter_of_the_sidebar_holds_for_the_file_too():
    app = brought(text().encode(), type="gunfire")
    assert "1 of 3 events" in told(app).replace("\\", "")


def chosen(app: AppTest, whose: str) -> AppTest:
    return app.segmented_control(key="brought-shown").set_value(whose).run()


def test_beside_the_catalogue_the_filter_holds_for_both_and_each_is_counted():
    ours = load_atlas().selection(EventFilter(type=("gunfire",))).count
    app = chosen(brought(text().encode(), type="gunfire"), "both")
    assert not app.exception
    counted = (
        f"{ours + 1} of {load_atlas().total + 3:,} events, gunfire: {ours} of the catalogue, 1 of your file"
    )
    assert counted in told(app).replace("\\", "")
    table = next(one.value for one in app.dataframe if "origin" in one.value)
    assert table["origin"].value_counts().to_dict() == {"Catalogue": ours, "Your rows": 1}


def test_the_catalogue_is_shown_alone_too():
    app = chosen(brought(text().encode(), type="gunfire"), "catalogue")
    ours = load_atlas().selection(EventFilter(type=("gunfire",))).count
    assert f"{ours} of {load_atlas().total:,} events, gunfire · of the catalogue" in told(app).replace(
        "\\", ""
    )


def test_ids_of_the_catalogue_are_told_where_they_are_changed():
    everything = load_atlas().selection(EventFilter())
    app = chosen(brought(FORMATS["csv"].make(everything, "http://atlas.test")), "both")
    assert say("brought.renamed", count=everything.count) in told(app)


def test_a_catalogue_that_is_too_large_is_not_offered(monkeypatch):
    monkeypatch.setattr("pages._ui.brought.shown.EVENTS_AT_ONCE", 10)
    app = brought(text().encode())
    assert app.segmented_control(key="brought-shown").options == ["Your rows", "Catalogue"]
    assert say("brought.not_beside", most=10) in told(app)


def test_the_kind_that_is_none_of_ours_can_be_picked_once_there_is_a_file():
    assert say("filter.other_kind") not in open_page("data").multiselect(key="f_category").options
    app = brought(invented.table("ucdp", 40)[0])
    app.multiselect(key="f_category").set_value(["other"]).run()
    assert not app.exception
    assert "38 of 38 events, another kind" in told(app).replace("\\", "")
    assert "0 of" in told(app)


def test_the_words_follow_the_language_of_the_address():
    app = chosen(brought(text().encode(), lang="ko"), "both")
    assert not app.exception
    for key in ("brought.framed", "brought.own_rows"):
        assert say(key, "ko") in told(app) + "".join(one.label for one in app.get("link_button"))


def test_one_word_changed_in_our_own_download_is_one_change():
    everything = load_atlas().selection(EventFilter())
    title = everything.rows["title"].iloc[0]
    data = FORMATS["csv"].make(everything, "http://atlas.test").replace(title.encode(), b"Another title", 1)
    app = brought(data)
    assert not app.exception
    assert say("brought.changes", count=1) in told(app)
    table = next(one.value for one in app.dataframe if say("brought.change_yours") in one.value)
    assert table[say("brought.change_yours")].tolist() == ["Another title"]


def test_what_is_no_table_is_said_in_one_sentence():
    app = brought(b"%PDF-1.7", "a.pdf")
    assert say("brought.refused") in told(app)
    assert not app.exception


def test_a_file_is_put_away():
    app = brought(text().encode())
    next(one for one in app.button if one.label == say("brought.remove")).click().run()
    assert app.file_uploader
    assert "mine.csv" not in told(app)
