# Everything that one does with this project. `make run` is the one to start with.
PYTHON ?= python3
VENV ?= .venv
PORT ?= 8000
BIN := $(VENV)/bin
export PORT

.PHONY: run demo test check bench agree exact mutants fuzz walks pictures faults drill soak docs bom wheel messages lock install install-dev install-spark

run: install  ## set everything up and serve it with demonstration data
	@$(BIN)/python -m policyengine.serve

demo: install  ## the same without serving: print the findings of the demonstration and end
	@$(BIN)/python -m policyengine.demonstrate

test: install-dev check  ## lint, types and the whole test suite, on the database and broker of the environment
	@$(BIN)/python tests/run.py

check: install-dev  ## lint, layers of imports and types
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/lint-imports --no-logo && DEBUG=true $(BIN)/mypy .

bench: install-dev  ## measure; prints figures with ratios against a named peer; SUBJECTS="worklist trail" for some
	@$(BIN)/python -m benchmarks $(SUBJECTS)

agree: install-dev install-spark  ## 200,000 random cases of random rulebooks, then of the real one, through all four evaluators; PARTS="3 4 5" to go on there
	@$(BIN)/python -m tests.rules.agreement.parts $(PARTS)

exact: install-dev  ## preview 200 random reorganisations, enact each and assess everything by three evaluators: prints the differences; CASES=20 SEED=41 for some
	@DEBUG=true $(BIN)/python -m tests.rules.reorganising --cases $(or $(CASES),200) --seed $(or $(SEED),1) --sets

mutants: install-dev  ## change every condition of every rule in turn: a case must notice; RULES=COI-05,COL-01 for some
	@$(BIN)/python -m tests.rules.mutants.run --rules "$(RULES)"

fuzz: install-dev  ## every value of every field of the interface, and random documents
	@DEBUG=true $(BIN)/python -m pytest tests/rules/web/api/fuzz_in_full.py

walks: install-dev  ## every walk of an officer and of reviewers by keyboard alone, in both languages, on a desk and on a telephone; WALKS="duplicate and ja" for some
	@DEBUG=true $(BIN)/python -m pytest tests/rules/web/pages/walks/walks_in_full.py $(if $(WALKS),-k "$(WALKS)")

pictures: install-dev  ## photograph the pages that officers and reviewers use most into var/pictures; TREE=../old INTO=var/pictures/before for those of an earlier version
	@DEBUG=true $(BIN)/python -m tests.pictures.run $(if $(TREE),--tree "$(TREE)") $(if $(INTO),--into "$(INTO)")

faults: install-dev  ## let every part of an installation fail while proposals come in: none may be lost or doubled; FAULTS="worker web" for some
	@$(BIN)/python -m tests.faults.run $(FAULTS)

drill: install-dev  ## back a register up, and restore it by a command that is killed on its way; CASES=100000 for a large one
	@$(BIN)/python -m tests.drill.run --cases $(or $(CASES),1000)

soak: install-dev  ## steady load for two hours: prints memory, descriptors, connections and p95, and fails if one grows; SOAK_MINUTES=10 for less
	@$(BIN)/python -m tests.soak.run

docs: install-dev  ## make docs/rulebook from the rule files, their numbers and their cases, and docs/licences.md from the pinned packages
	@DEBUG=true $(BIN)/python manage.py rulebook docs
	@$(BIN)/python -m policyengine.release.licences

bom: install  ## print the bill of materials of this release (CycloneDX, JSON): make bom > bom.json
	@$(BIN)/python -m policyengine.release.bom

wheel: install-dev  ## make the wheel of this release in var/wheel: one commit gives one file, byte for byte
	@env -u SOURCE_DATE_EPOCH $(BIN)/python -m hatchling build --target wheel --directory var/wheel && sha256sum var/wheel/*.whl

messages: install-dev  ## collect texts for translation and compile the catalogues
	@DEBUG=true $(BIN)/python manage.py makemessages --locale ja --no-location --no-obsolete --ignore $(VENV) --ignore var --ignore tests
	@DEBUG=true $(BIN)/python manage.py compilemessages --ignore $(VENV)

lock: install-dev  ## pin every dependency with its hashes
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --custom-compile-command "make lock" requirements.in -o requirements.txt
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --custom-compile-command "make lock" requirements-dev.in -o requirements-dev.txt
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --custom-compile-command "make lock" requirements-spark.in -o requirements-spark.txt
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --custom-compile-command "make lock" requirements-traces.in -o requirements-traces.txt

install:
	@$(PYTHON) policyengine/install.py --venv $(VENV)

install-dev:
	@$(PYTHON) policyengine/install.py --venv $(VENV) --dev

install-spark:  ## what evaluations on Apache Spark need besides; Java comes from Debian (openjdk-21-jre-headless)
	@$(PYTHON) policyengine/install.py --venv $(VENV) --spark
