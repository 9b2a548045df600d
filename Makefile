# All tasks of this repository; `make` lists them. Works with GNU make 3.81, the version on macOS.

STACK = dev
RING =
JOBS = 2
ARGS =
TAG =

.DEFAULT_GOAL := help
.PHONY: help setup programs up up-cells drift-cells serve down shell lint lint-beside tests test test-fast thorough \
	mutation fix release

LINT = ruff check . && ruff format --check . && mypy && lint-imports && codespell . .github && python -m tools.prose \
	&& actionlint && zizmor --quiet --offline .github/workflows && owl check
LINTED = .local/lint.txt

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-11s %s\n", $$1, $$2 }' Makefile

setup: ## Install uv, the Python packages and the Pulumi engine; takes a second if they are there
	@tools/setup

programs: ## Install Chromium, PostgreSQL, Ruby and PHP, which some tests run: Debian, as root or with sudo
	@tools/programs

up: setup ## Preview and deploy STACK (default: dev); RING=beta for one ring, ARGS="--refresh" for pulumi's options
	@. tools/environment && owl up $(STACK) $(if $(RING),--ring $(RING)) $(ARGS)

up-cells: setup ## Deploy all cells of STACK, JOBS=2 at a time, and sum up; RING and ARGS as for up
	@. tools/environment && owl cells up $(STACK) --jobs $(JOBS) $(if $(RING),--ring $(RING)) $(ARGS)

drift-cells: setup ## Look for drift in all cells of STACK, JOBS=2 at a time, and sum up
	@. tools/environment && owl cells drift $(STACK) --jobs $(JOBS)

serve: setup ## Run the receiver and the board beside STACK's local Twilio until Ctrl-C
	@. tools/environment && { stopped=; owl emulator serve --stack $(STACK) & emulator=$$!; \
		owl board --serve --stack $(STACK) & board=$$!; \
		trap 'stopped=1; kill $$emulator $$board $$receiver 2>/dev/null' INT TERM; \
		owl serve --stack $(STACK) & receiver=$$!; [ "$$stopped" ] || wait $$receiver; code=$$?; \
		kill $$emulator $$board $$receiver 2>/dev/null; wait; [ $$code -gt 128 ] || exit $$code; }

down: setup ## Destroy STACK's resources; asks first unless ARGS=--yes
	@. tools/environment && pulumi destroy --stack $(STACK) $(ARGS)

shell: setup ## Open a shell in which `pulumi` and `owl` work
	@.local/shell/open || true

lint: setup ## Check style, types, import contracts, spelling, prose, workflows and the tenants' files
	@. tools/environment && $(LINT)

test: ## Run everything that CI runs: lint beside the tests; what lint finds is shown immediately, and again at the end
	@rm -f $(LINTED); $(MAKE) --no-print-directory --jobs=2 lint-beside tests; code=$$?; \
		cat $(LINTED) 2>/dev/null; exit $$code

lint-beside: setup
	@. tools/environment && { $(LINT); } >$(LINTED) 2>&1 && echo "lint: nothing found" >$(LINTED) \
		|| { cat $(LINTED); exit 1; }

tests: setup
	@. tools/environment && pytest

test-fast: setup ## Run lint, then the tests that need no engine: under two minutes
	@. tools/environment && $(LINT) && pytest -m "not engine and not slow"

thorough: setup ## Run all tests with twenty times as many examples, and what `test` leaves out; every night on GitHub
	@. tools/environment && pytest --hypothesis-profile thorough

mutation: setup ## Change rules, loader and margin in small ways and check that a test notices; takes hours
	@. tools/environment && mutmut run && mutmut results

fix: setup ## Format the code and apply ruff's fixes
	@. tools/environment && ruff format . && ruff check --fix .

release: setup ## Check that TAG=v1.2.3, version and changelog agree, and build it into dist
	@. tools/environment && python -m tools.release $(TAG)
