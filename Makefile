# Two commands do everything: `make run` and `make test`. They assume python3 with venv, and make.
PYTHON ?= python3
PORT ?= 8501
HOST ?= 127.0.0.1
# Of `make serve`: how many Streamlit processes, and Caddy's address of the site: the name of a host has TLS.
WORKERS ?= 2
SITE ?= http://:$(PORT)
BIN := .venv/bin
# What the packages of the pages have in files, compressed once, laid out as the addresses are (geo/api/packed.py).
PACKED := .venv/share/mdl-atlas
# Whatever text a page can show, for the letters of its typefaces.
TEXTS := $(filter-out data/changes.csv,$(wildcard geo/words/*.toml geo/words/*.md data/*.csv data/*.json data/*/*.geojson))

.PHONY: run serve test lint bench load data clean

run: .venv/fonts.stamp
	$(BIN)/streamlit run app.py --server.port $(PORT) --server.address $(HOST)

# Several processes behind one address, see deploy/README.md.
serve: .venv/fonts.stamp
	exec $(BIN)/python deploy/serve.py --workers $(WORKERS) --site $(SITE) --bind $(HOST)

# Style, the direction of imports, then every test and every example of a docstring: files side by side, the long ones of
# the browser first; more than the cores, as a browser often waits for its server.
test: .venv/test.stamp .venv/fonts.stamp
	$(BIN)/python tests/browser/find_chromium.py
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/python -m pytest --numprocesses 3 --dist loadfile --no-loadscope-reorder

bench: .venv/test.stamp
	$(BIN)/python tests/browser/find_chromium.py
	$(BIN)/python -m benchmarks

# Many readers at once on `make serve`, some ten minutes.
load: .venv/test.stamp
	$(BIN)/python -m benchmarks.load

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
	packages=$$($(BIN)/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))') && \
	$(BIN)/servestatic --compress --clear --quiet $$packages/streamlit/static/static $(PACKED)/static && \
	$(BIN)/servestatic --compress --clear --quiet $$packages/streamlit_folium/frontend/build $(PACKED)/component/streamlit_folium.st_folium
	touch $@

# The typefaces, cut to the letters of our own texts (geo/web/fonts.py); without this a server cuts them when asked.
.venv/fonts.stamp: .venv/run.stamp geo/web/fonts.py $(TEXTS)
	$(BIN)/python -m geo.web.fonts
	touch $@

.venv/test.stamp: requirements-test.txt .venv/run.stamp
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-test.txt
	touch $@
