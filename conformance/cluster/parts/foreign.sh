# A workflow controller of somebody else: no instance id, one namespace, workflows that carry no instance's label.
. "$cluster/parts/argo.sh"

up_foreign() {
  up_argo
  fill_manifest foreign.yaml | kubectl apply --server-side --filename - >/dev/null
  start_controller foreign-controller "$foreign_namespace" --namespaced
}
