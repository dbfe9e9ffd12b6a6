"""Every address of the site is written here, so that equal filters have one address."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import parse_qsl, quote, urlencode

from geo.settings import Settings
from geo.words.table import LANGUAGES


def query_string(pairs: Iterable[tuple[str, str]]) -> str:
    """Return query parameters percent-encoded, in their order; commas stay readable.

    Examples
    --------
    >>> query_string([("q", "연평도"), ("bbox", "124,37,127,38.5")])
    'q=%EC%97%B0%ED%8F%89%EB%8F%84&bbox=124,37,127,38.5'
    """
    return urlencode(list(pairs), quote_via=quote, safe=",")


def site_url(base: str, path: str = "/", pairs: Iterable[tuple[str, str]] = ()) -> str:
    """Return an address of the site.

    Parameters
    ----------
    base : str
        The public address of the atlas, without a slash at the end; empty for an address relative to it.
    path : str
        Begins with a slash; a page or a route.
    pairs : iterable of (str, str)
        Query parameters.

    Examples
    --------
    >>> site_url("https://atlas.example", "/map", [("type", "tunnel")])
    'https://atlas.example/map?type=tunnel'
    """
    query = query_string(pairs)
    return f"{base}{path}" + (f"?{query}" if query else "")


def with_pairs(url: str, pairs: Iterable[tuple[str, str]]) -> str:
    """Return an address with further query parameters, but for those that it has.

    Examples
    --------
    >>> with_pairs("/?q=x", [("lang", "ko"), ("q", "y")])
    '/?q=x&lang=ko'
    """
    path, _, query = url.partition("?")
    known = {key for key, _ in parse_qsl(query, keep_blank_values=True)}
    more = query_string(pair for pair in pairs if pair[0] not in known)
    return "?".join(filter(None, (path, "&".join(filter(None, (query, more))))))


def language_pairs(language: str, said: bool = False) -> list[tuple[str, str]]:
    """Return the parameter by which an address goes on in a language: none for English, unless the one before it said so.

    Examples
    --------
    >>> language_pairs("en"), language_pairs("en", said=True), language_pairs("ko")
    ([], [('lang', 'en')], [('lang', 'ko')])
    """
    return [("lang", language)] if said or language != LANGUAGES[0] else []


def own_url(path: str = "/", pairs: Iterable[tuple[str, str]] = ()) -> str:
    """Return an address by which a page of the site asks for another part of it.

    It has neither scheme nor host, so that a page that came by https asks by https, and begins with the path of
    ``ATLAS_URL``: behind a proxy the site may lie below one.

    Examples
    --------
    >>> own_url("/api/measure", [("lon", "127")])
    '/api/measure?lon=127'
    """
    return site_url(Settings.from_environment().path, path, pairs)


def event_url(base: str, event_id: str) -> str:
    """Return where one event is answered with all its distances."""
    return site_url(base, f"/api/events/{event_id}")


def event_page_url(base: str, event_id: str) -> str:
    """Return the page that shows one event on the map."""
    return site_url(base, "/", [("event", event_id)])


def oembed_url(base: str, page_url: str) -> str:
    """Return where the oEmbed answer for a page or embed is."""
    # A comma would end the link for a simple reader of the Link header.
    return f"{base}/oembed?{urlencode({'url': page_url, 'format': 'json'}, quote_via=quote, safe='')}"
