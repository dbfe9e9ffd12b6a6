"""The routes of citing and following: what they cite, and what they say changed."""

import re
from datetime import date

import bibtexparser
import orjson
import pytest
import rispy
from lxml import etree
from starlette.applications import Starlette
from starlette.testclient import TestClient

from geo.api.routes import ROUTES
from geo.atlas.load import load_atlas
from geo.catalogue import history
from geo.catalogue.history import Change, versions
from geo.look.address import read_address, unknown_events
from geo.words.table import say

CLIENT = TestClient(Starlette(routes=ROUTES), base_url="http://atlas.test")
ATLAS = load_atlas()
ARMISTICE = "1953-07-27-armistice-signed"
ATOM = "{http://www.w3.org/2005/Atom}"


def cited(form, query="type=tunnel"):
    answer = CLIENT.get(f"/api/cite?{query}&format={form}")
    assert answer.status_code == 200
    return answer.text


def test_each_form_has_version_address_and_author():
    url = "http://atlas.test/?type=tunnel"
    for form in ("apa", "bibtex", "ris", "csl"):
        text = cited(form)
        for part in (url, ATLAS.data_version, "MDL Atlas contributors"):
            assert part in text, (form, part)


def test_apa_is_in_the_order_of_the_manual():
    assert re.fullmatch(
        r"MDL Atlas contributors\. \(2026, November \d+\)\. MDL Atlas: .*\. 4 of [\d,]+ events, tunnel "
        rf"\(Version {ATLAS.data_version}\) \[Data set\]\. http://atlas\.test/\?type=tunnel\n",
        cited("apa"),
    )


def test_reference_managers_read_what_is_written():
    (item,) = orjson.loads(cited("csl"))
    assert item["type"] == "dataset"
    library = bibtexparser.parse_string(cited("bibtex"))
    assert library.failed_blocks == []
    assert library.entries[0].fields_dict["url"].value == item["URL"]
    (reference,) = rispy.loads(cited("ris"))
    assert (reference["type_of_reference"], reference["urls"]) == ("DATA", [item["URL"]])
    assert {library.entries[0].key, reference["id"]} == {item["id"]}


def test_an_event_is_cited_with_the_reports_it_rests_on():
    (item,) = orjson.loads(cited("csl", f"event={ARMISTICE}"))
    assert item["URL"] == f"http://atlas.test/?event={ARMISTICE}"
    reports = ATLAS.event(ARMISTICE)["sources"]
    assert all(report.url in item["note"] for report in reports)
    assert "%" not in re.sub(r"(?<!\\)%.*", "", cited("bibtex", f"event={ARMISTICE}").split("note")[0])


def test_what_no_form_or_event_is_asked_for_is_told():
    answer = CLIENT.get("/api/cite?format=word&nope=1&download=yes")
    assert answer.status_code == 400
    assert {one["where"] for one in answer.json()["problems"]} == {"format", "nope", "download"}
    assert CLIENT.get("/api/cite?event=1999-01-01-nothing").status_code == 404


def test_a_download_has_the_name_that_a_manager_knows():
    headers = CLIENT.get("/api/cite?type=tunnel&format=bibtex&download=1").headers
    assert headers["content-disposition"].endswith('.bib"')


def test_changes_are_told_since_a_version():
    told = CLIENT.get("/api/changes.json").json()
    assert [one["version"] for one in told["versions"]] == [one.version for one in versions()]
    first, *later = told["versions"]
    since = CLIENT.get(f"/api/changes.json?since={first['version']}").json()["changes"]
    assert {one["version"] for one in since} <= {one["version"] for one in later}
    assert all(one["why"] and one["why_ko"] for one in since)
    last = told["versions"][-1]["version"]
    assert CLIENT.get(f"/api/changes.json?since={last}").json()["changes"] == []
    refused = CLIENT.get("/api/changes.json?since=1999-01-01-abc")
    assert refused.status_code == 404
    assert last in refused.json()["detail"]


def entries(query):
    root = etree.fromstring(CLIENT.get(f"/feed.atom?{query}").content)
    return root, root.findall(f"{ATOM}entry")


def test_the_feed_tells_what_became_of_the_events_of_a_filter():
    root, found = entries("type=tunnel")
    assert root.find(f"{ATOM}link[@rel='self']").get("href") == "http://atlas.test/feed.atom?type=tunnel"
    ids = set(ATLAS.events.index[ATLAS.events["type"] == "tunnel"])
    links = {entry.find(f"{ATOM}link").get("href") for entry in found}
    assert links
    assert links <= {f"http://atlas.test/?event={event}" for event in ids}
    days = [entry.find(f"{ATOM}updated").text for entry in found]
    assert days == sorted(days, reverse=True)
    assert root.find(f"{ATOM}updated").text == days[0]
    names = [entry.find(f"{ATOM}id").text for entry in found]
    assert len(names) == len(set(names))


