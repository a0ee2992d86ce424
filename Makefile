# Two commands matter: `make demo` and `make test`. `make help` lists the others.
# Everything is installed into .venv, at the versions and digests of the lock files.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check -qq
LOCKED := install --no-deps --require-hashes --only-binary :all:
WORKERS ?= 2
GO_MOD := /usr/share/gocode/src/golang.org/x/mod/sumdb
unexport PYTHONDONTWRITEBYTECODE # or each of the processes that tests start compiles the whole program again

.PHONY: help install paper demo test coverage check lint types arrows drift docs screens mutate bench bench-screening faults interop lock wheel clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-16s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# --- installing -----------------------------------------------------------------------------

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Comity needs Python 3.11 or later; try: make PYTHON=python3.11 $(MAKECMDGOALS)"; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || tools/apt-need python3-venv
	$(PYTHON) -m venv $(VENV)

$(VENV)/locked: requirements-build.lock requirements.lock | $(BIN)/python
	$(PIP) $(LOCKED) -r requirements-build.lock -r requirements.lock
	@touch $@

# The compiled kernel of screening; without a compiler the same answers come more slowly.
KERNEL := src/comity/screening/kernel
$(KERNEL)/_kernel.so: $(wildcard $(KERNEL)/*.c $(KERNEL)/*.h) tools/compile-kernel
	@{ command -v cc || command -v gcc; } >/dev/null || tools/apt-need gcc libc6-dev || true
	@{ command -v cc || command -v gcc; } >/dev/null && tools/compile-kernel $@ || echo "No compiler: screening works, slowly."

READINGS := tools/bake_readings.py tools/align_readings.py $(addprefix src/comity/screening/east/,hangul.py letters.py)
# Known forms of names: one file of rigour (MIT; Wikidata, CC0) baked into a table; rigour itself is not installed.
# Beside it the readings of Han characters and Hangul that those names attest; learning them takes half a minute.
src/comity/screening/baked/version: requirements-names.lock tools/bake_names.py $(READINGS) $(VENV)/locked
	$(PIP) $(LOCKED) --upgrade --target build/rigour -r requirements-names.lock
	@PYTHONPATH=src:. $(BIN)/python tools/bake_readings.py build/rigour $(@D)
	@PYTHONPATH=src $(BIN)/python tools/bake_names.py build/rigour $(@D)

$(VENV)/installed: pyproject.toml hatch_build.py $(VENV)/locked $(KERNEL)/_kernel.so src/comity/screening/baked/version
	$(PIP) install --no-deps --no-build-isolation --no-index --editable .
	@touch $@

# What only developers need; it waits for no table, so that `make -j 2` installs it while tables are baked.
$(VENV)/tools: requirements-dev.lock $(VENV)/locked
	$(PIP) $(LOCKED) -r requirements-dev.lock
	@touch $@

$(VENV)/dev: $(VENV)/tools $(VENV)/installed
	@touch $@

install: $(VENV)/installed ## install into .venv

# Foreign programs that some tests compare with or trace by; without them those tests are skipped, and counted.
$(VENV)/foreign: | $(BIN)/python
	@command -v chromium >/dev/null || tools/apt-need chromium || echo "Going on without Chromium: its tests are skipped."
	@command -v pdftotext >/dev/null || tools/apt-need poppler-utils || echo "Going on without: what is printed is not read."
	@{ command -v go && command -v strace && test -d $(GO_MOD); } >/dev/null \
	  || tools/apt-need golang-go golang-golang-x-mod-dev strace || echo "Going on without: the tests that need them are skipped."
	@touch $@

# What makes PDF files: WeasyPrint, and Debian's Pango and fonts. A node without prints with its reader's browser.
$(VENV)/paper: requirements-paper.lock | $(VENV)/installed
	$(PIP) $(LOCKED) -r requirements-paper.lock
	@{ ldconfig -p | grep libpangoft2-1.0 && fc-list | grep -i 'noto.*cjk'; } >/dev/null 2>&1 \
	  || tools/apt-need libpango-1.0-0 libpangoft2-1.0-0 fontconfig fonts-noto-core fonts-noto-cjk \
	  || echo "Going on without: PDF files are not made."
	@touch $@

paper: $(VENV)/paper ## install what makes PDF files of dossiers (WeasyPrint, Pango, Noto fonts)

# --- the two commands -----------------------------------------------------------------------

demo: $(VENV)/installed ## install, tell the story of the List and the Register, then serve the desk
	@$(BIN)/comity demo $(if $(UN),--un $(UN))

test: $(VENV)/dev $(VENV)/foreign $(VENV)/paper ## install, then run every test
	@tools/in-memory $(BIN)/pytest -n $(WORKERS) --dist worksteal $(ARGS)

coverage: $(VENV)/dev $(VENV)/foreign $(VENV)/paper ## the same with branch coverage, which takes half as long again
	@tools/in-memory $(BIN)/pytest -n $(WORKERS) --dist worksteal --cov --cov-report=term:skip-covered $(ARGS)

# --- what CI holds --------------------------------------------------------------------------

check: lint types arrows drift ## ruff, mypy --strict, import-linter, drift of the generated docs

lint: $(VENV)/dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check

types: $(VENV)/dev
	$(BIN)/mypy

arrows: $(VENV)/dev
	$(BIN)/lint-imports

drift: $(VENV)/dev
	$(BIN)/python -m tools.docs --check
	$(BIN)/python -m tools.licences --check

docs: $(VENV)/dev ## write docs/generated and THIRD_PARTY_LICENSES.md again
	$(BIN)/python -m tools.docs
	$(BIN)/python -m tools.licences

# --- longer looks ---------------------------------------------------------------------------

screens: $(VENV)/dev ## open every page of the desk in Chromium and write docs/screens (needs fonts for Chinese: fonts-noto-cjk)
	@command -v chromium >/dev/null || tools/apt-need chromium
	@fc-list 2>/dev/null | grep -i cjk >/dev/null || tools/apt-need fonts-noto-core fonts-noto-cjk
	@DJANGO_SETTINGS_MODULE=comity.site.settings $(BIN)/python -m tools.screens

mutate: $(VENV)/dev ## remove each gate in turn: its dossier must then circulate
	$(BIN)/python -m tools.mutate

MILLION := bench/databank_million.py# a million statements take half an hour: run it by hand

bench: $(VENV)/dev ## 10,000 fuzzed dossiers, YAML and XML files, then the figures beside their bars (minutes)
	@failed=; for script in bench/fuzz_*.py $(filter-out bench/fuzz_% $(MILLION),$(wildcard bench/*.py)); do \
	  printf '\n== %s\n' "$$script"; PYTHONPATH=. $(BIN)/python "$$script" || failed="$$failed $$script"; done; \
	  PYTHONPATH=. $(BIN)/python $(MILLION) --statements 20000 || failed="$$failed $(MILLION)"; \
	  test -z "$$failed" || { echo "failed:$$failed"; exit 1; }

# What screening is compared with: 655 MB, in an environment and processes of its own. Without it the table says so.
PEERS := .venv-peers
$(PEERS)/installed: requirements-peers.lock | $(BIN)/python
	$(PYTHON) -m venv $(PEERS)
	$(PEERS)/bin/python -m pip --disable-pip-version-check -qq $(LOCKED) -r requirements-peers.lock
	@touch $@

bench-screening: $(VENV)/dev ## screening beside its bars and its peers, into docs/screening-benchmark.md (some ten minutes)
	@$(MAKE) --no-print-directory $(PEERS)/installed || { rm -rf $(PEERS); echo "Going on without peers."; }
	@PYTHONPATH=. $(BIN)/python -m bench.screening --write $(ARGS)

faults: $(VENV)/dev ## kill, and fill the disk, at every system call of a commit of each kind of act
	@for mode in "" --full; do for share in 1/2 2/2; do $(BIN)/python -m tests.faults.killing $$mode --share $$share & \
	  jobs="$${jobs:-} $$!"; done; for job in $$jobs; do wait $$job; done; jobs=; done

# Spark in a place of its own, 670 MB. pyspark is published as source only, its jars inside, and Python 3.11's own
# setuptools cannot build it: so it is the one exception to --only-binary, built by a locked setuptools.
SPARK := .venv-spark
$(SPARK)/locked: requirements-spark-build.lock requirements-spark.lock | $(BIN)/python
	$(PYTHON) -m venv $(SPARK)
	$(SPARK)/bin/python -m pip --disable-pip-version-check -qq $(LOCKED) -r requirements-spark-build.lock
	$(SPARK)/bin/python -m pip --disable-pip-version-check -qq $(LOCKED) --no-binary pyspark --no-build-isolation \
	  -r requirements-spark.lock
	@touch $@

interop: $(VENV)/dev ## check with foreign programs (ten minutes at first): our log with Go's, entities with followthemoney, batches with Spark, names with peers
	@command -v go >/dev/null || tools/apt-need golang-go
	@test -d $(GO_MOD) || tools/apt-need golang-golang-x-mod-dev
	$(PIP) $(LOCKED) -r requirements-interop.lock
	@command -v java >/dev/null || tools/apt-need openjdk-17-jre-headless || true
	@command -v java >/dev/null && $(MAKE) $(SPARK)/locked || echo "Without Java or pyspark: the test with Spark is skipped."
	@$(MAKE) --no-print-directory $(PEERS)/installed || { rm -rf $(PEERS); echo "Going on without peers."; }
	@PYTHONPATH=$$(echo $(CURDIR)/$(SPARK)/lib/python3*/site-packages) $(BIN)/pytest -m interop tests/interop
	@PYTHONPATH=. $(BIN)/python -m bench.screening pairs

