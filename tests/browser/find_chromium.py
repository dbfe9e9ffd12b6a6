"""Find a Chromium for the browser tests; get one where there is none, or say how."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
CURE = (
    "No Chromium was found for the browser tests. Install one (Debian, Ubuntu: apt-get install chromium; "
    "elsewhere: .venv/bin/playwright install chromium) or name one in the variable CHROMIUM."
)


def find() -> str | None:
    """Return the path of a Chromium: the one that CHROMIUM names, one on the path, or Playwright's own."""
    named = os.environ.get("CHROMIUM")
    found = [named] if named else [path for name in NAMES if (path := shutil.which(name))]
    return next(iter(found), None) or _playwrights_own()


def _playwrights_own() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if os.path.exists(path) else None  # noqa: PTH110


def get() -> str | None:
    """Install a Chromium with the machine's package manager, else with Playwright; return its path."""
    if shutil.which("apt-get") and os.geteuid() == 0:
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for command in (["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", "chromium"]):
            subprocess.run(command, env=environment, stdout=sys.stderr, check=False)
    if not find():
        subprocess.run(
            [sys.executable, "-m", "playwright", "install", "chromium"], stdout=sys.stderr, check=False
        )
    return find()


if __name__ == "__main__":
    path = find() or get()
    if not path:
        sys.exit(CURE)
    print(f"browser tests use {path}")
