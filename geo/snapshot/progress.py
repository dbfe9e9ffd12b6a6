"""How far the making of a snapshot is, for the terminal and for whoever asks meanwhile."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from time import monotonic
from typing import TextIO

from geo.words.table import Worded

QUIET_S = 2.0
"""What is made in less than this needs no words; then a line at most as often."""


@dataclass
class Terminal:
    """Prints how far it is, a line every `QUIET_S`; callable as `geo.snapshot.make.Progress`."""

    out: TextIO = field(default_factory=lambda: sys.stderr)
    step: str = Worded("app.step_starting")
    """What is being done."""
    share: float = 0.0
    """How much of it is done, 0 to 1."""
    _last_s: float = field(default_factory=monotonic)

    def __call__(self, step: str, share: float) -> None:
        self.step, self.share = step, share
        if monotonic() - self._last_s >= QUIET_S:
            self._last_s = monotonic()
            print(f"snapshot: {step}, {share:.0%}", file=self.out, flush=True)
