#!/usr/bin/env bash
# Makes the Python environment with the stock SDK, outside the checkout, and prints its folder.
#
#   environment=$(conformance/python/make_environment.sh)
#   "$environment/bin/python" examples/penguins/penguins.py
#
# An argument names another list of packages beside this file than requirements.txt.
# A second call prints the folder at once. Calls at the same time wait for the one that builds.
# PITWHEEL_CACHE names the cache folder, PITWHEEL_PYTHON the interpreter (default: python3).
set -euo pipefail

requirements="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)/${1:-requirements.txt}"
cache="${PITWHEEL_CACHE:-${HOME:?set PITWHEEL_CACHE or HOME}/.cache/pitwheel}"
python="${PITWHEEL_PYTHON:-python3}"

fail() {
  echo "make_environment.sh: $1" >&2
  exit 1
}

"$python" -c 'import sys; sys.exit(sys.version_info < (3, 9))' 2>/dev/null ||
  fail "'$python' is not a Python of version 3.9 or later; set PITWHEEL_PYTHON to one"

# A different interpreter needs an environment of its own: compiled packages belong to one version.
hash="$("$python" - "$requirements" <<'PROGRAM'
import hashlib, pathlib, sys

content = pathlib.Path(sys.argv[1]).read_bytes() + sys.version.encode() + sys.base_prefix.encode()
print(hashlib.sha256(content).hexdigest()[:16])
PROGRAM
)"
mkdir -p "$cache"
environment="$(cd "$cache" && pwd)/sdk-$hash"

is_complete() {
  [[ -e "$environment/complete" ]] && "$environment/bin/python" -c '' 2>/dev/null
}

build() {
  rm -rf "$environment"
  "$python" -m venv "$environment" >&2 ||
    fail "'$python -m venv' failed; on Debian and Ubuntu it needs the package python3-venv"
  "$environment/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps \
    --requirement "$requirements" >&2 || fail "could not install $requirements into $environment"
  touch "$environment/complete"
}

if ! is_complete; then
  exec 9>"$environment.lock"
  # The lock belongs to the open file, which this shell shares with the interpreter that takes it;
  # so it is held until this script ends, however it ends. (There is no flock command on macOS.)
  "$python" -c 'import fcntl; fcntl.flock(9, fcntl.LOCK_EX)'
  is_complete || build
fi
echo "$environment"
