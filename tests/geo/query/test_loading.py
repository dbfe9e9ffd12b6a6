"""A snapshot goes into PostgreSQL by the lines of the README."""

import re
from pathlib import Path

from geo.query.backends import DatabaseTable
from geo.settings import Settings
from geo.snapshot.store import open_or_make

README = Path(__file__).parents[3] / "README.md"
LINES = re.search(r"```python\n(import ibis\n.+?)```", README.read_text(encoding="utf-8"), re.DOTALL)[1]


def test_the_lines_of_the_readme_load_a_table_that_is_served(postgres):
    snapshot = open_or_make(None, Settings.from_environment().cache, lambda _step, _share: None)
    lines = LINES.replace("FOLDER", str(snapshot.folder)).replace("postgres://user@host/database", postgres)
    # Tests of the same server have tables of their own.
    lines = lines.replace('"events", events', '"from_readme", events')
    names = {}
    exec(compile(lines, "README.md", "exec"), names)
    table = DatabaseTable.open(f"{postgres}#from_readme")
    found = table.page(None, 0, 1, ["title"])
    table.close()
    assert len(found) == 1
    assert names["events"].num_rows == snapshot.manifest.events
    snapshot.close()
