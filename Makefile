# Goldaw: `make run` and `make test` are all a newcomer needs; both set everything up by themselves.
PYTHON := .venv/bin/python
export QT_QPA_PLATFORM ?= $(if $(DISPLAY)$(WAYLAND_DISPLAY),,offscreen)

.PHONY: run test check setup bench soak format translations forms lock

setup:
	@installer/linux/setup.sh
	@$(PYTHON) -m translations.catalogue compile

run: setup
	@if [ -n "$(DISPLAY)$(WAYLAND_DISPLAY)" ]; then .venv/bin/goldaw; else .venv/bin/goldaw tour --out build/tour; fi

test: setup
	QT_QPA_PLATFORM=offscreen $(PYTHON) -m pytest -q -n 2 -m "not soak"

check: setup
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m ruff check .
	$(PYTHON) -m mypy
	.venv/bin/lint-imports
	$(PYTHON) -m translations.catalogue check
	$(MAKE) test

soak: setup
	GOLDAW_EXPLORE=1 QT_QPA_PLATFORM=offscreen $(PYTHON) -m pytest -q -m soak

bench: setup
	$(PYTHON) -m bench

format: setup
	$(PYTHON) -m ruff format .
	$(PYTHON) -m ruff check --fix .

translations: setup
	$(PYTHON) -m translations.catalogue update

forms: setup
	$(PYTHON) -m app.forms.authoring.build
