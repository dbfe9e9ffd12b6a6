"""The measure page: points, paths, and what cannot be read."""

from tests.pages.opened import ATLAS, count_of, open_page


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


def test_what_is_wrong_with_points_lines_and_ring_is_told_together():
    app = open_page("measure", point=["138,127", "126.7,37.9"], target="nowhere", ring="0")
    told = app.warning[0].value.replace("\\", "")
    for words in ("latitude 127°", "nowhere", "ring: found '0'"):
        assert words in told
    assert len(app.dataframe) == 1


def test_the_events_in_a_ring_are_counted_and_listed():
    app = open_page("measure", target="nll", ring="10", category="maritime")
    assert not app.exception
    count = count_of(near="nll", within_km="10", category="maritime")
    assert any(f"{count} filtered events in the ring of 10 km" in one.value for one in app.markdown)
    listed = app.dataframe[0].value["In the ring"]
    assert (listed != "perhaps").sum() == count
