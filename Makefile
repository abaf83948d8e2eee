# The commands of the Solidarity Directory. `make` alone lists them.
# Whatever a command needs is set up first, once; done again only when its list has changed.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:
MAKEFLAGS += --no-print-directory
SHELL := /bin/sh

# An environment of the person's own that is active must not leak into ours.
unexport VIRTUAL_ENV PYTHONHOME PYTHONPATH PIP_USER PIP_TARGET PIP_PREFIX
export PIP_DISABLE_PIP_VERSION_CHECK := 1

PY := .venv/bin/python
FLASK := $(PY) -m flask --app directory
PIP := $(PY) -m pip install -qq
CATALOGUES := $(patsubst %.po,%.mo,$(wildcard directory/translations/*/LC_MESSAGES/*.po))
# what is installed for checks is enough to run, so it is not taken away again
NODE := node_modules/.made-$(if $(wildcard node_modules/.made-check),check,run)
# PostgreSQL is needed unless other databases are asked for
TEST_SYSTEM := system-$(if $(findstring postgis,$(or $(DATABASES),postgis)),test,run)

# An environment whose Python has gone, or that was left half made, is made anew.
_ := $(shell $(PY) -c 'import importlib.util as i, sys; \
	sys.exit(sys.version_info < (3, 11) or not i.find_spec("pip"))' 2>/dev/null \
	|| rm -f .venv/pyvenv.cfg)

help: ## list these commands
	@echo 'make COMMAND, where COMMAND is one of:'
	@sed -n 's/^\([a-z0-9-]*\):.*## \(.*\)/  \1@\2/p' Makefile | awk -F@ '{printf "%-13s %s\n", $$1, $$2}'

setup: system-run .venv/.made-run $(NODE) assets $(CATALOGUES) ## set up all that running needs, and start nothing

# Invented organisations are shown until the directory is told that it is a real one.
run: export DEMONSTRATION ?= yes
run: setup ## set up and start at http://127.0.0.1:8000/ (HOST= PORT= DEMONSTRATION=no)
	@$(FLASK) directory prepare
	@exec $(PY) -m setup.serve

test: $(TEST_SYSTEM) .venv/.made-dev $(NODE) assets $(CATALOGUES) ## run the tests on both databases (DATABASES=spatialite, ARGS="-k word")
	@exec $(PY) -m setup.test $(ARGS)

check: system-test .venv/.made-dev node_modules/.made-check ## look for mistakes without running the tests
	@exec $(PY) -m setup.check

format: system-run .venv/.made-dev ## lay out Python and templates as `make check` wants them
	@$(PY) -m ruff check --quiet --fix-only .
	@$(PY) -m ruff format --quiet .
	@$(PY) -m djlint templates --reformat --quiet --allow-empty-input || test $$? -eq 1

basemap: .basemap/.made ## build the base map of static/maps anew, from packages (heavy; docs/basemap.md)
	@$(PY) -m setup.basemap.build

outlines: .basemap/.made ## make the outlines of countries and regions anew, from packages (heavy; docs/gazetteer.md)
	@$(PY) -m setup.outlines

bench-import: setup ## rows a second and memory of imports: each real file at hand, and one of 1 GB
	@$(PY) -m benchmarks.import_memory --files 1000

bench: setup ## how fast pages answer on 100 000 invented organisations (docs/benchmarks.md)
	@$(PY) -m benchmarks.world --organisations 100000

# without the table of words, which alone would be larger than the disks of most machines
bench-3m: setup ## the same on 3 000 000, for hours (docs/benchmarks.md)
	@$(PY) -m benchmarks.world --organisations 3000000 --sample 10000 --no-words

bench-ranking: setup ## how well the imported files are searched: nDCG@10, and names that are found
	@$(PY) -m benchmarks.ranking

clean: ## remove what was built; keeps .venv, node_modules and your data in instance
	@rm -rf static/built static/vendor .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	@rm -f directory/translations/*/LC_MESSAGES/*.mo
	@find . \( -name .venv -o -name node_modules -o -name .git \) -prune -o -name __pycache__ -type d -print0 | xargs -0 rm -rf

.PHONY: help setup run test check format basemap outlines bench-import bench bench-3m bench-ranking clean assets system-run system-test

system-run:
	@sh setup/python.sh -m setup.system run

system-test:
	@sh setup/python.sh -m setup.system test

.venv/pyvenv.cfg:
	@echo 'Making the Python environment'
	@sh setup/python.sh -m venv --clear .venv

.venv/.made-run: requirements.txt .venv/pyvenv.cfg
	@echo 'Installing the Python packages'
	@$(PIP) -r requirements.txt
	@touch $@

.venv/.made-dev: requirements-dev.txt .venv/.made-run
	@echo 'Installing the Python packages for development'
	@$(PIP) -r requirements-dev.txt
	@touch $@

node_modules/.made-run: package-lock.json .npmrc setup/requirements-node.txt
	@echo 'Installing the npm packages'
	@$(PY) -m setup.node
	@touch $@

node_modules/.made-check: package-lock.json .npmrc setup/requirements-node.txt
	@echo 'Installing the npm packages for development'
	@$(PY) -m setup.node --development
	@touch $@

.basemap/.made: setup/basemap/package-lock.json setup/basemap/requirements.txt .npmrc .venv/.made-run
	@echo 'Installing what the base map is made from'
	@mkdir -p .basemap
	@cp setup/basemap/package.json setup/basemap/package-lock.json .npmrc .basemap
	@$(PY) -m setup.node .basemap
	@$(PIP) --upgrade --target .basemap/python -r setup/basemap/requirements.txt
	@touch $@

assets:
	@$(PY) -m setup.assets

%.mo: %.po
	@$(PY) .venv/bin/pybabel -q compile -i $< -o $@
