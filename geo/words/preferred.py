"""Which of our languages a reader's browser asks for."""

from __future__ import annotations

from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header

from geo.words.table import LANGUAGES


def preferred(accept_language: str) -> str:
    """Return the language that suits a reader best, English where none does.

    Parameters
    ----------
    accept_language : str
        As the header ``Accept-Language`` has it (RFC 9110); empty without one.

    Examples
    --------
    >>> preferred("ko-KR,ko;q=0.9,en;q=0.8"), preferred("fr, ko;q=0.3"), preferred("fr"), preferred("")
    ('ko', 'ko', 'en', 'en')
    """
    asked = parse_accept_header(accept_language, LanguageAccept)
    return asked.best_match(LANGUAGES, LANGUAGES[0])
