"""The rules of the house that a program can keep."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MODULES = sorted(ROOT.glob("geo/**/*.py"))
TRACKED = subprocess.run(
    ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
).stdout.split("\n")


def imports(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {
        name.split(".")[0]
        for node in ast.walk(tree)
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.stem)
def test_the_library_knows_nothing_of_streamlit_nor_of_the_pages(module):
    assert imports(module).isdisjoint({"streamlit", "streamlit_folium", "pages", "app"})


@pytest.mark.parametrize("script", sorted(ROOT.glob("data/build/*.py")), ids=lambda path: path.stem)
def test_data_never_lean_on_the_library(script):
    assert imports(script).isdisjoint({"geo", "pages", "streamlit"})


def test_requirements_pin_every_version():
    for name in ("requirements.txt", "requirements-test.txt", "data/build/requirements.txt"):
        for line in (ROOT / name).read_text().splitlines():
            if line and not line.startswith(("#", "-r ")):
                assert re.fullmatch(r"[A-Za-z0-9._-]+==[0-9][0-9a-z.]*", line), (name, line)


def test_the_map_page_names_no_other_machine_but_the_optional_tiles():
    addresses = {
        found
        for path in (ROOT / "geo" / "web" / "static").iterdir()
        for found in re.findall(r"https?://[^/\"'`\s]+", path.read_text(encoding="utf-8"))
    }
    assert addresses == {"https://tile.openstreetmap.org"}


def test_no_file_of_the_tree_is_larger_than_a_megabyte_and_a_half():
    heavy = [
        name
        for name in TRACKED
        if name and (ROOT / name).exists() and (ROOT / name).stat().st_size > 1_500_000
    ]
    assert heavy == []


LINES_LIMIT, PAGE_LINES_LIMIT = 400, 80


def test_no_file_is_longer_than_a_reader_can_hold():
    too_long = []
    for name in filter(re.compile(r".+\.(py|js)").fullmatch, TRACKED):
        limit = PAGE_LINES_LIMIT if re.fullmatch(r"pages/[^/]+\.py", name) else LINES_LIMIT
        if (ROOT / name).exists() and len((ROOT / name).read_text(encoding="utf-8").splitlines()) > limit:
            too_long.append(name)
    assert too_long == []


@pytest.mark.parametrize(
    "package",
    [ROOT / name for name in TRACKED if re.fullmatch(r"(geo|pages|benchmarks)/(.+/)?__init__\.py", name)],
    ids=lambda path: str(path.parent.relative_to(ROOT)),
)
def test_a_package_says_in_one_sentence_what_it_is_for(package):
    text = ast.get_docstring(ast.parse(package.read_text(encoding="utf-8"))) or ""
    assert re.fullmatch(r"[A-Z](?:(?!\. )[^\n])+\.", text), text


def test_every_folder_of_the_library_is_a_package():
    folders = {path.parent for path in MODULES}
    assert [str(folder) for folder in sorted(folders) if not (folder / "__init__.py").exists()] == []


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_example_of_a_docstring_runs(module):
    assert "doctest: +SKIP" not in module.read_text(encoding="utf-8")


def test_importing_the_routes_loads_nothing_that_only_some_requests_need():
    script = "import sys, geo.api.routes; print(*sys.modules)"
    command = [sys.executable, "-c", script]
    loaded = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert "starlette.routing" in loaded.split()
    assert {"matplotlib", "pptx", "duckdb", "ibis"}.isdisjoint(loaded.split())
