# Two commands do everything: `make run` and `make test`. They assume python3 with venv, and make.
PYTHON ?= python3
PORT ?= 8501
HOST ?= 127.0.0.1
BIN := .venv/bin

.PHONY: run test lint bench data clean

run: .venv/run.stamp
	$(BIN)/streamlit run app.py --server.port $(PORT) --server.address $(HOST)

test: .venv/test.stamp
	$(BIN)/python tests/browser/find_chromium.py
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/python -m pytest

bench: .venv/test.stamp
	$(BIN)/python tests/browser/find_chromium.py
	$(BIN)/python -m benchmarks

# Rebuild what is derived from committed files, and the hashes of all of them.
data: .venv/run.stamp
	$(BIN)/python data/build/zones.py
	$(BIN)/python data/build/datapackage.py

clean:
	rm -rf .venv

.venv/run.stamp: requirements.txt
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "MDL Atlas needs Python 3.11 or newer: make run PYTHON=python3.11")'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	touch $@

.venv/test.stamp: requirements-test.txt .venv/run.stamp
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-test.txt
	touch $@
