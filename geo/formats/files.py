"""The parts of a file that a library can only write to a disk."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

PART_BYTES = 1 << 20


def file_parts(write: Callable[[Path], None], extension: str) -> Iterator[bytes]:
    """Yield the parts of a file, which is gone when the last is read.

    Parameters
    ----------
    write : callable
        Writes the file to the path that it is given.
    extension : str
    """
    with TemporaryDirectory(prefix="mdl-atlas-") as folder:
        path = Path(folder) / f"events.{extension}"
        write(path)
        with path.open("rb") as file:
            while part := file.read(PART_BYTES):
                yield part
