# What the project can do. `make` alone lists it.

.DEFAULT_GOAL := help
.PHONY: help run check lint test test-deployed test-sam test-schema binaries install bench fuzz build invoke local-api deploy

STACK := $(shell sed -n 's/^stack_name *= *"\(.*\)"/\1/p' samconfig.toml)
ARCHITECTURE := $(shell sed -n 's/.*Architecture=[\\"]*\([a-z0-9_]*\).*/\1/p' samconfig.toml)

# The target triple of the functions, empty where this machine builds for itself.
HOST = $(shell rustc -vV | sed -n 's/^host: //p')
TARGET = $(filter-out $(HOST),$(if $(filter arm64,$(ARCHITECTURE)),aarch64,x86_64)-unknown-linux-gnu)
# This machine's own processor, as SAM calls it.
HERE = $(if $(filter aarch64% arm64%,$(HOST)),arm64,x86_64)

# What is built, how, and where SAM puts it. Cargo is told of all functions even where a few are built: what they share is compiled with
# what all of them ask of it, so that it serves for any of them.
ALL := $(notdir $(wildcard functions/*))
FUNCTIONS = $(ALL)
PROFILE ?= release
BUILD_DIR ?= .aws-sam/build
BINARIES = $(or $(CARGO_TARGET_DIR),target)/$(addsuffix /,$(TARGET))$(if $(filter dev,$(PROFILE)),debug,$(PROFILE))
CARGO_BUILD = cargo build --profile $(PROFILE) --locked $(addprefix --target ,$(TARGET)) $(addprefix -p ,$(ALL)) \
	$(if $(filter-out $(FUNCTIONS),$(ALL)),$(addprefix --bin ,$(FUNCTIONS)))

# The SAM CLI of this machine, else the one that the tests install. It says four lines a function; they are shown when it fails.
SAM = $(or $(shell command -v sam),.tools/sam/bin/sam)
export SAM_CLI_TELEMETRY ?= 0
sam_build = @echo '$(SAM) build --build-dir $(BUILD_DIR)' && mkdir -p $(BUILD_DIR) && \
	{ BUILT=1 $(SAM) build --build-dir $(BUILD_DIR) $(1) >$(BUILD_DIR).log 2>&1 || { cat $(BUILD_DIR).log >&2; exit 1; }; }

# Says what comes now and how many seconds have passed since the first step.
export START := $(or $(START),$(shell date +%s))
step = @printf '\n[%3d s] %s\n' $$(($$(date +%s) - $(START))) '$(1)'

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1|\2/p' $(MAKEFILE_LIST) | awk -F'|' '{ printf "make %-13s %s\n", $$1, $$2 }'

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

test: lint ## everything that CI runs: installs what is missing, lints, and all suites
	$(call step,Rust tests)
	cargo test --workspace --locked
	$(call step,browser tests)
	cargo build --workspace --bin pagetally --tests --locked
	cd tests/browser && npm test --silent
	$(MAKE) --no-print-directory test-deployed
	$(MAKE) --no-print-directory test-sam
	$(call step,all passed)

# What each operation is called with at least.
CASES ?= 200

test-schema: install ## the API against its description, by schemathesis: CASES=200 calls an operation
	$(call step,the API against its description)
	cargo build --workspace --bin pagetally --tests --locked
	.tools/schema/bin/python tests/schema/run.py $(or $(CARGO_TARGET_DIR),target)/debug/pagetally $(CASES)

LEAN = PROFILE=lean ARCHITECTURE=$(HERE)
USES = .tools/uses.jsonl
LOGS = .tools/functions.log

test-deployed: ## the API suite on the functions' own binaries behind the Lambda Runtime API; then their roles against what they used
	$(call step,functions as they are deployed)
	$(MAKE) --no-print-directory binaries $(LEAN)
	rm -f $(USES) $(LOGS)
	PAGETALLY_FUNCTIONS=$(abspath $(or $(CARGO_TARGET_DIR),target))/lean PAGETALLY_USES=$(abspath $(USES)) PAGETALLY_LOGS=$(abspath $(LOGS)) \
		cargo test --workspace --locked --test api --test deployed
	.tools/venv/bin/python tests/template/rights.py $(USES)
	.tools/venv/bin/python tests/deployed/logs.py $(LOGS)

binaries: ## the functions' binaries alone: PROFILE=lean for those that the suites run
	$(CARGO_BUILD)

test-sam: ## the functions in containers by `sam local`, against a one-machine edition
	$(call step,functions in containers)
	tests/install containers
	.tools/sam/bin/sam validate --lint
	cargo build --workspace --bin pagetally --tests --locked
	$(MAKE) --no-print-directory build $(LEAN) BUILD_DIR=.aws-sam/lean
	.tools/sam/bin/python tests/sam/run.py .aws-sam/lean $(or $(CARGO_TARGET_DIR),target)/debug/pagetally

install: ## what the tests need: browser, linters, npm packages
	$(call step,what the tests need)
	tests/install

bench: ## cold starts of all functions, requests beside bare table queries, import and reminders of large fleets
	$(call step,the functions as they are deployed)
	$(MAKE) --no-print-directory binaries ARCHITECTURE=$(HERE)
	$(call step,what they are measured beside)
	cargo build --release --locked --manifest-path tests/bench/baselines/Cargo.toml --target-dir target/baselines
	$(call step,benchmarks)
	cargo bench -p tests --locked --no-fail-fast

# Each for so many seconds. What it finds new stays in target/fuzz-corpus, for the next run; the corpora in tests/fuzz are read.
SECONDS ?= 600
TARGETS = $(notdir $(wildcard tests/fuzz/corpus/*))
FUZZ = PATH="$(CURDIR)/.tools/cargo-fuzz/bin:$$PATH" cargo +nightly fuzz

fuzz: ## looks for inputs that break a promise: SECONDS=600 for each target, TARGETS="sheet" for one; needs a nightly compiler
	@cargo +nightly --version >/dev/null 2>&1 || { echo "fuzzing needs a nightly compiler: rustup toolchain install nightly" >&2; exit 1; }
	@PATH="$(CURDIR)/.tools/cargo-fuzz/bin:$$PATH" cargo fuzz --version >/dev/null 2>&1 || { \
		echo "installing cargo-fuzz"; cargo install --quiet --locked --root .tools/cargo-fuzz cargo-fuzz; }
	$(call step,fuzz targets)
	@# Without AddressSanitizer: all of it is safe Rust, which is fuzzed several times as fast without.
	$(FUZZ) build --fuzz-dir tests/fuzz --target-dir target/fuzz --sanitizer none
	$(foreach target,$(TARGETS),$(call fuzz_one,$(target)))
	$(call step,nothing found)

define fuzz_one
$(call step,$(1))
@mkdir -p target/fuzz-corpus/$(1)
$(FUZZ) run --fuzz-dir tests/fuzz --target-dir target/fuzz --sanitizer none $(1) target/fuzz-corpus/$(1) tests/fuzz/corpus/$(1) -- \
	-max_total_time=$(SECONDS) -max_len=20000 -rss_limit_mb=2048 -timeout=20 -print_final_stats=1 -verbosity=0

endef

build: ## the functions as they are deployed, for the Architecture in samconfig.toml; FUNCTIONS="a b" for a few
	@[ -z "$(TARGET)" ] || [ -d "$$(rustc --print sysroot)/lib/rustlib/$(TARGET)" ] || { \
		echo "The functions are for $(ARCHITECTURE), and Rust cannot build for it yet: rustup target add $(TARGET)," >&2; \
		echo "and a cross compiler, see docs/deploy.md; or choose another Architecture in samconfig.toml." >&2; exit 1; }
	$(CARGO_BUILD)
ifeq ($(origin FUNCTIONS),file)
	@[ -x "$(SAM)" ] || tests/install sam
	$(call sam_build,)
else
	@tests/install sam
	.tools/sam/bin/python infra/sam/some.py $(BUILD_DIR).some.json $(FUNCTIONS)
	$(call sam_build,--template $(BUILD_DIR).some.json --base-dir . --config-file "$(CURDIR)/samconfig.toml")
endif
	infra/sam/glibc $(BUILD_DIR)

# SAM calls this once per function. One cargo call names them all, so that they share one build of what they have in common;
# from the second function on it finds nothing left to do, and after `make build` none is made.
build-%: CRATE = $(shell printf %s $* | sed 's/[A-Z]/-&/g; s/^-//' | tr A-Z a-z)
build-%:
	$(if $(BUILT),,$(CARGO_BUILD))
	cp $(BINARIES)/$(CRATE) "$(ARTIFACTS_DIR)/bootstrap"

EVENT ?= tests/events/$(FUNCTION).json
SERVICES ?= 4566
API_PORT ?= 3000

invoke: ## one function in a container, on the table of `cargo run -- --aws 127.0.0.1:4566`: FUNCTION=place-order [EVENT=file]
	@[ -d "functions/$(FUNCTION)" ] && [ -n "$(FUNCTION)" ] || { echo "FUNCTION= names a folder in functions, e.g. place-order" >&2; exit 1; }
	@tests/install containers
	$(MAKE) --no-print-directory build $(LEAN) BUILD_DIR=.aws-sam/invoke FUNCTIONS="$(sort log-in list-contacts $(FUNCTION))"
	.tools/sam/bin/python infra/sam/local.py --build .aws-sam/invoke --services $(SERVICES) invoke $(FUNCTION) "$(EVENT)"

local-api: ## the HTTP API in containers at http://localhost:3000, on the table of `cargo run -- --aws 127.0.0.1:4566`
	@tests/install containers
	$(MAKE) --no-print-directory build $(LEAN) BUILD_DIR=.aws-sam/lean
	.tools/sam/bin/python infra/sam/local.py --build .aws-sam/lean --services $(SERVICES) api --port $(API_PORT)

deploy: build ## build, update the stack, upload the page (first time: see docs/deploy.md)
	sam deploy --no-fail-on-empty-changeset
	bucket=$$(aws cloudformation describe-stacks --stack-name $(STACK) --output text \
		--query 'Stacks[0].Outputs[?OutputKey==`PageBucket`].OutputValue') && \
	aws s3 sync web "s3://$$bucket" --delete --exclude 'locales/*' --cache-control no-cache && \
	aws s3 sync shared/locales "s3://$$bucket/locales" --delete --exclude '*' --include '*.ftl' \
		--cache-control no-cache --content-type 'text/plain; charset=utf-8'
