"""Counts what Streamlit does: runs of a page, and sessions that are connected."""

from __future__ import annotations

from contextlib import AbstractContextManager

from streamlit import runtime

from geo.metrics import RERUN_S, SESSIONS

FAMILY = "active_sessions"
"""Streamlit's own name of the count."""


def rerun() -> AbstractContextManager[object]:
    """Return a context whose time is counted as that of a run, however it ends."""
    return RERUN_S.time()


def count() -> int:
    """Return how many sessions are connected; none before the server is up."""
    if not runtime.exists():
        return 0
    stats = runtime.get_instance().stats_mgr.get_stats(family_names=[FAMILY])
    return sum(stat.value for stat in stats[FAMILY])


SESSIONS.set_function(count)
