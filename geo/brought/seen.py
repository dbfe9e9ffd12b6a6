"""Which texts have come before, of millions."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np


class Seen:
    """Texts that went by, by their hashes in order: as a set of Python a million of them take 100 MB, here 8."""

    def __init__(self) -> None:
        self._hashes = np.empty(0, np.int64)

    def again(self, texts: Sequence[str]) -> list[int]:
        """Take the next texts, and return the positions of those that came before; an empty one never did.

        Examples
        --------
        >>> seen = Seen()
        >>> seen.again(["a", "b", "a", "", ""]), seen.again(["c", "b"])
        ([2], [1])
        """
        hashes = np.fromiter(map(hash, texts), np.int64, len(texts))
        different, first, at = np.unique(hashes, return_index=True, return_inverse=True)
        place = np.searchsorted(self._hashes, different)
        known = np.append(self._hashes, 0)[place] == different
        known &= place < len(self._hashes)
        self._hashes = np.insert(self._hashes, place[~known], different[~known])
        before = known[at] | (np.arange(len(texts)) != first[at])
        return [number for number in np.flatnonzero(before).tolist() if texts[number]]
