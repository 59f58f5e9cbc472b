# The only entry points. `make demo` and `make test` need python3 (3.11 or newer), make and CA certificates.
PYTHON ?= python3
VENV_PYTHON = .venv/bin/python

.DEFAULT_GOAL := help
.PHONY: help setup setup-dev demo demo-reset dev test lint bench docs pictures lock

help:
	@echo "make demo        a believable municipality on this machine (Ctrl-C stops it)"
	@echo "make demo-reset  the same, with the demo data loaded anew"
	@echo "make dev         the same, restarting when the source changes"
	@echo "make test        the whole suite, on SQLite and PostgreSQL, with a real browser"
	@echo "make lint        style, types and which room may import which"
	@echo "make bench       the figures we claim, measured here"
	@echo "make docs        the generated parts of the handbooks"
	@echo "make pictures    the pictures of README, taken from a demo of their own"
	@echo "make lock        new versions of libraries, written with their hashes"

setup:
	@$(PYTHON) scripts/setup.py

setup-dev:
	@$(PYTHON) scripts/setup.py --dev

demo: setup
	@$(VENV_PYTHON) -m samveita.project.cli demo

demo-reset: setup
	@$(VENV_PYTHON) -m samveita.project.cli demo --reset

dev: setup
	@$(VENV_PYTHON) -m samveita.project.cli demo --reload

test: setup-dev
	@$(VENV_PYTHON) scripts/run_tests.py

lint: setup-dev
	@$(VENV_PYTHON) scripts/run_lint.py

bench: setup-dev
	@$(VENV_PYTHON) -m benchmarks

docs: setup
	@$(VENV_PYTHON) scripts/write_docs.py

pictures: setup-dev
	@$(VENV_PYTHON) scripts/take_pictures.py

lock: setup-dev
	@for name in base dev; do \
		.venv/bin/uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate \
			--python-version 3.11 requirements/$$name.in -o requirements/$$name.txt; \
	done
	@if command -v npm >/dev/null; then npm install --package-lock-only --silent; fi
