"""An atlas that follows its source: opened in a thread of its own, and again when the file is replaced.

What is new is taken up whole or refused whole. Each process follows by itself: they share the snapshots on disk, where
one of them measures and the others wait for it.
"""

from __future__ import annotations

import gc
import logging
import time
from collections.abc import Callable
from threading import Event, Thread

from geo.atlas.atlas import Atlas
from geo.atlas.source import Source
from geo.errors import AtlasError, DataError, NotReadyError, Problem
from geo.snapshot.progress import Terminal

LOOK_S = 1.0
"""How often the files are looked at."""
_LOG = logging.getLogger("atlas.catalogue")


class Followed:
    """The atlas of a source, as it was found last and held good."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._progress = Terminal()
        self._done = Event()
        self._atlas: Atlas | None = None
        self._error: Exception | None = None
        self._seen = self._tried = source.mark()
        self._refused: tuple[Problem, ...] = ()
        Thread(target=self._open, daemon=True).start()

    def _open(self) -> None:
        try:
            self._atlas = self._source.open(self._progress)
        except Exception as error:
            # Whatever it is, it belongs to whoever asks for the atlas.
            self._error = error
        finally:
            self._done.set()

    def atlas(self, wait_s: float | None) -> Atlas:
        """Return the atlas; see `geo.atlas.load.served`."""
        if not self._done.wait(wait_s):
            raise NotReadyError(self._progress.step, self._progress.share)
        if self._atlas is None:
            raise self._error
        return self._atlas

    @property
    def refused(self) -> tuple[Problem, ...]:
        """All that is wrong with what stands in the place of the catalogue now; empty while that is served."""
        return self._refused

    def follow(self, tell: Callable[[AtlasError], None]) -> None:
        """Look at the files from now on, as long as the process lives.

        Parameters
        ----------
        tell : callable
            Called when there is no atlas at all: the catalogue of the start is refused.
        """
        Thread(target=self._follow, args=(tell,), daemon=True).start()

    def _follow(self, tell: Callable[[AtlasError], None]) -> None:
        self._done.wait()
        if isinstance(self._error, AtlasError):
            tell(self._error)
        while True:
            time.sleep(LOOK_S)
            self.look()

    def look(self) -> None:
        """Open the source again if it has changed, and no more since the last look: a file that grows is not whole."""
        mark = self._source.mark()
        settled, self._seen = mark == self._seen, mark
        if not settled or mark == self._tried:
            return
        self._tried = mark
        try:
            found = self._source.open(self._progress)
        except DataError as error:
            self._refuse(error.problems)
        except Exception as error:
            # The one that is served goes on being served, whatever was found in its place.
            self._refuse((Problem("ATLAS_EVENTS", repr(error), "a catalogue that can be read"),))
        else:
            self._refused = ()
            if self._atlas is None or found.data_version != self._atlas.data_version:
                self._atlas = found
                # Selections and their atlas name each other: left to itself the old one would stay for long.
                gc.collect()
                _LOG.info("catalogue taken up: data version %s, %d events", found.data_version, found.total)

    def _refuse(self, problems: tuple[Problem, ...]) -> None:
        self._refused = problems
        lines = "".join(f"\n  {problem}" for problem in problems)
        _LOG.warning("catalogue refused, the one before is served (%d):%s", len(problems), lines)
