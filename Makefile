# The commands of this project. `make run` and `make test` need nothing but Python 3.11+ and make; they set themselves up.
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check --no-input
PYTEST_ARGS ?=
ONLY ?=
ALL ?=
NEW := $(if $(filter command line,$(origin LANG)),$(LANG))# as typed, not the shell's setting

# Some containers set it, and every test process would then compile the whole program and all tests again.
unexport PYTHONDONTWRITEBYTECODE

.DELETE_ON_ERROR:
.PHONY: run test robust check format messages bench mutants migration requirements

run: .venv/.run  ## start the server on http://127.0.0.1:8000
	@$(BIN)/python -m quizapp.catalogues
	@$(BIN)/python -m whitenoise.compress --quiet quizapp/static
	@exec $(BIN)/quizapp serve

test: .venv/.test  ## run the tests, in parallel and in random order, without the long ones that rarely fail (`make robust`)
	@$(BIN)/pytest -n auto -m "not robust and not again" $(PYTEST_ARGS)

robust: .venv/.test  ## run the tests that take long: killed workers, hostile files, every field with every odd value, properties with many examples; ALL=1: and every test on PostgreSQL
	@HYPOTHESIS_PROFILE=robust QUIZAPP_TEST_ALL=$(ALL) $(BIN)/pytest -n auto -m "robust or again or hypothesis$(if $(ALL), or postgresql)" $(PYTEST_ARGS)

check: .venv/.test  ## lint, types, contracts, the question bank, the tests, and how much of the code they reach; CI runs `make robust` after it
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --quiet --check . || { echo "run: make format" >&2; exit 1; }
	@$(BIN)/mypy --no-error-summary
	@$(BIN)/lint-imports --no-logo >.venv/contracts.log || { cat .venv/contracts.log; exit 1; }
	@$(BIN)/djlint --quiet --lint quizapp/templates
	@$(BIN)/quizapp check --strict question_bank
	@$(MAKE) --no-print-directory test PYTEST_ARGS="--cov --cov-report= $(PYTEST_ARGS)"
	@$(BIN)/python tests/coverage_floor.py

format: .venv/.test  ## format Python
	@$(BIN)/ruff format --quiet .
	@$(BIN)/ruff check --quiet --fix-only --exit-zero .

messages: .venv/.run  ## make messages LANG=de: update the catalogues, begin a new one, list what is missing or wrong
	@$(BIN)/pybabel --quiet extract --mapping-file babel.cfg --project quizapp --keywords "N_ NN_:1,2 lazy_gettext translate translate_plural:1,2" \
		--add-location file --sort-output --output-file quizapp/translations/messages.pot .
	@for language in $(sort $(NEW) $(notdir $(patsubst %/,%,$(wildcard quizapp/translations/*/)))); do \
		$(BIN)/pybabel --quiet update --init-missing --ignore-pot-creation-date --no-fuzzy-matching --ignore-obsolete \
			--input-file quizapp/translations/messages.pot --output-dir quizapp/translations --locale $$language || exit 1; \
		sed -i.orig -e '/^# Copyright (C) .* ORGANIZATION$$/d' -e '/^#.* <EMAIL@ADDRESS>/d' -e '/^".*EMAIL@ADDRESS/d' -e '/^"Project-Id-Version: /d' \
			-e 's/ <LL@li.org>//' quizapp/translations/$$language/LC_MESSAGES/messages.po || exit 1; \
		rm -f quizapp/translations/$$language/LC_MESSAGES/*.orig; \
	done
	@$(BIN)/python -m quizapp.catalogues
	@$(BIN)/python -m quizapp.catalogues check $(NEW)

bench: .venv/.test  ## compare the cost of one answer, and of the map of a big deck, with the cheapest honest Flask server, and that of a grade; PostgreSQL with SQLite; and what growth costs
	@$(BIN)/python tests/bench/run.py
	@$(BIN)/python tests/bench/services.py
	@$(BIN)/python tests/bench/map.py
	@$(BIN)/python tests/bench/grades.py
	@$(BIN)/python tests/bench/places.py
	@$(BIN)/python tests/bench/scale.py

mutants: .venv/.test  ## plant faults in copies of the code; each must be caught by a test. make mutants ONLY=cloze: those whose file or text says so
	@$(BIN)/python tests/mutants/run.py $(ONLY)

migration: .venv/.test  ## make migration m="add the colour of a deck": write the changes in quizapp/db/models/ as a migration
	@test -n "$(m)" || { echo "say what changes: make migration m=\"...\"" >&2; exit 1; }
	@rm -rf .venv/migration
	@env -u QUIZAPP_DATABASE_URL QUIZAPP_INSTANCE=.venv/migration $(BIN)/quizapp db upgrade
	@env -u QUIZAPP_DATABASE_URL QUIZAPP_INSTANCE=.venv/migration $(BIN)/flask --app quizapp.db.site.database:make_app db migrate -m "$(m)"
	@sed -i.orig '/^ *# ### /d' migrations/versions/*.py && rm -f migrations/versions/*.orig
	@$(BIN)/ruff check --quiet --fix-only --exit-zero migrations && $(BIN)/ruff format --quiet migrations

requirements: .venv/.run  ## pin the newest versions that pyproject.toml allows (needs uv)
	@uv pip compile --upgrade --universal --generate-hashes --no-strip-extras --no-header --no-annotate --python-version 3.11 --quiet \
		--extra build pyproject.toml --output-file requirements/run.txt
	@uv pip compile --upgrade --universal --generate-hashes --no-strip-extras --no-header --no-annotate --python-version 3.11 --quiet \
		--extra build --extra postgres pyproject.toml --output-file requirements/postgres.txt
	@uv pip compile --upgrade --universal --generate-hashes --no-strip-extras --no-header --no-annotate --python-version 3.11 --quiet \
		--extra build --extra postgres --extra test pyproject.toml --output-file requirements/test.txt

# A stamp records what was installed; it is older than its list if the list has changed.
.venv/.test: requirements/test.txt pyproject.toml | .venv/bin/python
	@echo "installing what the tests need"
	@$(PIP) install --require-hashes --requirement requirements/test.txt
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch .venv/.run $@

.venv/.run: requirements/run.txt pyproject.toml | .venv/bin/python
	@echo "installing what the server needs"
	@$(PIP) install --require-hashes --requirement requirements/run.txt
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "quizapp needs Python 3.11 or newer: make PYTHON=python3.11 ..." >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "python3 -m venv is missing: apt-get install python3-venv" >&2; exit 1; }
	@$(PYTHON) -m venv .venv
