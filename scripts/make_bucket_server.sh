#!/usr/bin/env bash
# Builds the S3 server that the tests of object stores talk to, once, and prints where it is.
# It stands in PITWHEEL_CACHE (else ~/.cache/pitwheel). Needs Go 1.26 or newer, or one from 1.21 on that may fetch it.
set -euo pipefail
version=1.8.0
module=github.com/versity/versitygw
cache=${PITWHEEL_CACHE:-$HOME/.cache/pitwheel}
folder=$cache/versitygw-$version
server=$folder/versitygw

if [ ! -x "$server" ]; then
  command -v go >/dev/null ||
    { echo "make_bucket_server: go missing (expected: Go 1.26 or newer on the PATH, to build $module $version)" >&2; exit 1; }
  mkdir -p "$cache"
  unfinished=$(mktemp -d "$cache/versitygw-unfinished.XXXXXX")
  trap 'rm -rf "$unfinished"' EXIT
  GOBIN=$unfinished GOFLAGS="-p=2 -buildvcs=false -mod=mod" CGO_ENABLED=0 \
    nice go install -trimpath -ldflags '-s -w' "$module/cmd/versitygw@v$version" >&2
  mkdir -p "$folder"
  mv -f "$unfinished/versitygw" "$server"
fi
echo "$server"
