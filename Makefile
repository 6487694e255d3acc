# Set-up and the four things people do. Windows lines are in README.md.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STUDY ?= demo

.PHONY: demo test check docs app lock clean

demo: $(VENV)/.user
	$(BIN)/sq-coder demo $(STUDY)
	@command -v sq-coder >/dev/null || echo 'First, in this terminal and each new one:  source $(BIN)/activate'

app: $(VENV)/.user
	$(BIN)/sq-coder app

test: $(VENV)/.dev
	$(BIN)/python -m pytest -n auto

check: $(VENV)/.dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -n auto

docs: $(VENV)/.dev
	$(BIN)/python docs/make.py --write

# Stale when a lock or pyproject.toml is newer than the stamp.
$(VENV)/.user: requirements.lock pyproject.toml
	@echo 'Setting up $(VENV): some minutes, once.'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes --only-binary :all: -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	touch $@

$(VENV)/.dev: requirements-dev.lock requirements-model.lock $(VENV)/.user
	$(BIN)/python -m pip install --quiet --require-hashes --only-binary :all: -r requirements-dev.lock
	$(BIN)/python -m pip install --quiet --require-hashes --only-binary :all: --no-deps -r requirements-model.lock
	touch $@

# Both locks hold for Linux, macOS and Windows and for every Python of pyproject.toml; the users' is part of the developers'.
UV_COMPILE := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate
lock:
	$(UV_COMPILE) pyproject.toml --all-extras --group build --group dev --output-file requirements-dev.lock
	$(UV_COMPILE) pyproject.toml --group build --constraint requirements-dev.lock --output-file requirements.lock

clean:
	rm -rf $(VENV) build dist
