# newsloom: `make help` lists the targets. `make demo` and `make test` set up all they need.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

PYTHON ?= python3
VENV ?= .venv
TARGET := $(or $(CARGO_TARGET_DIR),target)
RUN := $(VENV)/bin/python -m
NEWSLOOM := $(TARGET)/release/newsloom
RUST_CRATES := --workspace --exclude newsloom-py

# A build that runs once has no use for gigabytes of incremental state.
ifdef CI
export CARGO_INCREMENTAL := 0
endif

.PHONY: help demo test check fmt rust-check py-check rust-test wheel py-test browser docs ext quality clean

help: ## List the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-11s %s\n", $$1, $$2}'

demo: $(NEWSLOOM) ## Build, compare the sample articles, group the sample pile, write demo-out/report.html
	@mkdir -p demo-out
	$(NEWSLOOM) compare examples/summit
	$(NEWSLOOM) topics examples/pile.jsonl --clusters 6
	$(NEWSLOOM) stories examples/pile.jsonl
	$(NEWSLOOM) report examples/summit --output demo-out/report.html
	@echo; echo "The page: demo-out/report.html"

test: check rust-test py-test ## Everything: format, lints, types, Rust, Python, notebook and browser tests

check: rust-check py-check ## The fast part: format, clippy, ruff, mypy, stubtest

fmt: ## Format Rust and Python
	cargo fmt --all
	$(RUN) ruff format python tests benches examples
	$(RUN) ruff check --fix python tests benches examples

rust-check: $(VENV)/.ready
	cargo fmt --all --check
	PYO3_BUILD_EXTENSION_MODULE=1 cargo clippy --locked --workspace --all-targets -- -D warnings

# stubtest imports the module, so the wheel has to stand in the environment.
py-check: wheel
	$(RUN) ruff check python tests benches examples
	$(RUN) ruff format --check python tests benches examples
	$(RUN) mypy
	$(RUN) mypy --strict tests/typing
	$(RUN) basedpyright --pythonpath $(VENV)/bin/python
	cd $(VENV) && bin/python -m mypy.stubtest newsloom._core --mypy-config-file ../pyproject.toml

rust-test:
	cargo test --locked $(RUST_CRATES)
	RUSTDOCFLAGS="-D warnings" cargo doc --locked --no-deps $(RUST_CRATES)

# The wheel is built once, with the profile that ships, and shares its crates with the command.
wheel: $(VENV)/.ready
	rm -rf dist
	PATH="$(abspath $(VENV))/bin:$$PATH" $(VENV)/bin/maturin build --release --locked --out dist
	$(VENV)/bin/python -m pip install --quiet --force-reinstall --no-deps dist/newsloom-*.whl
	@ls -l dist

# The command that the Rust tests were linked with serves the Python tests too.
py-test: wheel browser
	cargo test --locked --no-run $(RUST_CRATES)
	NEWSLOOM="$(abspath $(TARGET)/debug/newsloom)" $(RUN) pytest

browser: # Debian's Chromium, when no browser is there
	@command -v chromium chromium-browser google-chrome >/dev/null || { \
	  sudo=$$([ "$$(id -u)" = 0 ] || echo sudo); \
	  $$sudo apt-get update -qq && DEBIAN_FRONTEND=noninteractive $$sudo apt-get install -y -qq chromium >/dev/null; }

$(NEWSLOOM): FORCE
	cargo build --locked --release -p newsloom-cli

$(VENV)/.ready: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(VENV)/bin/python -m pip install --quiet --upgrade "pip>=25.1"
	$(VENV)/bin/python -m pip install --quiet --group dev numpy scipy
	touch $@

docs: $(VENV)/.ready ## Build the documentation into site/, without network
	NO_MKDOCS_2_WARNING=1 $(RUN) mkdocs build --strict

ext: ## Build the extension in place, for PYTHONPATH=python (the quick inner loop)
	PYO3_BUILD_EXTENSION_MODULE=1 cargo build --profile quick -p newsloom-py
	cp $(TARGET)/quick/lib_core.so python/newsloom/_core.abi3.so

quality: $(NEWSLOOM) wheel ## Print the quality table: make quality DATA=folder
	NEWSLOOM="$(abspath $(NEWSLOOM))" $(VENV)/bin/python benches/quality.py $(DATA)

clean: ## Remove what was built
	rm -rf target dist demo-out site $(VENV) python/newsloom/*.so

FORCE:
