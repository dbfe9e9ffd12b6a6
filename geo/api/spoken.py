"""The language of an answer: that of its address, or, of a page, that of the browser that asks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from starlette.requests import Request

from geo.api.answers import KEY, said_language
from geo.look.view import View
from geo.query.urls import language_pairs
from geo.words.preferred import preferred

ACCEPTED = "Accept-Language"


@dataclass(frozen=True)
class Spoken:
    """The language of a page."""

    language: str
    """One of `geo.look.view.LANGUAGES`."""
    said: bool
    """Whether the address says it: only then is the page the same for every browser."""

    @property
    def vary(self) -> str:
        """The header of a request that it hangs on; empty for none."""
        return "" if self.said else ACCEPTED

    @property
    def headers(self) -> dict[str, str]:
        """The same for an answer, as caches read it."""
        return {"Vary": self.vary} if self.vary else {}

    def to_pairs(self) -> list[tuple[str, str]]:
        """Return what the addresses of other pages have to say, so that they go on in this language."""
        return language_pairs(self.language, self.said)


def spoken(request: Request) -> Spoken:
    """Return the language of a page; what is no language of ours in its address says nothing."""
    told = said_language(request, "")
    return Spoken(told or preferred(request.headers.get(ACCEPTED, "")), bool(told))


def data_language(pairs: Iterable[tuple[str, str]]) -> str:
    """Return the language of what a data route tells in words: English, or that of its address.

    Raises
    ------
    InputError
        Where the address names none of ours, or more than one.
    """
    return View.from_query([pair for pair in pairs if pair[0] == KEY]).lang
