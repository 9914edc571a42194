#!/usr/bin/env bash
# etcd.sh FOLDER: builds etcd into it, through a module that requires it.
. "$(dirname "${BASH_SOURCE[0]}")/../library/begin.sh"
. "$cluster/library/go.sh"
source_folder=$cache/sources/etcd-$etcd_version
rm -rf "$source_folder"
mkdir -p "$source_folder"
cd "$source_folder"
cat >tools.go <<'TOOLS'
//go:build tools

package tools

import _ "go.etcd.io/etcd/server/v3/etcdmain"
TOOLS
go mod init pitwheel.test/etcd
go get "go.etcd.io/etcd/server/v3@v$etcd_version"
go mod tidy
link "$1/etcd" go.etcd.io/etcd/server/v3