# --- releasing ------------------------------------------------------------------------------

COMPILE := uv pip compile --quiet --python-version 3.11 --generate-hashes --no-header --no-emit-index-url \
  --no-emit-find-links --override overrides.txt $(UPGRADE)

lock: ## resolve again and write the lock files (needs uv and a network; UPGRADE=--upgrade for newer ones)
	@command -v uv >/dev/null || { echo "make lock needs uv: pip install uv"; exit 1; }
	$(COMPILE) pyproject.toml --output-file requirements.lock
	$(COMPILE) pyproject.toml --group dev --constraint requirements.lock --output-file requirements-dev.lock
	$(COMPILE) --group build --constraint requirements-dev.lock --output-file requirements-build.lock
	$(COMPILE) --group interop --constraint requirements-dev.lock --output-file requirements-interop.lock
	$(COMPILE) --group paper --constraint requirements-dev.lock --output-file requirements-paper.lock
	$(COMPILE) --group spark-build --output-file requirements-spark-build.lock
	$(COMPILE) --group spark --constraint requirements-dev.lock --output-file requirements-spark.lock
	$(COMPILE) --group peers --output-file requirements-peers.lock

wheel: $(VENV)/dev ## build dist/*.whl, without a network
	$(BIN)/python -m build --wheel --no-isolation

clean: ## remove what make made (never the state in COMITY_HOME)
	rm -rf $(VENV) $(PEERS) $(SPARK) build dist htmlcov .coverage .coverage.* .hypothesis .mypy_cache .pytest_cache .ruff_cache \
	  .import_linter_cache
