"""Agreements, channels, practices and zones: what stood on a day, and what the files may not say."""

from datetime import date

import pytest

from geo.atlas.load import load_atlas
from geo.catalogue.spans import load_spans
from geo.escalation import standings

ATLAS = load_atlas()
SPANS = load_spans()


def state(day, subject, party):
    rows = [
        one
        for one in standings.standings(date.fromisoformat(day))
        if (one.span.subject, one.span.party) == (subject, party)
    ]
    return standings.telling(rows)[0].span.state if rows else None


# --- Known facts ---------------------------------------------------------------------------------------------

STOOD = [
    # The military agreement was signed on 19 September 2018; its zones held from 1 November.
    ("2018-09-18", "cma", "rok", None),
    ("2018-10-15", "cma", "joint", "signed"),
    ("2018-12-01", "cma", "rok", "in-force"),
    ("2018-12-01", "cma", "dprk", "in-force"),
    # On 22 November 2023 the ROK suspended the no-fly clause; on the 23rd the DPRK left the whole.
    ("2023-11-22", "cma", "rok", "partly-suspended"),
    ("2023-11-22", "cma", "dprk", "in-force"),
    ("2023-11-22", "cma-airspace", "rok", "suspended"),
    ("2023-11-22", "cma-land-sea", "rok", "in-force"),
    ("2023-12-01", "cma", "rok", "partly-suspended"),
    ("2023-12-01", "cma", "dprk", "not-binding"),
    # On 4 June 2024 the ROK suspended all of it.
    ("2024-06-03", "cma", "rok", "partly-suspended"),
    ("2024-06-05", "cma", "rok", "suspended"),
    ("2024-06-05", "cma", "dprk", "not-binding"),
    ("2025-07-01", "cma", "rok", "suspended"),
    ("2025-07-01", "cma", "dprk", "not-binding"),
    # The armistice was declared void by the DPRK with effect from 11 March 2013; the UN Command holds to it.
    ("2013-03-10", "armistice", "unc", "in-force"),
    ("2013-03-11", "armistice", "dprk", "not-binding"),
    ("2013-03-11", "armistice", "unc", "in-force"),
    ("2024-06-05", "armistice", "unc", "in-force"),
    # Channels.
    ("2018-10-15", "liaison-office", "joint", "open"),
    ("2018-12-01", "panmunjom-line", "joint", "open"),
    ("2020-06-16", "liaison-office", "joint", "closed"),
    ("2020-06-09", "panmunjom-line", "joint", "closed"),
    ("2021-07-27", "panmunjom-line", "joint", "open"),
    ("2023-12-01", "panmunjom-line", "joint", "closed"),
    ("2016-02-09", "kaesong", "joint", "open"),
    ("2016-02-10", "kaesong", "joint", "closed"),
    # Practices.
    ("2018-10-15", "rok-loudspeakers", "rok", None),
    ("2024-06-08", "rok-loudspeakers", "rok", None),
    ("2024-06-09", "rok-loudspeakers", "rok", "on"),
    ("2024-06-10", "rok-loudspeakers", "rok", None),
    ("2025-06-10", "rok-loudspeakers", "rok", "on"),
    ("2025-07-01", "rok-loudspeakers", "rok", None),
    ("2025-07-01", "dprk-noise", "dprk", None),
    ("2022-06-01", "leaflet-ban", "rok", "in-force"),
    ("2024-06-05", "leaflet-ban", "rok", "not-binding"),
]


@pytest.mark.parametrize(("day", "subject", "party", "wanted"), STOOD)
def test_what_stood_on_a_day_is_what_the_sources_say(day, subject, party, wanted):
    assert state(day, subject, party) == wanted


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2024-06-09", "On 9 June 2024 the CMA had been suspended by the ROK for 5 days"),
        ("2024-06-09", "declared no longer binding by the DPRK 199 days before"),
        ("2018-12-01", "On 1 December 2018 the CMA had been in force for the ROK and the DPRK for 30 days."),
        ("2018-06-01", "On 1 June 2018: CMA not in force yet, first on 1 November 2018."),
        ("2023-11-22", "partly suspended by the ROK since that day"),
        ("2018-10-15", "signed by both sides 26 days before, and not yet in effect"),
    ],
)
def test_a_sentence_says_how_the_agreement_stood(day, words):
    assert words in standings.sentence(date.fromisoformat(day), "cma")


@pytest.mark.parametrize(
    ("day", "word"),
    [
        ("2013-03-11", "declared no longer binding by the DPRK that day"),
        ("2013-03-11", "in force for the UN Command since 27 July 1953"),
    ],
)
def test_what_a_party_declared_stands_beside_what_the_other_holds(day, word):
    assert word in standings.sentence(date.fromisoformat(day), "armistice")


def test_practice_is_told_apart_from_word():
    rows = [span for span in SPANS if span.subject == "armistice" and span.aspect == "practised"]
    assert [(span.state, span.end_date) for span in rows] == [("in-force", None)]


def test_a_practice_known_to_the_month_is_uncertain_in_that_month():
    september = [
        one for one in standings.standings(date(1980, 9, 10)) if one.span.subject == "rok-loudspeakers"
    ]
    october = [
        one for one in standings.standings(date(1980, 10, 1)) if one.span.subject == "rok-loudspeakers"
    ]
    assert [one.certain for one in september + october] == [False, True]
    assert september[0].said([september[0].span.party]).endswith("(which day is not known)")


def test_a_sentence_can_be_said_of_every_subject_on_any_day():
    for subject in {span.subject for span in SPANS}:
        for year in range(1953, 2027, 3):
            assert standings.sentence(date(year, 12, 31), subject).startswith("On 31 December")


def test_the_armistice_was_in_force_at_every_event_after_it():
    assert ATLAS.events["agreements_in_force"].map(lambda held: "armistice" in held).all()
