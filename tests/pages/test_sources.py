"""The sources page: every line with what is known of it."""

import re

from geo.catalogue.audits import audits
from geo.catalogue.reports import labels
from geo.lines.places import load_places
from geo.words.table import LANGUAGES, limits, say
from tests.korean import is_korean, lost_figures
from tests.pages.opened import ATLAS, open_page

LIMITS = {language: limits(language) for language in LANGUAGES}


def test_the_sources_page_lists_every_line_with_licence_and_accuracy():
    app = open_page("sources")
    lines = app.dataframe[0].value
    assert len(lines) == len(ATLAS.boundary_ids)
    assert lines[[say(f"column.{name}") for name in ("source", "licence", "accuracy_m")]].notna().all().all()


def table_with(column):
    """Return the table of the page that has a column."""
    return next(one.value for one in open_page("sources").dataframe if say(column) in one.value)


def test_the_sources_page_lists_every_place_with_kind_source_licence_and_derivation():
    places = open_page("sources").dataframe[1].value
    assert len(places) == len(load_places())
    told = places[[say(f"column.{name}") for name in ("name_ko", "kind", "source", "licence", "derivation")]]
    assert told.notna().all().all()
    assert set(places[say("column.licence")]) == {"CC-BY-4.0", "ODbL-1.0", "facts"}


def test_the_sources_page_lists_both_files_of_the_gazetteer_with_their_licences():
    files = table_with("column.file")
    licences = dict(zip(files[say("column.file")], files[say("column.licence")], strict=True))
    assert licences["places/osm.geojson"] == "ODbL-1.0"
    assert licences["places/published.geojson"] == "CC-BY-4.0, facts"


def test_the_sources_page_lists_every_audit_with_its_seed_and_rate():
    listed = table_with("column.wrong_percent")
    assert listed[say("column.wrong_percent")].tolist() == [
        round(one.rate_percent, 1) for one in reversed(audits())
    ]
    assert listed[say("column.seed")].dropna().tolist() == [
        one.seed for one in reversed(audits()) if one.seed
    ]


def test_the_sources_page_counts_every_address_that_is_cited():
    addresses = {report.url for reports in ATLAS.events["sources"] for report in reports}
    assert any(f"cite {len(addresses):,} sources" in one.value for one in open_page("sources").caption)


def test_the_sources_page_lists_every_report_by_what_it_supports():
    told = {(report.role, report) for reports in ATLAS.events["sources"] for report in reports}
    listed = table_with("column.role")
    assert len(listed) == len(told)
    roles = {labels("role")[role] for role, _ in told}
    assert set(listed[say("column.role")]) == roles
    assert set(listed[say("column.url")]) == {report.url for _, report in told}


def test_the_sources_page_tells_lines_places_files_and_limits_in_korean_to_who_reads_korean():
    app = open_page("sources", lang="ko")
    lines, places = (table.value for table in app.dataframe[:2])
    for column in ("name", "status", "source", "note"):
        assert lines[say(f"column.{column}", "ko")].map(is_korean).all()
    for column in ("kind", "derivation"):
        assert places[say(f"column.{column}", "ko")].map(is_korean).all()
    files = next(one.value for one in app.dataframe if say("column.file", "ko") in one.value)
    assert files[say("column.what", "ko")].map(is_korean).all()
    versions = next(one.value for one in app.dataframe if say("column.version", "ko") in one.value)
    assert versions[say("column.what", "ko")].map(is_korean).all()
    assert versions[say("column.events", "ko")].iloc[0] == ATLAS.total
    assert any(block.value == LIMITS["ko"].strip() for block in app.markdown)
    assert not any("Unreleased" in block.value for block in app.markdown)


def test_the_limits_are_the_same_in_both_languages():
    english, korean = (re.split(r"^- ", LIMITS[language], flags=re.MULTILINE) for language in ("en", "ko"))
    for told, translated in zip(english, korean, strict=True):
        assert not lost_figures(told, translated)
