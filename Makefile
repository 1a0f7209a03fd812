# newsloom: `make help` lists the targets.
SHELL := /bin/bash
PY ?= python3
VENV ?= .venv
BIN := $(VENV)/bin

.PHONY: help ext
help: ## List the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

ext: ## Build the extension in place (fast inner loop): python/newsloom/_core.abi3.so
	PYO3_BUILD_EXTENSION_MODULE=1 cargo build --release -p newsloom-py
	cp "$${CARGO_TARGET_DIR:-target}"/release/lib_core.so python/newsloom/_core.abi3.so
