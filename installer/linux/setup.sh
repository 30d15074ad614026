#!/usr/bin/env bash
# Install what the program (run) or its tests (test) need. Quick when there is nothing to do.
#
# System packages go in with apt when this may be done (as root, or with sudo that asks nothing);
# otherwise they are named, and the rest goes on. Python packages go into .venv, by hash, from the lock.
set -euo pipefail
cd "$(dirname "$0")/../.."
what=${1:?run or test}

qt=(libglib2.0-0 libgl1 libegl1 libx11-6 libdbus-1-3 libfontconfig1 libfreetype6 libxkbcommon0)
screen=(libxkbcommon-x11-0 libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0
  libxcb-render-util0 libxcb-shape0 libxcb-xfixes0 libxcb-xkb1 libx11-xcb1 fonts-dejavu-core)
# what the safety suite traces with, a screen for the real window, a browser for the panel's file, a second reader of
# Word files and workbooks, readers of pages, a reader of encrypted zips
proof=(strace xvfb xauth git chromium chromium-driver libreoffice-writer-nogui libreoffice-calc-nogui poppler-utils dbus-daemon 7zip)

say() { printf '%s\n' "$*"; }

missing_packages() {
  local each
  for each in "$@"; do
    dpkg-query -W -f='${Status}\n' "$each" 2>/dev/null | grep -q '^install ok installed' || printf '%s ' "$each"
  done
}

install_packages() {
  local missing=$*
  [ -n "$missing" ] || return 0
  local as=()
  if [ "$(id -u)" != 0 ]; then
    if sudo -n true 2>/dev/null; then as=(sudo -n); else
      say "Missing system packages, and this account may not install them: $missing"
      say "Ask for:  apt-get install -y $missing"
      return 0
    fi
  fi
  say "Installing system packages: $missing"
  "${as[@]}" apt-get update -qq >/dev/null || true
  # shellcheck disable=SC2086 -- a list of names
  if ! DEBIAN_FRONTEND=noninteractive "${as[@]}" apt-get install -y -qq --no-install-recommends $missing >/dev/null 2>&1; then
    say "These could not be installed: $missing"
  fi
}

if command -v dpkg-query >/dev/null; then
  wanted=("${qt[@]}" "${screen[@]}")
  [ "$what" = test ] && wanted+=("${proof[@]}")
  install_packages "$(missing_packages "${wanted[@]}")"
else
  say "This is not Debian: the system libraries Qt needs are not looked after here (see README.md)."
fi

# Independent judges of what the program writes: accessibility rules (without the browser driver they come with), a
# checker of tagged PDF, and Microsoft's own Open XML validator with the node it runs on.
install_judges() {
  .venv/bin/python -m pip install -q --disable-pip-version-check --no-deps --require-hashes -r requirements/proof.txt || {
    say "The judges could not be installed: accessibility and valid Word files are not proved here."
    return 0
  }
  rm -rf .venv/openxml && cp -r requirements/openxml .venv/openxml
  (cd .venv/openxml && PATH="$PWD/../bin:$PATH" npm ci --silent --ignore-scripts --no-audit --no-fund >/dev/null 2>&1) ||
    say "Microsoft's validator could not be installed: valid Word files are not proved here."
}

python=""
for each in python3.11 python3.12 python3.13 python3; do
  if command -v "$each" >/dev/null && "$each" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    python=$each
    break
  fi
done
[ -n "$python" ] || { say "Python 3.11 or later is missing. Install it: apt-get install -y python3 python3-venv"; exit 1; }

if ! [ -x .venv/bin/python ] || ! .venv/bin/python -c 'import sys' 2>/dev/null; then
  rm -rf .venv
  if ! "$python" -m venv .venv >/dev/null 2>&1; then
    install_packages "$(missing_packages python3-venv)"
    rm -rf .venv
    "$python" -m venv .venv || { say "Python's venv module is missing. Install it: apt-get install -y python3-venv"; exit 1; }
  fi
fi

stamp=.venv/.installed-$what
[ "$what" = run ] && [ -e .venv/.installed-test ] && stamp=.venv/.installed-test
lock=requirements/$what.txt
[ "$stamp" = .venv/.installed-test ] && lock=requirements/test.txt
sum=$(cat "$lock" requirements/proof.txt requirements/openxml/*.json pyproject.toml | sha256sum)
if [ "$(cat "$stamp" 2>/dev/null)" != "$sum" ]; then
  say "Installing Python packages from $lock"
  if ! { [ -x .venv/bin/uv ] || .venv/bin/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/uv.txt; } 2>/dev/null ||
    ! UV_COMPILE_BYTECODE=1 .venv/bin/uv pip install -q --python .venv/bin/python --require-hashes -r "$lock" 2>/dev/null; then
    .venv/bin/python -m pip install -q --disable-pip-version-check --require-hashes -r "$lock" || {
      say "The Python packages could not be installed: is there a way to the package index?"
      exit 1
    }
  fi
  if [ "$lock" = requirements/test.txt ]; then install_judges; fi
  if ! told=$(.venv/bin/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation --no-index -e . 2>&1); then
    say "$told"
    say "The program itself could not be installed into .venv."
    exit 1
  fi
  echo "$sum" >"$stamp"
fi
