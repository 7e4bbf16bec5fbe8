# The two commands of the README are `make report` and `make test`; each sets up what it needs by itself.
# `make help` lists the rest from the words behind the double hash.

PYTHON ?= python3
DATA ?= data
FORUM ?=
OLD ?=
NEW ?=
ASOF ?=
OUTPUT ?= build/briefings

VENV := .venv
BIN := $(VENV)/bin
SRC := build/src/rapporteur
READY := $(VENV)/.ready
READY_TEST := $(VENV)/.ready-test

.DEFAULT_GOAL := help
.PHONY: help report site test check check-statements quality bench golden man setup system pictures clean format

help:  ## List the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-18s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

report: $(READY)  ## Write the briefings of a workspace (DATA=folder FORUM=name OLD=date NEW=date ASOF=date) into build/briefings
	@sh scripts/pango.sh "$(BIN)/python" quiet
	@$(BIN)/rapporteur report --data "$(DATA)" --output "$(OUTPUT)" \
		$(if $(FORUM),--forum "$(FORUM)") $(if $(OLD),--old "$(OLD)") $(if $(NEW),--new "$(NEW)") $(if $(ASOF),--asof "$(ASOF)")
	@echo "The tool itself: $(BIN)/rapporteur --help (docs/install.md says how to put it on your PATH)"

site: $(READY)  ## Build the site of a workspace (DATA=folder) into build/site
	@$(BIN)/rapporteur site --data "$(DATA)"

test: $(READY_TEST) system  ## Run the tests
	@$(BIN)/python -m pytest -n auto --dist loadfile

check: $(READY_TEST) system  ## Format, lint, types and tests: the truth before a commit
	@$(BIN)/ruff format --check compare reports rapporteur tests benchmarks
	@$(BIN)/ruff check compare reports rapporteur tests benchmarks
	@MYPYPATH=build/src $(BIN)/mypy --config-file setup.cfg -p rapporteur
	@$(BIN)/python -m pytest -n auto --dist loadfile

check-statements: $(READY)  ## Check the statements of a workspace as CI does (DATA=folder)
	@$(BIN)/rapporteur check --data "$(DATA)" --all

quality: $(READY_TEST)  ## Measure alignment, acts, themes and reading against the gold; floors only rise
	@$(BIN)/python benchmarks/quality.py

bench: $(READY_TEST) system  ## Time it beside its peers in one run
	@$(BIN)/python benchmarks/bench.py

pictures: $(READY) system  ## Draw the README's pictures again from the sample's briefing
	@$(BIN)/rapporteur report --data data --forum vedim --format pdf --output build/pictures
	@$(BIN)/python scripts/pictures.py build/pictures/vedim-*.pdf docs/images

golden: $(READY_TEST) system  ## Show how the sample's briefings differ from the accepted ones, and accept them
	@PYTHONPATH=tests $(BIN)/python tests/golden.py

man: $(READY)  ## Write a manual page for each command into build/man/man1
	@$(BIN)/python scripts/man_pages.py build/man/man1

format: $(READY_TEST)  ## Format the code
	@$(BIN)/ruff format compare reports rapporteur tests benchmarks
	@$(BIN)/ruff check --fix compare reports rapporteur tests benchmarks

setup: $(READY_TEST) system  ## Make the virtual environment with everything for developers

system: $(READY)  ## Look for Pango, which WeasyPrint draws with, and install it where that is allowed
	@sh scripts/pango.sh "$(BIN)/python"

$(BIN)/python:
	@command -v $(PYTHON) >/dev/null || { echo "No '$(PYTHON)'. Install Python 3.11 or newer, or say PYTHON=/path/to/python3."; exit 3; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "'$(PYTHON)' is older than Python 3.11. Say PYTHON=/path/to/python3.11."; exit 3; }
	@echo "Making the virtual environment in $(VENV) ..."
	@$(PYTHON) -m venv $(VENV) || { echo "Could not make a virtual environment. On Debian: sudo apt-get install -y python3-venv"; rm -rf $(VENV); exit 3; }

$(SRC):
	@mkdir -p $(SRC)
	@for room in compare reports templates rapporteur/__init__.py rapporteur/__main__.py; do ln -sfn ../../../$$room $(SRC)/$${room##rapporteur/}; done

$(READY): setup.cfg pyproject.toml constraints.txt | $(BIN)/python $(SRC)
	@echo "Installing rapporteur and its libraries ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement constraints.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(READY_TEST): $(READY)
	@echo "Installing what the tests and checks need ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test,check]'
	@touch $@

constraints:  ## Choose the libraries' versions anew and write their hashes into constraints.txt
	@python3 -I -m venv build/uv && build/uv/bin/python -m pip install --quiet uv
	@build/uv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
		setup.cfg scripts/build-requires.txt --output-file constraints.txt

clean:  ## Remove the virtual environment and everything built
	rm -rf $(VENV) build .pytest_cache .mypy_cache .ruff_cache
