#!/usr/bin/env bash
# kubernetes.sh FOLDER: builds the programs of Kubernetes into it, through a module that requires it.
. "$(dirname "${BASH_SOURCE[0]}")/../library/begin.sh"
. "$cluster/library/go.sh"
programs=(kube-apiserver kube-controller-manager kube-scheduler kubelet kube-proxy kubectl)
source_folder=$cache/sources/kubernetes-$kubernetes_version
rm -rf "$source_folder"
mkdir -p "$source_folder"
cd "$source_folder"

# The module asks for its own parts at v0.0.0 to the letter, and is to get those of its release.
module=k8s.io/kubernetes@v$kubernetes_version
go mod download "$module"
{
  echo "module pitwheel.test/kubernetes"
  grep '^go ' "$GOMODCACHE/$module/go.mod"
  echo "require k8s.io/kubernetes v$kubernetes_version"
  grep -oE 'k8s\.io/[a-z0-9-]+ v0\.0\.0( |$)' "$GOMODCACHE/$module/go.mod" | sort -u |
    while read -r part _; do echo "replace $part => $part v0.${kubernetes_version#*.}"; done
} >go.mod
{
  printf '//go:build tools\n\npackage tools\n\nimport (\n'
  printf '\t_ "k8s.io/kubernetes/cmd/%s"\n' "${programs[@]}"
  printf ')\n'
} >tools.go
go mod tidy

# Without these it calls itself v0.0.0.
version=k8s.io/component-base/version
flags="-X $version.gitVersion=v$kubernetes_version -X $version.gitMajor=1 -X $version.gitMinor=$(cut -d. -f2 <<<"$kubernetes_version")"
for program in "${programs[@]}"; do
  link "$1/$program" "k8s.io/kubernetes/cmd/$program" "$flags"
done
