"""Finds what looks like words of a reader: two words beside each other, Hangul, or one word where a reader sees it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

SENTENCE = re.compile(r"[^\W\d_]{2,}[,:;.]? +[^\W\d_]{2,}|[\uac00-\ud7a3]")
"""Two words of letters with a space between, or a Korean syllable."""
CODE = re.compile(r"^[\w-]*[.#\[<@]|[{}<>=]|;\s|\batlas-|^default-src |'none'|\bpx\b|\bM\d|sans-serif|\s!=\s")
"""What two words beside each other may be instead: a selector, markup, style, a policy, a class list, an expression."""
NO_READER = {
    "Problem",
    "compile",
    "sub",
    "findall",
    "InputError",
    "DataError",
    "UnknownIdError",
    "BusyError",
    "_allowed",
}
"""Calls whose text is an error, a regular expression or for the log."""

SHOWN_AS = {"title", "label", "help", "alt", "header", "heading", "placeholder", "tooltip"}
"""Arguments by name that a reader sees: one word in them is enough."""
SHOWN_FIRST = {
    *("title", "subheader", "caption", "write", "metric", "info", "warning", "error", "success", "toggle"),
    *("button", "download_button", "link_button", "expander", "file_uploader", "text_input", "text_area"),
    *("selectbox", "multiselect", "segmented_control", "date_input", "number_input", "slider", "checkbox"),
    *("Column", "TextColumn", "NumberColumn", "LinkColumn", "Run"),
    *("shape", "group", "freeform", "picture", "text"),
}
"""Calls of pages and slides whose first argument a reader sees; a shape's name is read out and listed."""
WORD = re.compile(r"[^\W\d_]{2,}")


def of_python(text: str) -> Iterator[tuple[int, str]]:
    """Return line and text of each literal of a Python file that a reader may see."""
    tree = ast.parse(text)
    passed: set[int] = set()
    for node in ast.walk(tree):
        if (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)) or isinstance(
            node, ast.Raise | ast.Assert
        ):
            passed |= {id(one) for one in ast.walk(node)}
        if isinstance(node, ast.Call) and _name(node.func) in NO_READER:
            passed |= {id(one) for one in ast.walk(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in passed:
            yield from ((node.lineno, node.value),) if _is_sentence(node.value) else ()
        if isinstance(node, ast.Call):
            for one in _shown(node):
                if WORD.search(one.value) and not _is_sentence(one.value) and not CODE.search(one.value):
                    yield one.lineno, one.value


def _shown(call: ast.Call) -> Iterator[ast.Constant]:
    """Return the texts that a call shows to a reader; not those inside a call within, such as the key of a word."""
    parts = [keyword.value for keyword in call.keywords if keyword.arg in SHOWN_AS]
    parts += call.args[:1] if _name(call.func) in SHOWN_FIRST else []
    while parts:
        part = parts.pop()
        if isinstance(part, ast.Constant) and isinstance(part.value, str):
            yield part
        elif not isinstance(part, ast.Call | ast.Subscript | ast.Compare):
            parts += ast.iter_child_nodes(part)


def _name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def _is_sentence(text: str) -> bool:
    return bool(SENTENCE.search(text)) and not CODE.search(text)


_TOKEN = re.compile(
    r"""(?P<comment>//[^\n]*|/\*.*?\*/)"""
    r"""|(?P<regex>(?<=[(=,:])\s*/(?:\\.|[^/\n\\])+/[a-z]*)"""
    r"""|(?P<text>"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')""",
    re.DOTALL,
)
_OPEN, _CLOSE = "`", "${"


def of_script(text: str) -> Iterator[tuple[int, str]]:
    """Return line and text of each literal of a script that a reader may see; parts of a template stand alone."""
    for at, part in _script_texts(text, 0, len(text)):
        if _is_sentence(part):
            yield text.count("\n", 0, at) + 1, part


def _script_texts(text: str, at: int, end: int) -> Iterator[tuple[int, str]]:
    while at < end:
        if text[at] == _OPEN:
            at = yield from _template(text, at + 1)
            continue
        token = _TOKEN.match(text, at)
        if token and token.lastgroup == "text":
            yield at, token.group()[1:-1]
        at = token.end() if token else at + 1


def _template(text: str, at: int):
    """Return the texts of a template literal, those inside its expressions too, and where it ends."""
    start = at
    while text[at] != _OPEN:
        if text.startswith(_CLOSE, at):
            yield start, text[start:at]
            end = _matching(text, at + 2)
            yield from _script_texts(text, at + 2, end)
            start = at = end + 1
        else:
            at += 2 if text[at] == "\\" else 1
    yield start, text[start:at]
    return at + 1


def _matching(text: str, at: int) -> int:
    """Return where the brace closes that was opened before ``at``; a template inside may hold braces of its own."""
    depth = 1
    while depth:
        if text[at] == _OPEN:
            at = _end_of_template(text, at + 1)
            continue
        depth += {"{": 1, "}": -1}.get(text[at], 0)
        at += 1
    return at - 1


def _end_of_template(text: str, at: int) -> int:
    while text[at] != _OPEN:
        if text.startswith(_CLOSE, at):
            at = _matching(text, at + 2) + 1
        else:
            at += 2 if text[at] == "\\" else 1
    return at + 1


def of_markup(text: str) -> Iterator[tuple[int, str]]:
    """Return line and text of what stands between the tags and blocks of a template."""
    bare = re.sub(
        r"\{%.*?%\}|\{\{.*?\}\}|<[^>]*>", lambda found: "\n" * found.group().count("\n") + "\0", text
    )
    for number, line in enumerate(bare.split("\n"), 1):
        for part in line.split("\0"):
            if re.search(r"[^\W\d_]{2,}", part):
                yield number, part.strip()


def of_file(path: Path) -> list[tuple[int, str]]:
    """Return line and text of each literal of a file that a reader may see."""
    read = {".py": of_python, ".js": of_script, ".html": of_markup}[path.suffix]
    return list(read(path.read_text(encoding="utf-8")))
