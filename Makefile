# make run      set everything up, then serve on http://127.0.0.1:8000 (another port: make run PORT=8001)
# make setup    the same without serving; after it, .venv/bin/python manage.py works
# make test     install what the tests need, then check and test everything
#
# A step that is whole leaves a file behind, written last: so a step that was interrupted is done again.

PORT ?= 8000
PYTHON ?= $(or $(firstword $(foreach name,python3 python3.14 python3.13 python3.12 python3.11,\
  $(shell $(name) -c 'import sys; sys.version_info >= (3, 11) and print("$(name)")' 2>/dev/null))),python3)
python := .venv/bin/python
pip_install := $(python) -m pip install --quiet --require-hashes
asset_sources := $(shell find jtai_tracker/assets $(filter-out var/static,$(wildcard */static)) -type f)
export PIP_DISABLE_PIP_VERSION_CHECK := 1

# An environment whose Python has gone (an upgrade of the system) is made anew.
$(shell test -e .venv/installed && ! $(python) -c '' 2>/dev/null && rm -f .venv/installed)

.PHONY: run setup install test lint bench lock clean
.NOTPARALLEL:

run:
	@$(PYTHON) deploy/check_machine.py '$(PORT)'
	@$(MAKE) --no-print-directory setup
	@echo "To fill these plans with months of example progress: $(python) manage.py load_example_progress"
	@BIND=127.0.0.1:$(PORT) exec $(python) -m gunicorn --config deploy/gunicorn_settings.py jtai_tracker.wsgi

setup: install
	@$(PYTHON) deploy/write_env.py
	@chmod 700 var # the database and the letters are nobody else's
	@$(python) manage.py migrate --verbosity 0
	@$(python) manage.py import_letters seeds
	@$(python) manage.py make_demonstration_accounts

# What a server needs: the packages and the static files, but no settings, letters or accounts.
install: .venv/installed var/static-collected

.venv/installed: requirements.txt
	@$(PYTHON) deploy/check_machine.py
	@echo "Installing the packages into .venv"
	@$(PYTHON) -m venv --clear .venv
	@$(pip_install) -r requirements.txt
	@touch $@

.venv/installed-dev: .venv/installed requirements-dev.txt
	@echo "Installing what the tests need"
	@rm -f .venv/installed
	@$(pip_install) -r requirements-dev.txt
	@touch .venv/installed $@

node_modules/installed: package.json package-lock.json .npmrc | .venv/installed
	@echo "Fetching the design system"
	@deploy/npm ci --loglevel=error --omit=optional >/dev/null
	@touch $@

var/assets-built: node_modules/installed deploy/build_assets.py $(asset_sources)
	@echo "Compiling the style sheet"
	@$(python) deploy/build_assets.py
	@touch $@

var/static-collected: var/assets-built requirements.txt
	@SECRET_KEY=unused $(python) manage.py collectstatic --clear --no-input --verbosity 0
	@touch $@

# Which test runs on which database: docs/decisions/postgresql-in-tests.md
test: lint
	@CHROMIUM=$$($(python) tests/find_browser.py) && export CHROMIUM && $(python) -m pytest -q -n 2 -m 'not on_postgresql'
	@$(python) tests/with_postgres.py $(python) -m pytest -q -n 2 -m 'database and not browser and not once'

lint: install .venv/installed-dev
	@$(python) -m ruff check --quiet .
	@$(python) -m ruff format --check --quiet .
	@$(python) -m mypy --no-error-summary .
	@$(python) -m djlint --quiet --lint templates
	@deploy/as_in_production $(python) manage.py check --deploy --fail-level WARNING
	@deploy/as_in_production $(python) manage.py makemigrations --check --dry-run

bench: install .venv/installed-dev
	@$(python) bench/reading.py $(if $(LETTERS),--letters $(LETTERS))
	@$(python) bench/statements.py
	@$(python) bench/reminders.py
	@$(python) bench/exchange.py

# Looks for newer packages within the bounds of pyproject.toml and package.json.
lock: .venv/installed-dev
	@deploy/lock

clean:
	rm -rf .venv node_modules var/assets* var/static* var/browser
