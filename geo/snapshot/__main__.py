"""Makes a snapshot by hand: ``python -m geo.snapshot [CATALOGUE.csv]`` prints the folder that holds it.

``--archive`` in place of a catalogue keeps the version that is served now in ``data/versions``, before its data are changed.
The folder can be served as it is (``ATLAS_EVENTS=FOLDER``), also on a machine that has not the catalogue.
"""

from __future__ import annotations

import sys
from pathlib import Path

from geo.errors import DataError
from geo.settings import Settings
from geo.snapshot.archive import archive
from geo.snapshot.progress import Terminal
from geo.snapshot.store import open_or_make


def main(arguments: list[str]) -> int:
    """Make the snapshot of a catalogue; return 1 where it is refused, with everything that is wrong with it."""
    keep = arguments == ["--archive"]
    catalogue = Path(arguments[0]) if arguments and not keep else None
    try:
        snapshot = open_or_make(catalogue, Settings.from_environment().cache, Terminal())
    except DataError as error:
        print(error, file=sys.stderr)
        return 1
    print(*snapshot.manifest.told, sep="\n", end="\n" if snapshot.manifest.told else "", file=sys.stderr)
    print(archive(snapshot.events, snapshot.manifest.data_version) if keep else snapshot.folder)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
