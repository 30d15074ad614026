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
if [ "${1:-}" = quick ]; then
  exec "$bin/python" -m pytest -m "not slow"
fi
"$bin/python" -m pytest