def test_feed_and_citation_are_korean_where_the_address_says_so():
    root, found = entries("type=tunnel&lang=ko")
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "ko"
    assert "한반도의 군사적 긴장" in root.find(f"{ATOM}title").text
    assert all(entry.find(f"{ATOM}link").get("href").endswith("&lang=ko") for entry in found)
    titles = ATLAS.events.loc[ATLAS.events["type"] == "tunnel", "title_ko"]
    told = [entry.find(f"{ATOM}title").text for entry in found]
    assert all(any(title in text for title in titles) for text in told)
    reasons = {change.why_ko for change in history.changes()}
    assert all(entry.find(f"{ATOM}summary").text.partition("\n")[0] in reasons for entry in found)
    (item,) = orjson.loads(cited("csl", f"event={ARMISTICE}&lang=ko"))
    assert item["language"] == "ko"
    assert item["title"].startswith(ATLAS.event(ARMISTICE)["title_ko"])
    assert CLIENT.get("/feed.atom?lang=fr").status_code == 400


def test_a_filter_of_nothing_has_a_feed_too():
    _, found = entries("q=no-such-word-anywhere")
    assert found == []


@pytest.fixture
def one_merged(monkeypatch):
    merged = Change("v", "1999-01-01-old-id", "merged", (), ARMISTICE, "told twice", "두 번 실림")
    history.merged.cache_clear()
    monkeypatch.setattr(history, "changes", lambda: (merged,))
    yield merged
    history.merged.cache_clear()


def test_a_merged_id_leads_to_the_event_under_which_it_goes_on(one_merged):
    answer = CLIENT.get(f"/api/events/{one_merged.id}", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (308, f"/api/events/{ARMISTICE}")


@pytest.fixture
def two_gone(monkeypatch):
    """One event merged twice over, and one withdrawn."""
    first = Change(
        "v", "1999-01-01-old-id", "merged", (), "1999-01-01-older", "told twice", "두 번 적은 사건"
    )
    second = Change("w", "1999-01-01-older", "merged", (), ARMISTICE, "told twice", "두 번 적은 사건")
    gone = Change(
        "w", "1999-01-02-nothing", "withdrawn", (), None, "the report is of another day", "다른 날의 보도"
    )
    for kept in (history.merged, history.withdrawn):
        kept.cache_clear()
    monkeypatch.setattr(history, "changes", lambda: (first, second, gone))
    yield first, gone
    for kept in (history.merged, history.withdrawn):
        kept.cache_clear()


def test_an_id_that_was_merged_twice_leads_to_the_event_of_today(two_gone):
    answer = CLIENT.get(f"/api/events/{two_gone[0].id}", follow_redirects=False)
    assert answer.headers["location"] == f"/api/events/{ARMISTICE}"


@pytest.mark.parametrize("path", ["/api/events/{}", "/api/cite?event={}"])
def test_a_withdrawn_event_is_gone_and_the_answer_says_why(two_gone, path):
    answer = CLIENT.get(path.format(two_gone[1].id))
    assert (answer.status_code, answer.json()["title"]) == (410, "Withdrawn")
    assert two_gone[1].why in answer.json()["detail"]
    korean = CLIENT.get(f"{path.format(two_gone[1].id)}{'&' if '?' in path else '?'}lang=ko").json()
    assert two_gone[1].why_ko in korean["detail"]
    assert korean["title"] == say("answer.withdrawn", "ko")


def test_an_address_of_a_merged_event_means_that_under_which_it_goes_on(two_gone):
    merged, gone = two_gone
    address = read_address([("event", merged.id)], ATLAS.boundary_ids, ("event",))
    assert address.last("event") == ARMISTICE
    assert cited("csl", f"event={merged.id}") == cited("csl", f"event={ARMISTICE}")
    (problem,) = unknown_events(ATLAS, read_address([("event", gone.id)], ATLAS.boundary_ids, ("event",)))
    assert gone.why in problem.found


def test_every_change_is_of_a_published_version_and_of_an_event():
    known = {one.version for one in versions()}
    ids = set(ATLAS.events.index)
    gone = history.merged().keys() | history.withdrawn().keys()
    for change in history.changes():
        assert change.version in known, change
        assert change.change in history.KINDS, change
        assert (change.into is not None) == (change.change == "merged"), change
        # What was changed once may be gone since, and then says where to, or why.
        assert (change.id in ids) == (change.id not in gone), change
    assert set(history.merged().values()) <= ids


def test_the_last_version_is_the_one_that_is_served():
    last = versions()[-1]
    assert (last.version, last.events) == (ATLAS.data_version, ATLAS.total), (
        f"write {ATLAS.data_version} with today's day into data/versions.csv"
    )
    days = [one.released for one in versions()]
    assert days == sorted(days)
    assert days[-1] <= date.today()
