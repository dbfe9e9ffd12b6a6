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
