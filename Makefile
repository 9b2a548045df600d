# Everything that is done here, one verb each: `make` lists them. GNU make 3.81, as macOS has it, is enough.

STACK = dev
RING =
ARGS =

.DEFAULT_GOAL := help
.PHONY: help setup up down shell test mutation fix

help: ## List these verbs
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' Makefile

setup: ## Get uv, the Python packages and the Pulumi engine; again it takes a second
	@tools/setup

up: setup ## Preview and deploy STACK (default: dev), RING=beta for one ring; more for pulumi in ARGS="--refresh"
	@. tools/environment && owl up $(STACK) $(if $(RING),--ring $(RING)) $(ARGS)

down: setup ## Destroy what STACK deployed; asks first, unless ARGS=--yes
	@. tools/environment && pulumi destroy --stack $(STACK) $(ARGS)

shell: setup ## Open your shell where plain `pulumi` and `owl` work
	@.local/shell/open || true

test: setup ## Lint, types, import contracts, the tenants' files and tests: all that CI runs
	@. tools/environment && ruff check . && ruff format --check . && mypy && lint-imports \
		&& actionlint && zizmor --quiet --offline .github/workflows && owl check && pytest

mutation: setup ## Change rules, loader and margin in small ways, and see whether a test notices; hours
	@. tools/environment && mutmut run && mutmut results

fix: setup ## Format the code and mend what ruff can mend
	@. tools/environment && ruff format . && ruff check --fix .
