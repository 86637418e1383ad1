# Shotwright: `make demo` and `make test` set up everything they need by themselves.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
STAMP  := $(VENV)/.installed
JOBS   ?= auto

.PHONY: setup browser display demo studio test check lint types imports bench soak format clean help

help:
	@echo "make demo    set up, then make every picture of the sample project in out/demo"
	@echo "make studio  set up, then open the sample film in the desktop program"
	@echo "make test    set up, then run the whole test suite"
	@echo "make check   what CI runs: lint, types, import contracts, tests, bench smoke"
	@echo "make bench   the benchmarks, as a table and bench/results.json"
	@echo "make soak    the long fuzzing, leak and kill runs, and many more examples of every property"
	@echo "make setup   the set-up alone"

setup: $(STAMP)
	@$(BIN)/python setup/gl.py

browser: setup
	@$(BIN)/python setup/chromium.py

display: setup
	@$(BIN)/python setup/qt.py

$(STAMP): pyproject.toml constraints.txt
	@$(PYTHON) setup/venv.py $(VENV)
	@$(BIN)/python -m pip install -q --disable-pip-version-check -c constraints.txt -e ".[dev,meshes,studio]"
	@touch $(STAMP)

demo: setup
	@$(BIN)/python -m cli.demo

studio: setup
	@$(BIN)/python setup/studio.py out/studio-film

test: browser display
	@$(BIN)/python -m pytest -n $(JOBS) -m "not soak"

lint: setup
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .

types: setup
	@$(BIN)/mypy

imports: setup
	@$(BIN)/lint-imports --no-cache

check: lint types imports test
	@$(BIN)/python -m bench --smoke

bench: setup
	@$(BIN)/python -m pip install -q --disable-pip-version-check -c constraints.txt -e ".[bench]"
	@$(BIN)/python -m bench

soak: setup
	@$(BIN)/python -m pytest -m "soak or hypothesis"

format: setup
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

clean:
	rm -rf out build dist *.egg-info .mypy_cache .ruff_cache .hypothesis
