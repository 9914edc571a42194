#!/usr/bin/env bash
# argo.sh FOLDER: builds the workflow controller and the executor of Argo Workflows into it, and keeps their resources.
. "$(dirname "${BASH_SOURCE[0]}")/../library/begin.sh"
. "$cluster/library/go.sh"
export GOFLAGS="-p=2 -buildvcs=false -mod=readonly"
module=github.com/argoproj/argo-workflows/v3@v$argo_version
source_folder=$cache/sources/argo-$argo_version

# The archive of a module has no symbolic links, and this file is one.
go mod download "$module"
rm -rf "$source_folder"
cp -r "$GOMODCACHE/$module" "$source_folder"
chmod -R u+w "$source_folder"
ln -sfn signal_darwin.go "$source_folder/workflow/executor/osspecific/signal_linux.go"
cd "$source_folder"
link "$1/workflow-controller" ./cmd/workflow-controller
link "$1/argoexec" ./cmd/argoexec
"$kubernetes_binaries/kubectl" kustomize manifests/base/crds/minimal >"$1/resources.yaml"
rm -rf "$source_folder"
