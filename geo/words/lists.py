"""How several things are named in one sentence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from geo.words.table import Worded, say


def joined(texts: Sequence[str], last: str = "and", language: str = "en") -> str:
    """Return texts as one list.

    Parameters
    ----------
    texts : sequence of str
        One at least.
    last : str
        What stands before the last: ``and``, ``or``, or ``also`` between what is itself long.
    language : str
        ``en`` or ``ko``.

    Examples
    --------
    >>> joined(["sea", "land", "air"], "or"), joined(["해상", "훈련"], "or", "ko")
    ('sea, land or air', '해상 또는 훈련')
    """
    if len(texts) == 1:
        return texts[0]
    return say(f"list.{last}", language, first=", ".join(texts[:-1]), last=texts[-1])


def one_of(allowed: Iterable[str]) -> Worded:
    """Say that one of some words is wanted."""
    return Worded("wanted.one_of", allowed=", ".join(allowed))


def inside_sentence(label: str) -> str:
    """Return a label as it stands inside a sentence: a small letter first; an abbreviation keeps its capitals.

    Examples
    --------
    >>> inside_sentence("Balloon launch"), inside_sentence("GPS jamming"), inside_sentence("총격")
    ('balloon launch', 'GPS jamming', '총격')
    """
    return label[0].lower() + label[1:] if label[1:2].islower() else label
