#!/usr/bin/env bash
# Format, lint, types, import contracts and every test: one command, the same on a desk and in CI.
set -euo pipefail
cd "$(dirname "$0")/../.."
export QT_QPA_PLATFORM=offscreen
bin=.venv/bin

echo "Format";    "$bin/ruff" format --check -q .
echo "Lint";      "$bin/ruff" check -q .
echo "Types";     "$bin/mypy"
echo "Contracts"; "$bin/lint-imports" --no-cache >/tmp/dhr-contracts.$$ || { cat /tmp/dhr-contracts.$$; exit 1; }
tail -n 3 /tmp/dhr-contracts.$$; rm -f /tmp/dhr-contracts.$$
echo "Tests"
pick="not alone"
[ "${1:-}" = quick ] && pick="not alone and not slow"
"$bin/python" -m pytest -n auto --dist worksteal -m "$pick"
# What measures time has the machine to itself.
pick="alone"
[ "${1:-}" = quick ] && pick="alone and not slow"
"$bin/python" -m pytest --safety-goes-on -m "$pick"
