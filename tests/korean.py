"""What tests ask of a Korean text that stands beside an English one."""

import re
from collections import Counter


def is_korean(text):
    """Tell whether a text has Hangul in it."""
    return bool(text) and bool(re.search("[가-힣]", text))


def figures(text):
    """Return how often each number stands in a text; 1,292 is 1292."""
    return Counter(re.findall(r"\d+(?:\.\d+)?", re.sub(r"(\d),(?=\d{3})", r"\1", text)))


def lost_figures(english, korean):
    """Return the numbers of an English text that its Korean one lacks; Korean writes more, such as months."""
    return figures(english) - figures(korean)
