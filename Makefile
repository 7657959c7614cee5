# `make demo` shows the product, `make test` runs all that CI runs, `make check` the same without a fresh install.
PYTHON ?= python3
BIN := .venv/bin
DEMO := .demo
ASK := $(BIN)/assistant ask --data-dir $(DEMO)

.PHONY: setup demo check lint types contracts tests eval test nightly fuzz bench lock clean

setup: .venv/ready

.venv/ready: requirements.lock pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

demo: setup
	@$(BIN)/assistant ingest --sample --data-dir $(DEMO)
	@echo; echo '> By how much does FPSAttention speed up video generation?'
	@$(ASK) 'By how much does FPSAttention speed up video generation?'
	@echo; echo '> How do DuoAttention and RazorAttention differ?'
	@$(ASK) 'How do DuoAttention and RazorAttention differ?'
	@echo
	@echo 'Next:'
	@echo '  $(BIN)/assistant chat --data-dir $(DEMO)      ask on'
	@echo '  $(BIN)/assistant ingest your-file.bib         start a collection of your own'

lint:
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types:
	$(BIN)/mypy

contracts:
	$(BIN)/lint-imports

tests:
	$(BIN)/pytest --numprocesses auto

eval:
	$(BIN)/python -m eval run
	$(BIN)/python -m eval run --replay eval/data/recorded.jsonl --out .eval/replay --history .eval/replay/history.jsonl

check: setup lint types contracts tests eval

test: check

nightly: setup # half an hour each: kill -9 at 50 moments of all that writes; 20 equal runs; planted regressions
	$(BIN)/python -m eval.faults --kills 50
	$(BIN)/python -m eval.steadiness
	$(BIN)/python -m eval plant --write

FORMATS := arxiv-xml bibtex daily-papers json pubmed-xml ris table

fuzz: setup # a million inputs; atheris is no dependency and goes beside them
	$(BIN)/pip install --quiet --disable-pip-version-check --target .eval/atheris atheris
	for format in $(FORMATS); do PYTHONPATH=.:.eval/atheris $(BIN)/python -m eval.fuzzing $$format || exit 1; done

bench: setup
	$(BIN)/python -m eval.bench.retrieval
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --target .eval/peers \
	  llama-index-vector-stores-chroma==0.6.0
	PYTHONPATH=.:.eval/peers $(BIN)/python -m eval.bench.peers
	$(BIN)/python -m eval.bench.neighbours

lock: # needs pip-tools; keeps hosts out of the file
	pip-compile --quiet --generate-hashes --extra dev --strip-extras --allow-unsafe --no-emit-index-url \
	  --no-emit-find-links --no-emit-trusted-host --no-emit-options --output-file requirements.lock pyproject.toml

clean:
	rm -rf .venv $(DEMO) .eval build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
