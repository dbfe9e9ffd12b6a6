"""In which encoding a text is: by its mark, by what its bytes can be, and by what they would then say.

That a decoder succeeds proves nothing: some Hangul of CP949 is valid UTF-8 for other letters, and most of Windows-1252
is valid CP949 for rare syllables. So the text is held against what people write.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from charset_normalizer import from_bytes

HIDDEN = "\ufeff\u200b\u200c\u200d\u2060\u00a0 \t\r\n"
"""What is taken off the ends of a cell."""
SAMPLE_BYTES = 1 << 21
"""So much of the part that is not ASCII is looked at."""
OFFERED = (
    "utf-8",
    "cp949",
    "cp1252",
    "mac_roman",
    "utf-16-le",
    "utf-16-be",
    "shift_jis",
    "gb18030",
    "cp1251",
)
"""Codecs that a reader may choose in place of the one that was found."""
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_FOREIGN = re.compile(r"[^\x00-\x7f]+")
_LATIN_RUN = re.compile(r"(?<![^\W\d_])[\u00a1-\u024f]{2,}(?![^\W\d_])")
"""Letters of Western Europe with none of ASCII beside them: in no language a word."""
_LATIN_WORD = re.compile(
    r"[A-Za-z][\u00aa\u00b5\u00ba\u00c0-\u024f]|[\u00aa\u00b5\u00ba\u00c0-\u024f][A-Za-z]"
)
_HIGH_RUN = re.compile(rb"[\xc0-\xff]{3,}")
"""Accented letters of Windows-1252 without any other between them: in no language usual."""


@dataclass(frozen=True)
class Encoding:
    """How a text is encoded."""

    codec: str
    marks: int = 0
    """Bytes of byte order marks before the text."""
    doubtful: bool = False
    """Whether another encoding would read it too."""


def find_encoding(data: bytes) -> Encoding:
    """Return the encoding of a text.

    Examples
    --------
    >>> find_encoding("판문점".encode("cp949")).codec, find_encoding("‘talks’".encode("cp1252")).codec
    ('cp949', 'cp1252')
    """
    for mark, codec in _MARKS:
        if data.startswith(mark):
            count = 0
            while data.startswith(mark, count):
                count += len(mark)
            return Encoding(codec, count)
    if codec := _wide(data):
        return Encoding(codec)
    if data.isascii():
        return Encoding("utf-8")
    sample = _foreign_lines(data)
    text = sample.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    foreign = sum(map(len, _FOREIGN.findall(text))) - broken
    if not broken:
        # Where the misreading would be Korean, it is one.
        korean = _LATIN_RUN.search(text) and not _LATIN_WORD.search(text) and _says_hangul(sample)
        return Encoding("cp949", doubtful=True) if korean else Encoding("utf-8")
    if foreign > 5 * broken:
        return Encoding("utf-8")
    if _says_hangul(sample):
        # Quotes alone are no Hangul, but no Latin either.
        return Encoding(
            "cp949", doubtful=not any(map(str.isalpha, _joined(sample.decode("cp949", "replace"))))
        )
    if b"\r" in data and b"\n" not in data:
        # Lines end so in what the old Excel of a Mac writes.
        return Encoding("mac_roman", doubtful=True)
    if not _HIGH_RUN.search(sample):
        return Encoding("cp1252", doubtful=True)
    best = from_bytes(
        sample, cp_isolation=[one for one in OFFERED if not one.startswith(("utf", "mac"))]
    ).best()
    return Encoding(best.encoding if best else "cp1252", doubtful=True)


def _wide(data: bytes) -> str | None:
    """Return the codec of UTF-16 without a mark: every other byte of its commas and digits is 0."""
    head = data[: SAMPLE_BYTES & ~1]
    even, odd = head[::2].count(0), head[1::2].count(0)
    if max(even, odd) * 5 < len(head) // 2 or not head:
        return None
    return "utf-16-be" if even > odd else "utf-16-le"


def _foreign_lines(data: bytes) -> bytes:
    """Return the lines that are not all ASCII, up to `SAMPLE_BYTES` of them."""
    found, size = [], 0
    for line in data.splitlines(keepends=True) if len(data) < 10 * SAMPLE_BYTES else _lines(data):
        if not line.isascii():
            found.append(line)
            size += len(line)
            if size > SAMPLE_BYTES:
                break
    return b"".join(found)


def _lines(data: bytes):
    start = 0
    while start < len(data):
        end = data.find(b"\n", start) + 1 or len(data)
        yield data[start:end]
        start = end


def _says_hangul(data: bytes) -> bool:
    """Whether CP949 reads it, nearly all as the syllables that Korean is written with."""
    try:
        text = data.decode("cp949")
    except UnicodeDecodeError as error:
        # A cell may be cut in the middle of a syllable; more than that is another encoding.
        text = data.decode("cp949", "replace")
        if text.count("\ufffd") * 50 > len(_joined(text)) or error.start == 0:
            return False
    # Quotes and dashes stand in any text.
    letters = [sign for sign in _joined(text) if sign.isalpha()]
    usual = sum("가" <= sign <= "힣" and _is_usual(sign) for sign in letters)
    return usual * 10 >= len(letters) * 8


def _joined(text: str) -> str:
    return "".join(_FOREIGN.findall(text))


def _is_usual(sign: str) -> bool:
    """Whether a syllable is one of the 2,350 of KS X 1001; CP949 adds those that hardly a word has."""
    # The rare ones are spelt out in eight bytes.
    return len(sign.encode("euc_kr")) == 2
