# What a newcomer types. Nothing is needed before: Python >= 3.11 with venv, make, git.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: install demo test test-long lint corpora bench messages clean

install: $(VENV)/.installed

$(VENV)/.installed: requirements.lock pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes --requirement requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	$(BIN)/python tools/messages.py compile
	touch $@

demo: install
	$(BIN)/amends demo

test: install lint
	$(BIN)/python -m tools.services
	AMENDS_TEST_DATABASE=sqlite $(BIN)/python -m pytest -n 2 --dist worksteal --reruns 1 -q
	AMENDS_TEST_DATABASE=postgresql $(BIN)/python -m pytest -n 2 --dist worksteal --reruns 1 -q

test-long: install
	AMENDS_TEST_DATABASE=sqlite $(BIN)/python -m pytest -q -m long || test $$? -eq 5  # 5: none chosen
	AMENDS_TEST_DATABASE=postgresql $(BIN)/python -m pytest -q -m long || test $$? -eq 5  # 5: none chosen

lint: install
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/python tools/house_rules.py
	$(BIN)/mypy
	$(BIN)/python tools/messages.py check

corpora: install
	$(BIN)/python -m benchmarks.corpora

bench: install
	$(BIN)/python -m benchmarks.run

messages: install
	$(BIN)/python tools/messages.py extract
	$(BIN)/python tools/messages.py compile

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache
