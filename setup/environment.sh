#!/bin/sh
# Virtual environment, locked dependencies, front end and catalogues. What is up to date is left alone.
set -eu
cd "$(dirname "$0")/.."
venv=.venv
frontend=src/stratrade/interfaces/web/frontend
built=src/stratrade/interfaces/web/static/vendor

say() { printf '%s\n' "$*" >&2; }
fail() { say "stratrade: $*"; exit 2; }

find_python() {
  for candidate in "${PYTHON:-python3}" python3.11 python3.12 python3.13 python3; do
    if command -v "$candidate" >/dev/null 2>&1 &&
      "$candidate" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))' 2>/dev/null; then
      command -v "$candidate"
      return 0
    fi
  done
  return 1
}

# a second set-up in the same folder waits for the first
exec 9>.setup-lock
if command -v flock >/dev/null 2>&1; then flock 9; fi

stamp=$(cat requirements.txt pyproject.toml | cksum)
if [ ! -f "$venv/.stamp" ] || [ "$(cat "$venv/.stamp")" != "$stamp" ]; then
  python=$(find_python) || fail "Python 3.11, 3.12 or 3.13 is needed and was not found; set PYTHON= to it"
  if [ ! -x "$venv/bin/python" ]; then
    say "Making the virtual environment…"
    "$python" -m venv "$venv" || fail "the virtual environment could not be made (is the venv module installed?)"
  fi
  say "Installing the locked dependencies…"
  if [ ! -x "$venv/bin/uv" ]; then
    sed -n '/^uv==/,/^[a-z]/p' requirements.txt | sed '/^[a-z]/{/^uv==/!d}' >"$venv/uv.txt"
    "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r "$venv/uv.txt" ||
      fail "a package could not be installed"
  fi
  "$venv/bin/uv" pip install --quiet --python "$venv/bin/python" --require-hashes -r requirements.txt ||
    "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt ||
    fail "the locked dependencies could not be installed"
  "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable . ||
    fail "the project could not be installed"
  printf '%s' "$stamp" >"$venv/.stamp"
fi

# front end: compiled into a folder that git ignores
sources=$(cat "$frontend"/package-lock.json "$frontend"/build.js "$frontend"/src/* | cksum)
if [ ! -f "$built/.stamp" ] || [ "$(cat "$built/.stamp")" != "$sources" ]; then
  say "Building the front end…"
  path=$PATH
  if ! command -v node >/dev/null 2>&1 || ! node -e 'process.exit(+(process.versions.node.split(".")[0] < 20))'; then
    "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r setup/node.txt ||
      fail "Node.js 20 or newer is needed for the front end"
    path="$(cd "$venv" && pwd)/bin:$PATH"
  fi
  (cd "$frontend" && PATH=$path npm ci --silent --no-fund --no-audit && PATH=$path npm run --silent build) ||
    fail "the front end could not be built"
  printf '%s' "$sources" >"$built/.stamp"
fi

# catalogues: compiled beside their sources
catalogues=$(cat src/stratrade/locale/*/LC_MESSAGES/*.po | cksum)
if [ ! -f "$venv/.catalogues" ] || [ "$(cat "$venv/.catalogues")" != "$catalogues" ] ||
  [ ! -f src/stratrade/locale/km/LC_MESSAGES/django.mo ]; then
  "$venv/bin/python" setup/messages.py compile || fail "the catalogues could not be compiled"
  printf '%s' "$catalogues" >"$venv/.catalogues"
fi
