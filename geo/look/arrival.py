"""An address as it arrives: with what others have hung on it, and bruised on its way. It is mended before it is read."""

from __future__ import annotations

import re
import string
import unicodedata
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

_PREFIXES = """
_ utm mtm_ pk_ piwik_ matomo_ at_ wt_ wt. ga_ gad_ gs_ guc fb_ dm_ hsa_ vero_ oly_ sfmc_ trk_ soc_ sc_ cx_ ns_ n_
kakao naver
"""
TRACKER_PREFIXES = tuple(_PREFIXES.split())
_TRACKERS = """
fbclid gclid gclsrc gbraid wbraid dclid srsltid msclkid yclid ymclid ysclid twclid ttclid qclid li_fat_id rdt_cid epik
igshid igsh mibextid mc_cid mc_eid mc_tc mkt_tok hsctatracking s_cid s_kwcid ef_id irclickid irgwc clickid wickedid rb_clickid
wprov xtor spm scm napm usqp si sh rcm cvid ceid emci emdi smid smtyp icid ocid ncid cid cmp cmpid campaign campaignid
ck_subscriber_id sb_referer sscid vgo_ee wpsrc tsrc isappinstalled platform partner trk trkinfo
ref ref_ ref_src ref_url referrer referer ref_source source src origin via share shared share_id sr_share feature
openexternalbrowser openinexternalbrowser amp amp_js_v outputtype nocache no-cache nc cachebust cachebuster cb ts t time
rand random rnd timestamp ver iframe embed embedded preview wmode print s r
"""
TRACKERS = frozenset(_TRACKERS.split())
"""Keys, in small letters, that mailers, networks, chats and editors hang on every address; also those by which they
get past a cache. No key of ours begins with an underscore."""

TEXT_KEYS = ("q", "title", "note")
"""Keys whose value is a text: as it was written, to its last sign."""
POINT = "point"
"""The key whose value may have signs and letters of any kind, but is no text."""
MOMENT = "at"
"""The key whose value has a capital: the W of a week, as ISO 8601 has it."""
RAW_KEYS = (POINT, "url")
"""Keys whose value has signs of an address for its own."""
DAY_KEYS = ("from", "to", "asof", "date")
"""Keys whose value is a day: year, month, day in that order can be nothing else, however they are parted."""
_DAY = re.compile(
    r"(?P<year>\d{4})(?:(?P<mm>\d\d)(?P<dd>\d\d)|\s*[-./년]\s*(?P<month>\d\d?)\s*[-./월]\s*(?P<day>\d\d?)\s*[일.]?)"
    r"(?:[t\s]\d.*)?",
    re.ASCII,
)
_INVISIBLE = re.compile("[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_SIGNS = dict.fromkeys(map(ord, "‐‑‒–—―−"), "-") | {sign + 0xFEE0: chr(sign) for sign in range(0x21, 0x7F)}
"""Dashes of a word processor, and signs in full width, to those of ASCII."""
_AROUND = "\"'`´“”„‘’«»‹›<>()[]{}「」『』"
"""Signs that stand around a word."""
_AMPERSAND = re.compile(r"^(?:amp;|#0*38;|[&?;])+", re.IGNORECASE)
_ARRAY = re.compile(r"\[\w*\]$")
_RUN_ON = re.compile(r"[?&]+|;(?=\w+(?:\[\w*\])?=)")
_MAILED = re.compile(r"^3[Dd]|=?\s*[\r\n]+\s*")
"""What a mail makes of ``=`` before a value, and where it has broken a line."""
_JS_ESCAPE = re.compile(r"%u([0-9a-fA-F]{4})")
_AFTER = re.compile(r"(?:[\"'<>#|\\]|\s\().*", re.DOTALL)
"""What only the text around an address can go on with: a quotation mark, a tag, a remark."""
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
    # What the old escape() of JavaScript makes of Hangul.
    escaped = _JS_ESCAPE.sub(lambda found: quote(chr(int(found[1], 16)), errors="replace"), escaped)
    found = parse_qsl(escaped, keep_blank_values=True, encoding="latin-1")
    return [(_decoded(key.encode("latin-1")), _decoded(value.encode("latin-1"))) for key, value in found]


def mended(pairs: Iterable[tuple[str, str]]) -> Pairs:
    """Return parameters without what others have hung on them, and with what happened to them on their way undone.

    An escaped ampersand or equals sign, brackets of an array, capitals, dashes and quotation marks of a word processor,
    signs that nobody sees, broken lines, days in another form, a second question mark, and at the very end of the
    address what belonged to the text around it. What is ours is left as it is.
    """
    found: Pairs = []
    for key, value in pairs:
        if not value:
            key, _, value = _unescaped(key).partition("=")
        key = _key(key)
        more: list[str] = []
        if key in TEXT_KEYS:
            value = _text(value)
        elif key not in RAW_KEYS:
            value, *more = _RUN_ON.split(_unescaped(_plain(value)))
            value = _word(key, value)
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
    plain = _ARRAY.sub("", _AMPERSAND.sub("", _INVISIBLE.sub("", _unescaped(key).strip()))).lower()
    return plain if plain in KNOWN_KEYS or _is_foreign(plain) else key


def _is_foreign(key: str) -> bool:
    """Tell whether a key means nothing here: one of those that are hung on, a sign of HTML, or no word."""
    key = key.lower()
    if key in KNOWN_KEYS:
        return False
    if key in TRACKERS or key.startswith(TRACKER_PREFIXES):
        return True
    return ";" in key or not any(sign.isalpha() for sign in key)


def _plain(value: str) -> str:
    return _INVISIBLE.sub("", value).strip()


def _word(key: str, value: str) -> str:
    """Return a value that is no text in small letters, with signs of ASCII, and without what stands around it."""
    value = _MAILED.sub("", unicodedata.normalize("NFC", value).translate(_SIGNS))
    value = value.strip(_AROUND + string.whitespace)
    value = value.upper() if key == MOMENT else value.lower()
    if key in DAY_KEYS and (day := _DAY.fullmatch(value)):
        month, of_month = day["mm"] or day["month"], day["dd"] or day["day"]
        return f"{day['year']}-{month:>02}-{of_month:>02}"
    return value


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
        return _NO_SIGN.sub("", _AFTER.sub("", value))
    before = None
    while before != value:
        before, value = value, _SENTENCE_END.sub("", value)
        if value[-1:] in _BRACKETS and value.count(value[-1]) > value.count(_BRACKETS[value[-1]]):
            value = value[:-1]
    return value
