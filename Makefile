# One place to start from: `make` alone lists what there is.
SHELL := /bin/sh
VENV := .venv
PYTHON ?= python3
BIN := $(VENV)/bin
STRATRADE := $(BIN)/stratrade

.DEFAULT_GOAL := help
.PHONY: help setup run test check lint fix bench docs clean messages

help: ## list the verbs
	@printf 'Stratrade. Verbs:\n'
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 20

setup: ## virtual environment, locked dependencies, front end
	@PYTHON="$(PYTHON)" sh setup/environment.sh

run: setup ## everything, then serve http://127.0.0.1:8000 with the demonstration State
	@exec $(STRATRADE) serve --demonstration --with-parent

test: setup ## everything, then the whole suite
	@exec $(BIN)/pytest -n auto --dist loadgroup --no-loadscope-reorder $(PYTEST_ARGS)

lint: setup ## format, lint, types, floors, templates, catalogues, migrations
	@$(BIN)/ruff format --check src tests setup
	@$(BIN)/ruff check src tests setup
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache
	@$(BIN)/djlint --check --lint --quiet src/stratrade/interfaces/web
	@$(BIN)/python setup/messages.py check
	@$(BIN)/python setup/migrations.py

check: lint test ## lint, then the whole suite

fix: setup ## format and mend what can be mended
	@$(BIN)/ruff format src tests setup
	@$(BIN)/ruff check --fix src tests setup
	@$(BIN)/djlint --reformat --quiet src/stratrade/interfaces/web

bench: setup ## measure
	@for name in $$($(BIN)/python -c 'from stratrade.interfaces.cli.bench import names; print(*names())'); do \
	  code=0; $(STRATRADE) bench $$name || code=$$?; \
	  case $$code in 0) ;; 2) printf '%s: skipped, for the reason above\n' $$name ;; *) exit $$code ;; esac; done

docs: setup ## reference pages made from the code
	@$(BIN)/python setup/reference.py

messages: setup ## collect and compile the sentences of the screens
	@$(BIN)/python setup/messages.py collect
	@$(BIN)/python setup/messages.py compile

clean: ## take away what set-up made in this folder
	@rm -rf $(VENV) src/stratrade/interfaces/web/frontend/node_modules src/stratrade/interfaces/web/static/vendor
	@rm -rf .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	@find src tests -name __pycache__ -type d -prune -exec rm -rf {} +
	@find src -name '*.mo' -delete
