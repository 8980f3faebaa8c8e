# What there is to do: `make help`.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.PHONY: help run test lint rust demo desk browser bench needs

CARGO ?= cargo
DATA ?= data
LISTEN ?= 127.0.0.1:4080
TARGET := $(or $(CARGO_TARGET_DIR),target)

help: ## Says what there is to do
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{ printf "  make %-10s %s\n", $$1, $$2 }'

run: ## Builds, brings in the demo newsroom unless there is a site, and serves it
	$(CARGO) build --release --package dateline
	@test -e "$(DATA)/dateline.db" || demo/bring "$(TARGET)/release/dateline" --data "$(DATA)"
	@echo "The Port Merrow Courier: http://$(LISTEN)/ (Ctrl+C stops it)"
	@exec "$(TARGET)/release/dateline" serve --data "$(DATA)" --listen "$(LISTEN)"

test: needs lint rust demo desk browser ## Installs what is missing where it may, and runs everything
	@awk '{ passed += $$4; failed += $$6 } END { print passed " passed, " failed " failed" }' "$(TARGET)/test-results.txt"

needs:
	@scripts/needs

lint: ## Formatting and lints
	$(CARGO) fmt --all --check
	$(CARGO) clippy --workspace --all-targets -- -D warnings

rust: ## All tests in Rust, on SQLite and on PostgreSQL
	@mkdir -p "$(TARGET)"
	$(CARGO) test --workspace --no-fail-fast 2>&1 | tee "$(TARGET)/test.log"
	@grep '^test result:' "$(TARGET)/test.log" > "$(TARGET)/test-results.txt" # summed up when all is done

demo: ## Whether the demo newsroom is up to date
	python3 demo/build.py --check

desk: ## The editor's own checks and tests
	cd desk && npm ci --no-audit --no-fund --loglevel=error
	cd desk && npm run --silent check && npm test

browser: ## The browser tests, on the real binary
	$(CARGO) build --package dateline
	cd e2e && npm ci --no-audit --no-fund --loglevel=error
	cd e2e && DATELINE_BIN="$(abspath $(TARGET))/debug/dateline" npm test

bench: ## The benchmark: import, first composition, memory, start
	$(CARGO) build --release --package dateline
	$(CARGO) xtask bench
