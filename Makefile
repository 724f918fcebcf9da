# What the project can do. `make` alone lists it.

.DEFAULT_GOAL := help
.PHONY: help run check lint test install bench build deploy

STACK := $(shell sed -n 's/^stack_name *= *"\(.*\)"/\1/p' samconfig.toml)
ARCHITECTURE := $(shell sed -n 's/.*Architecture=[\\"]*\([a-z0-9_]*\).*/\1/p' samconfig.toml)

# The target triple of the functions, empty where this machine builds for itself.
HOST = $(shell rustc -vV | sed -n 's/^host: //p')
TARGET = $(filter-out $(HOST),$(if $(filter arm64,$(ARCHITECTURE)),aarch64,x86_64)-unknown-linux-gnu)

# All functions by name: one cargo call shares what they have in common.
FUNCTIONS = $(addprefix -p ,$(notdir $(wildcard functions/*)))

# Says what comes now and how many seconds have passed since the first step.
export START := $(or $(START),$(shell date +%s))
step = @printf '\n[%3d s] %s\n' $$(($$(date +%s) - $(START))) '$(1)'

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/\1|\2/p' $(MAKEFILE_LIST) | awk -F'|' '{ printf "make %-9s %s\n", $$1, $$2 }'

run: ## start the portal at http://localhost:8080 with the demo fleet
	cargo run --locked

check: ## the short loop while writing Rust: format, lints, rules and API tests
	$(call step,format)
	cargo fmt --all --check
	$(call step,lints)
	cargo clippy --workspace --all-targets --locked -- -D warnings
	$(call step,rules and API tests)
	cargo test --workspace --locked --lib --test api

lint: install ## format and lints of everything: Rust, its documentation, the page, the template
	$(call step,format)
	cargo fmt --all --check
	$(call step,lints)
	cargo clippy --workspace --all-targets --locked -- -D warnings
	$(call step,documentation)
	RUSTDOCFLAGS='-D warnings' cargo doc --workspace --no-deps --locked
	$(call step,types of the page)
	cd tests/browser && npm run --silent check
	$(call step,template)
	.tools/venv/bin/python tests/template/check.py

test: lint ## everything that CI runs: installs what is missing, lints, Rust tests, browser tests
	$(call step,Rust tests)
	cargo test --workspace --locked
	$(call step,browser tests)
	cargo build --workspace --bin pagetally --tests --locked
	cd tests/browser && npm test --silent
	$(call step,all passed)

install: ## what the tests need: browser, linters, npm packages
	$(call step,what the tests need)
	tests/install

bench: ## cold starts of all functions, requests beside bare table queries, import and reminders of large fleets
	$(call step,the functions as they are deployed)
	cargo build --release --locked $(FUNCTIONS)
	$(call step,what they are measured beside)
	cargo build --release --locked --manifest-path tests/bench/baselines/Cargo.toml --target-dir target/baselines
	$(call step,benchmarks)
	cargo bench -p tests --locked --no-fail-fast

build: ## the functions as they are deployed, for the Architecture in samconfig.toml
	sam build

# SAM calls this once per function. One cargo call names them all, so that they share one build of what they have in common;
# from the second function on it finds nothing left to do.
build-%: CRATE = $(shell printf %s $* | sed 's/[A-Z]/-&/g; s/^-//' | tr A-Z a-z)
build-%:
	cargo build --release --locked $(addprefix --target ,$(TARGET)) $(FUNCTIONS)
	cp target/$(addsuffix /,$(TARGET))release/$(CRATE) "$(ARTIFACTS_DIR)/bootstrap"

deploy: build ## build, update the stack, upload the page (first time: see docs/deploy.md)
	sam deploy --no-fail-on-empty-changeset
	bucket=$$(aws cloudformation describe-stacks --stack-name $(STACK) --output text \
		--query 'Stacks[0].Outputs[?OutputKey==`PageBucket`].OutputValue') && \
	aws s3 sync web "s3://$$bucket" --delete --exclude 'locales/*' --cache-control no-cache && \
	aws s3 sync shared/locales "s3://$$bucket/locales" --delete --exclude '*' --include '*.ftl' \
		--cache-control no-cache --content-type 'text/plain; charset=utf-8'
