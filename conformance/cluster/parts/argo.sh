# The custom resources of Argo Workflows, and the workflow controller of the server under test.

up_argo() {
  kubectl apply --server-side --filename "$argo_binaries/resources.yaml" >/dev/null
  fill_manifest argo.yaml | kubectl apply --server-side --filename - >/dev/null
  fill_manifest server.yaml | kubectl apply --server-side --filename - >/dev/null
  # A policy counts a moment after it was made; a controller that is quicker would make an agent pod.
  wait_until "the policy against agent pods" /dev/null agent_pods_are_refused
  start_controller workflow-controller "$argo_namespace"
}

# start_controller NAME NAMESPACE ARGUMENT...: it reads its settings in the namespace of its kubeconfig's context.
start_controller() {
  local name=$1 namespace=$2 own=$run/$1.conf
  shift 2
  ! is_running "$name" || return 0
  install -m 600 "$kubeconfig" "$own"
  "$kubernetes_binaries/kubectl" config --kubeconfig "$own" set-context --current --namespace "$namespace" >/dev/null
  start "$name" env LEADER_ELECTION_DISABLE=true ARGO_EXECUTOR_PLUGINS=true DEFAULT_REQUEUE_TIME=1s \
    "$argo_binaries/workflow-controller" --kubeconfig "$own" --executor-image "localhost/argoexec:$argo_version" \
    --executor-image-pull-policy IfNotPresent "$@"
  wait_until "$name" "$logs/$name.log" grep -q 'Starting Workflow Controller' "$logs/$name.log"
}

agent_pods_are_refused() {
  local answer
  answer=$(kubectl --namespace "$argo_namespace" run agent --image none --dry-run=server \
    --labels "workflows.argoproj.io/component=agent,workflows.argoproj.io/controller-instanceid=$argo_instance" 2>&1) || true
  [[ $answer == *"exceeded quota"* ]]
}

fill_manifest() {
  sed -e "s|@ARGO_NAMESPACE@|$argo_namespace|g; s|@ARGO_INSTANCE@|$argo_instance|g" \
    -e "s|@FOREIGN_NAMESPACE@|$foreign_namespace|g" "$cluster/manifests/$1"
}
