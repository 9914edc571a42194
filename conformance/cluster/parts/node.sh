# The scheduler and a real node: containerd with a registry of our images, kubelet, kube-proxy.

up_node() {
  start kube-scheduler "$kubernetes_binaries/kube-scheduler" --kubeconfig "$kubeconfig" --leader-elect=false \
    --bind-address 127.0.0.1
  write_node_settings
  forget_old_images
  start registry python3 "$cluster/images/registry.py" "$images/current" "$images/launchers" "$cluster/images/names" \
    "$registry_port"
  start containerd containerd --config "$node/settings/containerd.toml"
  wait_until containerd "$logs/containerd.log" \
    inside ctr --connect-timeout 1s --address "$run/containerd/socket" version
  wait_until kubelet "$logs/kubelet.log" kubelet_is_ready
  # Limits of connections count for the whole machine: 0 leaves them.
  start kube-proxy "$kubernetes_binaries/kube-proxy" --kubeconfig "$kubeconfig" --hostname-override "$node_name" \
    --cluster-cidr "$pod_network" --proxy-mode iptables --conntrack-max-per-core 0 \
    --conntrack-tcp-timeout-established 0 --conntrack-tcp-timeout-close-wait 0
}

write_node_settings() {
  local file
  mkdir -p "$node/settings/hosts/_default" "$node/kubelet" "$node/containerd" "$run/containerd"
  for file in containerd.toml kubelet.yaml bridge.conflist hosts.toml; do
    sed -e "s|@NODE@|$node|g; s|@RUN@|$run|g; s|@KEYS@|$keys|g; s|@GROUP@|$group|g" \
      -e "s|@NODE_ADDRESS@|$node_address|g; s|@POD_NETWORK@|$pod_network|g" \
      -e "s|@DNS_ADDRESS@|$dns_service_address|g; s|@REGISTRY_PORT@|$registry_port|g" \
      "$cluster/node/$file" >"$node/settings/$file"
  done
  mkdir -p "$node/settings/network"
  write_container_settings
  mv "$node/settings/bridge.conflist" "$node/settings/network/"
  mv "$node/settings/hosts.toml" "$node/settings/hosts/_default/"
}

# What containers are like, and that they all see one folder of the node: in it tasks can leave marks that no artifact is.
write_container_settings() {
  mkdir -p "$shared"
  chmod 1777 "$shared"
  ctr oci spec | python3 -c '
import json, sys
container = json.load(sys.stdin)
container["mounts"].append(
    {"destination": "/shared", "type": "bind", "source": sys.argv[1], "options": ["rbind", "rw"]})
json.dump(container, sys.stdout)' "$shared" >"$node/settings/container.json"
}

# containerd keeps what it pulled. When the images were built anew, it starts from nothing.
forget_old_images() {
  local now
  now=$(readlink "$images/current")
  if ! is_running containerd && [ "$(cat "$node/containerd/images" 2>/dev/null)" != "$now" ]; then
    rm -rf "$node/containerd"
    mkdir -p "$node/containerd"
    echo "$now" >"$node/containerd/images"
  fi
}

# A kubelet ends when containerd answers it that it is not ready yet, which its socket does not tell.
kubelet_is_ready() {
  start kubelet "$kubernetes_binaries/kubelet" --config "$node/settings/kubelet.yaml" --kubeconfig "$kubeconfig" \
    --root-dir "$node/kubelet" --hostname-override "$node_name" --node-ip "$node_address"
  node_is_ready
}

# What the API server has on record may be from before a crash: the kubelet itself is asked, too.
node_is_ready() {
  kubectl get --raw "/api/v1/nodes/$node_name/proxy/healthz" &&
    kubectl get node "$node_name" -o 'jsonpath={.status.conditions[?(@.type=="Ready")].status}' | grep -q True
}
