"""An address as it arrives: with what others have hung on it, and bruised on its way. It is mended before it is read."""

from __future__ import annotations

import re
import string
from collections.abc import Iterable
from urllib.parse import parse_qsl, quote, unquote, unquote_to_bytes

from geo.atlas.measurement import KEYS as MEASURED_KEYS
from geo.look.view import KEYS as VIEW_KEYS
from geo.query.filter import KEYS as FILTER_KEYS

ROUTE_KEYS = (
    *("download", "fields", "flat", "version", "since", "v", "id", "km", "lon", "lat", "date"),
    *("url", "format", "maxwidth", "maxheight"),
)
"""Keys that only routes know."""
PAGE_KEYS = ("event", *MEASURED_KEYS, "chain", "asof", "change", "days")
"""Keys that are a page's own."""
KNOWN_KEYS = frozenset({*FILTER_KEYS, *VIEW_KEYS, *ROUTE_KEYS, *PAGE_KEYS})
"""Every key of an address of ours: where it is of no use it is passed over, so that one query serves every address."""
CARRIED_KEYS = (*sorted(FILTER_KEYS), *MEASURED_KEYS, "lang")
"""Keys that go along when the reader goes to another page."""

TRACKER_PREFIXES = (
    "utm_",
    "mtm_",
    "pk_",
    "piwik_",
    "matomo_",
    "hsa_",
    "_hs",
    "__hs",
    "vero_",
    "oly_",
    "ga_",
    "n_",
)
_TRACKERS = """
fbclid gclid gclsrc gbraid wbraid dclid gad_source gad_campaignid msclkid mc_cid mc_eid mc_tc igshid igsh yclid ymclid
ysclid twclid ttclid li_fat_id rdt_cid epik sc_cid s_cid s_kwcid ef_id irclickid wickedid rb_clickid mkt_tok
hsctatracking trk trkinfo cmpid campaignid ncid ocid icid xtor spm napm usqp si _ga _gl _openstat _branch_match_id
ref ref_src ref_url referrer referer source src share shared feature openexternalbrowser openinexternalbrowser
amp amp_js_v outputtype nocache cachebust cb ts rand timestamp iframe embed embedded preview wmode
"""
TRACKERS = frozenset(_TRACKERS.split())
"""Keys, in small letters, that mailers, networks, chats and editors hang on every address; also those by which they
get past a cache."""

TEXT_KEYS = ("q", "title", "note")
"""Keys whose value is a text: as it was written, to its last sign."""
POINT = "point"
"""The key whose value may have signs and letters of any kind, but is no text."""
MOMENT = "at"
"""The key whose value has a capital: the W of a week, as ISO 8601 has it."""
RAW_KEYS = (POINT, "url")
"""Keys whose value has signs of an address for its own."""
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
_AMPERSAND = re.compile(r"^(?:amp;|#0*38;|&)+", re.IGNORECASE)
_ARRAY = re.compile(r"\[\w*\]$")
_RUN_ON = re.compile(r"[?&]+")
_NO_SIGN = re.compile(r"[\W_]+$", re.ASCII)
_SENTENCE_END = re.compile(r"[\s.,;:!?*…。，、]+$")
_BRACKETS = {")": "(", "]": "[", "}": "{", ">": "<"}

Pairs = list[tuple[str, str]]


def read_pairs(query: str | bytes) -> Pairs:
    """Return the parameters of a query as they came, mended; see `mended`.

    Parameters
    ----------
    query : str or bytes
        What stands after the question mark. What is no UTF-8 is read as CP949, which Korean programs write.

    Examples
    --------
    >>> read_pairs("from=2024-05-28&amp;to=2024-11-30&fbclid=x&category[]=Maritime).")
    [('from', '2024-05-28'), ('to', '2024-11-30'), ('category', 'maritime')]
    >>> read_pairs("q=%B9%E9%B7%C9%B5%B5")
    [('q', '백령도')]
    """
    return mended(raw_pairs(query))


def raw_pairs(query: str | bytes) -> Pairs:
    """Return the parameters of a query, decoded and otherwise as they came."""
    escaped = quote(query, safe=string.printable)
    found = parse_qsl(escaped, keep_blank_values=True, encoding="latin-1")
    return [(_decoded(key.encode("latin-1")), _decoded(value.encode("latin-1"))) for key, value in found]


def mended(pairs: Iterable[tuple[str, str]]) -> Pairs:
    """Return parameters without what others have hung on them, and with what happened to them on their way undone.

    An escaped ampersand, brackets of an array, capitals, signs that nobody sees, a second question mark, and at the
    very end of the address what belonged to the sentence around it. What is ours is left as it is.
    """
    found: Pairs = []
    for key, value in pairs:
        key = _key(key)
        more: list[str] = []
        if key in TEXT_KEYS:
            value = _text(value)
        elif key not in RAW_KEYS:
            plain = _unescaped(_plain(value))
            value, *more = _RUN_ON.split(plain.upper() if key == MOMENT else plain.lower())
        found.append((key, _plain(value) if key == POINT else value))
        found += mended(tuple(part.partition("=")[::2]) for part in more if part)
    found = [(key, value) for key, value in found if not _is_foreign(key)]
    if found:
        # No value of ours ends in a sign: so also where a tracker stood after it.
        key, value = found[-1]
        found[-1] = (key, _without_end(key, value))
    return found


def is_bruised(query: str) -> bool:
    """Tell whether a query says something else once it is mended, apart from what others have hung on it."""
    own = [pair for pair in raw_pairs(query) if not _is_foreign(pair[0])]
    return "\ufffd" in unquote(query) or own != read_pairs(query)


def without_sentence(text: str) -> str:
    """Return a word of an address without the signs of the sentence that it stood in.

    Examples
    --------
    >>> without_sentence("/Measure)."), without_sentence("/embed/")
    ('/measure', '/embed')
    """
    return _NO_SIGN.sub("", _INVISIBLE.sub("", text)).lower()


def _decoded(raw: bytes) -> str:
    for encoding in ("utf-8", "cp949"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            pass
    return raw.decode(errors="replace")


def _key(key: str) -> str:
    plain = _ARRAY.sub("", _AMPERSAND.sub("", _INVISIBLE.sub("", key.strip()))).lower()
    return plain if plain in KNOWN_KEYS or _is_foreign(plain) else key


def _is_foreign(key: str) -> bool:
    """Tell whether a key is of no meaning to anybody here: one of those that are hung on, or no word at all."""
    key = key.lower()
    if key in KNOWN_KEYS:
        return False
    return key in TRACKERS or key.startswith(TRACKER_PREFIXES) or not any(sign.isalpha() for sign in key)


def _plain(value: str) -> str:
    return _INVISIBLE.sub("", value).strip()


def _text(value: str) -> str:
    """Return a text whose signs beyond ASCII were escaped twice as it was meant; any other as it is."""
    once = _unescaped(value)
    return value if once.isascii() else once


def _unescaped(value: str) -> str:
    return _decoded(unquote_to_bytes(value)) if re.search("%[0-9a-fA-F]{2}", value) else value


def _without_end(key: str, value: str) -> str:
    if key in (*TEXT_KEYS, "url"):
        return value
    if key != POINT:
        return _NO_SIGN.sub("", value)
    before = None
    while before != value:
        before, value = value, _SENTENCE_END.sub("", value)
        if value[-1:] in _BRACKETS and value.count(value[-1]) > value.count(_BRACKETS[value[-1]]):
            value = value[:-1]
    return value
