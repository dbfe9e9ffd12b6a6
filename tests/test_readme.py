"""What README and CONTRIBUTING name is what there is."""

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from geo.query.filter import KEYS
from geo.settings import Settings

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
PATH = re.compile(
    r"(?:geo|pages|data|docs|tests|benchmarks|deploy)/[\w./*-]*|[\w.-]+\.(?:py|md|toml)|LICENSE|Makefile"
)


class _Asked(Mapping):
    """An empty environment that remembers what it was asked for."""

    def __init__(self):
        self.names = set()

    def __getitem__(self, name):
        self.names.add(name)
        raise KeyError(name)

    def __iter__(self):
        return iter(())

    def __len__(self):
        return 0


def test_the_readme_names_every_variable_that_is_read_and_no_other():
    asked = _Asked()
    Settings.from_environment(asked)
    of_make = re.findall(r"^(\w+) \?=", (ROOT / "Makefile").read_text(), re.MULTILINE)
    table = README.partition("| variable | what it sets |")[2].partition("\n\n")[0]
    assert set(re.findall(r"`([A-Z_]+)`", table)) == asked.names | set(of_make)


def test_the_readme_names_every_key_of_the_filter_and_no_other():
    listed = README.partition("\n`FILTER` is ")[2].partition("; repeat a key")[0]
    assert set(re.findall(r"`(\w+)`", listed)) == set(KEYS)


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md"])
def test_every_path_that_is_named_exists(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    cited = [*re.findall(r"`([^`\n]+)`", text), *re.findall(r"\]\(([^)#]+)\)", text)]
    paths = {path for path in cited if PATH.fullmatch(path)}
    assert len(paths) > 8
    assert [path for path in sorted(paths) if not any(ROOT.glob(path.rstrip("/")))] == []


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md"])
def test_every_room_has_its_line_from_top_to_bottom(name):
    contract = (ROOT / "pyproject.toml").read_text().partition("layers = [")[2].partition("]")[0]
    rooms = re.findall(r"\w+", contract)
    named = re.findall(r"^[|-] `geo/(\w+)`", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE)
    assert named == [room for room in rooms if (ROOT / "geo" / room).is_dir()]
