# Two commands on a fresh Debian machine: `make run` and `make test`. Both install what they need into
# this folder, are quick the second time, and say what is missing when they may not install it.

SHELL := /bin/bash

.PHONY: run test check bench sample clean

run:
	@installer/linux/setup.sh run
	@installer/linux/run.sh

test:
	@installer/linux/setup.sh test
	@installer/linux/test.sh

check:  ## the quick half of `make test`: format, lint, types, contracts, tests not marked slow
	@installer/linux/setup.sh test
	@installer/linux/test.sh quick

bench:
	@installer/linux/setup.sh test
	@.venv/bin/python bench/run.py

clean:
	rm -rf .venv sample-run safety-report .pytest_cache .mypy_cache .ruff_cache .hypothesis
