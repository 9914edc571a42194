# An API server with nothing in it, no kinds of Argo either, for how a server meets such a cluster. Its data stands
# beside that of the other in the same etcd; the administrator's keys are the same.

up_bare() {
  start bare-apiserver "$kubernetes_binaries/kube-apiserver" --etcd-servers http://127.0.0.1:2379 \
    --etcd-prefix /bare --profiling=false --bind-address 0.0.0.0 --secure-port "$bare_api_port" \
    --advertise-address "$node_address" --service-cluster-ip-range "$service_network" \
    --client-ca-file "$keys/authority.crt" --tls-cert-file "$keys/server.crt" --tls-private-key-file "$keys/server.key" \
    --service-account-issuer https://kubernetes.default.svc --service-account-key-file "$keys/accounts.pub" \
    --service-account-signing-key-file "$keys/accounts.key" --authorization-mode RBAC
  wait_until "the bare API server" "$logs/bare-apiserver.log" \
    kubectl --server "https://$node_address:$bare_api_port" get --raw /readyz
}
