#!/usr/bin/env bash
# Installs Microsoft's fake of its blob store that tests talk to, once, and prints where it is.
# It stands in PITWHEEL_CACHE (else ~/.cache/pitwheel). Needs Node.js 20 or newer with npm.
set -euo pipefail
version=3.37.0
cache=${PITWHEEL_CACHE:-$HOME/.cache/pitwheel}
folder=$cache/azurite-$version
server=$folder/node_modules/.bin/azurite-blob

if [ ! -x "$server" ]; then
  command -v npm >/dev/null ||
    { echo "make_blob_server: npm missing (expected: Node.js 20 or newer with npm on the PATH)" >&2; exit 1; }
  mkdir -p "$cache"
  unfinished=$(mktemp -d "$cache/azurite-unfinished.XXXXXX")
  trap 'rm -rf "$unfinished"' EXIT
  echo '{"private": true}' > "$unfinished/package.json"
  (cd "$unfinished" && npm install --no-audit --no-fund --ignore-scripts --silent "azurite@$version" >&2)
  rm -rf "$folder"
  mv "$unfinished" "$folder"
fi
echo "$server"
