"""Everything that is wrong or doubtful in a catalogue: ``python -m geo.checks [--notes] [FILE]``.

It prints all errors and all doubts that nobody has explained, counts the notes, and prints them too where it is asked to.
"""

from __future__ import annotations

import sys
from pathlib import Path

from geo.catalogue import reading
from geo.catalogue.checks import doubts, notes, problems
from geo.catalogue.events import EVENTS_PATH


def main(arguments: list[str]) -> int:
    """Print what is wrong or doubtful in a file; return 1 where it would be refused."""
    files = [argument for argument in arguments if argument != "--notes"]
    path = Path(files[0]) if files else EVENTS_PATH
    frame, wrong = reading.read(path)
    found = {"error": wrong + problems(frame, path.name), "doubt": doubts(frame, path.name)}
    found["note"] = notes(frame, path.name)
    for severity, listed in found.items():
        if severity != "note" or len(files) < len(arguments):
            print(*(f"{severity}: {problem}" for problem in listed), sep="\n", end="\n" if listed else "")
    told = f"{len(frame)} events, {len(found['error'])} errors, {len(found['doubt'])} unexplained doubts"
    print(f"{told}; {len(found['note'])} events rest on one voice")
    return 1 if found["error"] else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
