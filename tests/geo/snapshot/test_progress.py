"""How far a snapshot is, on a terminal."""

import io
from time import monotonic

from geo.snapshot import progress
from geo.snapshot.progress import QUIET_S, Terminal


def test_it_prints_a_line_at_most_as_often_as_it_says(monkeypatch):
    now_s = [monotonic()]
    monkeypatch.setattr(progress, "monotonic", lambda: now_s[0])
    out = io.StringIO()
    terminal = Terminal(out)
    terminal("reading", 0.1)
    assert out.getvalue() == ""
    now_s[0] += 2 * QUIET_S
    terminal("reading", 0.25)
    terminal("reading", 0.3)
    assert out.getvalue() == "snapshot: reading, 25%\n"
    assert (terminal.step, terminal.share) == ("reading", 0.3)
