"""What a problem found and wants is said in the language of who reads of it, and in English to everybody else."""

import pickle
import re

import orjson
import pytest

from geo.atlas.load import load_atlas
from geo.atlas.measurement import read_measurement
from geo.errors import Problem
from geo.look.view import KEYS, read_view
from geo.query.filter import EventFilter, read_query
from geo.query.positions import read_written
from geo.words.table import Worded, say

ATLAS = load_atlas()
WRONG = ["from", "to", "near", "within_km", "bbox", "agreement", "type", "place", "nothing"]
POSITIONS = [
    "127, 38",
    "38N 99",
    "52S BG 977 9721",
    "52S BG 97 97",
    "-38N 127E",
    "38.5 70, 127",
    "99S 300000 4200000",
]


def problems() -> list[Problem]:
    """Return a problem of every kind that a reader of the pages can meet in an address."""
    long = ("q", "x" * 201)
    found = read_query([long, *((key, "\u00df") for key in WRONG), ("from", "1")], ATLAS.boundary_ids)[1]
    found += read_query([("from", "2024-06-02"), ("to", "2024-06-01"), ("near", "mdl")], ATLAS.boundary_ids)[
        1
    ]
    found += read_view([*((key, "x" * 601) for key in KEYS), ("zoom", "7")])[1]
    pairs = (("target", "x"), ("ring", "x"), ("around", "x"), ("point", "x"), ("point", "mdl"))
    found += read_measurement(ATLAS.selection(EventFilter()), pairs)[1]
    return found + [problem for text in POSITIONS for problem in read_written(text)[1]]


def test_every_problem_of_an_address_is_told_in_korean():
    for problem in problems():
        assert isinstance(problem.wanted, Worded), problem
        told = say("problem.line", "ko", where=problem.where, found=problem.found, wanted=problem.wanted)
        # Names of keys, ids, forms and what the reader wrote stay; no English sentence does.
        assert not re.search(r"\b(found|wanted|the|and|of|in|or)\b", told), told
        assert re.search("[가-힣]", told), told


def test_in_english_and_as_data_a_problem_is_plain_text():
    for problem in problems():
        line = say("problem.line", where=problem.where, found=problem.found, wanted=problem.wanted)
        assert line == str(problem)
        assert orjson.loads(orjson.dumps(problem.as_dict())) == problem.as_dict()
        again = pickle.loads(pickle.dumps(problem))
        assert (again, again.wanted.key) == (problem, problem.wanted.key)


@pytest.mark.parametrize("language", ["en", "ko"])
def test_words_within_words_follow_the_same_language(language):
    inner = Worded("wanted.position")
    told = say("problem.line", language, where="x", found="y", wanted=Worded("wanted.point", position=inner))
    assert say("wanted.position", language) in told
