"""The chains of a selection as figures and tables."""

import csv
import io

from geo.atlas.load import load_atlas
from geo.escalation.chains import PARTIES, Answers, party_name
from geo.escalation.chains_document import labelled_pairs, links_table, pairs_table, summary
from geo.formats.csv import table_csv
from geo.query.filter import EventFilter

ATLAS = load_atlas()


def selection(**query):
    return ATLAS.selection(EventFilter.from_query(query.items(), ATLAS.boundary_ids))


def test_three_events_are_too_few_for_a_median():
    few = selection(**{"from": "1969-04-15", "to": "1969-04-15"})
    assert 0 < few.count <= 3
    assert all(one["median_days"] is None for one in summary(Answers(few))["answered"].values())


def test_tables_say_what_the_page_draws_and_can_be_read_back():
    chosen = selection(**{"from": "2024-05-01", "to": "2024-07-31"})
    raw = table_csv(links_table(Answers(chosen)), chosen.metadata("https://atlas.example"))
    rows = list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"))))
    assert [(row["act_id"], row["answer_id"]) for row in rows] == [
        (link.cause, link.answer) for link in Answers(chosen).links
    ]
    assert all(row["source_url"].startswith("http") and row["data_version"] for row in rows)


def test_tables_of_nothing_have_no_rows():
    nothing = selection(q="zzzz")
    raw = table_csv(links_table(Answers(nothing)), nothing.metadata("https://atlas.example"))
    (header,) = csv.reader(io.StringIO(raw.decode("utf-8-sig")))
    assert {"act_id", "answer_id", "days", "source_url", "citation"} <= set(header)


def test_downloads_keep_the_names_under_which_they_were_first_published():
    pairs = pairs_table(Answers(selection(type="balloon-launch")))
    assert list(pairs) == ["side", "cause_type", "answer_type", "count", "counted", "median_days"]


def test_labelled_pairs_count_what_the_downloaded_pairs_count():
    answers = Answers(selection(type="balloon-launch"))
    labelled = labelled_pairs(answers)
    assert labelled["count"].tolist() == pairs_table(answers)["count"].tolist()
    assert set(labelled["who"]) <= set(map(party_name, PARTIES))
    assert "loudspeaker" not in set(labelled["answer"]), "a value stands where its label should"


def test_labelled_pairs_of_nothing_have_their_columns():
    assert list(labelled_pairs(Answers(selection(q="zzzz")))) == [
        *("party", "who", "act", "answer", "count", "counted", "median")
    ]
