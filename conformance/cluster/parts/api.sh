# etcd, the API server and the controller manager.

up_api() {
  "$cluster/library/make_keys.sh"
  start etcd "$etcd_binaries/etcd" --data-dir "$run/etcd" --unsafe-no-fsync --log-level warn \
    --listen-client-urls http://127.0.0.1:2379 --advertise-client-urls http://127.0.0.1:2379 \
    --listen-peer-urls http://127.0.0.1:2380 --initial-advertise-peer-urls http://127.0.0.1:2380 \
    --initial-cluster default=http://127.0.0.1:2380
  start kube-apiserver "$kubernetes_binaries/kube-apiserver" --etcd-servers http://127.0.0.1:2379 --profiling=false \
    --bind-address 0.0.0.0 --secure-port "$api_port" --advertise-address "$node_address" \
    --service-cluster-ip-range "$service_network" --client-ca-file "$keys/authority.crt" \
    --tls-cert-file "$keys/server.crt" --tls-private-key-file "$keys/server.key" \
    --service-account-issuer https://kubernetes.default.svc --service-account-key-file "$keys/accounts.pub" \
    --service-account-signing-key-file "$keys/accounts.key" --authorization-mode Node,RBAC --allow-privileged \
    --kubelet-client-certificate "$keys/admin.crt" --kubelet-client-key "$keys/admin.key" \
    --kubelet-preferred-address-types InternalIP
  wait_until "the API server" "$logs/kube-apiserver.log" kubectl get --raw /readyz
  start kube-controller-manager "$kubernetes_binaries/kube-controller-manager" --kubeconfig "$kubeconfig" \
    --leader-elect=false --bind-address 127.0.0.1 --service-account-private-key-file "$keys/accounts.key" \
    --root-ca-file "$keys/authority.crt" \
    --controllers '*,-node-ipam-controller,-node-route-controller,-cloud-node-lifecycle-controller,-service-lb-controller'
  wait_until "the controller manager" "$logs/kube-controller-manager.log" \
    kubectl --namespace default get serviceaccount default
}
