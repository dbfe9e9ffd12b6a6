"""The atlas that the environment asks for, and any other by its name; each is opened once."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from geo.atlas.atlas import Atlas
from geo.atlas.followed import Followed
from geo.atlas.source import Source
from geo.settings import Settings

WAIT_S = 5.0
"""Whoever asks for an atlas that is still being made waits this long, and is then told how far it is."""


def served(wait_s: float = WAIT_S) -> Atlas:
    """Return the atlas that the environment asks for: the last one that held good.

    It may be another one the next time: what belongs together is made of one.

    Parameters
    ----------
    wait_s : float
        How long to wait for one that is still being made.

    Raises
    ------
    DataError
        With everything that is wrong with the catalogue.
    NotReadyError
        While its snapshot is being made: how far that is.
    """
    return followed().atlas(wait_s)


def followed() -> Followed:
    """Return what `served` is taken from; a server has it follow its file."""
    settings = Settings.from_environment()
    return _followed(settings.events, settings.cache)


def load_atlas(events: str | None = None) -> Atlas:
    """Return an atlas, loaded once, however long that takes.

    Parameters
    ----------
    events : str, optional
        What ``ATLAS_EVENTS`` may say: a CSV file of the schema of the atlas's own catalogue (the default), a
        snapshot, or the Ibis address of a table.

    Raises
    ------
    DataError
        With everything that is wrong with the catalogue, or with every column that a database lacks.
    """
    return _followed(events, Settings.from_environment().cache).atlas(None)


@cache
def _followed(events: str | None, cache: Path) -> Followed:
    return Followed(Source(events, cache))
