# A network and a mount namespace for the whole cluster, held by one sleeping process. A pair of interfaces joins it
# to the host: the host reaches the node, the pods and the services, and they reach the host, and nothing beyond it.

inside() { nsenter --target "$(process_of namespace)" --mount --net --wd=/ -- "$@"; }

kubectl() { "$kubernetes_binaries/kubectl" --kubeconfig "$kubeconfig" "$@"; }

make_namespace() {
  ! is_running namespace || return 0
  # Without its holder, what is left of a cluster that crashed lives in a network that nobody can enter.
  kill_group
  wait_until "the end of the interface $host_interface ($(owner_of_interface))" /dev/null no_interface
  rm -rf "$run/namespace" "$node/overlay"
  mkdir -p "$run" "$logs" "$node"
  start_on_host namespace unshare --mount --net --propagation private -- "$cluster/library/hold_namespace.sh"
  wait_until "the namespaces" "$logs/namespace.log" test -e "$run/namespace/ready"
  join_host
}

no_interface() { ! ip link show "$host_interface"; }

no_interface_of_ours() { [ "$(owner_of_interface)" != "that of the cluster in $state" ]; }

owner_of_interface() {
  ip -o link show "$host_interface" 2>/dev/null | sed -n 's/.*alias /that of the cluster in /p' | grep . || echo "nobody's"
}

join_host() {
  local holder
  holder=$(process_of namespace)
  ip link add "$host_interface" type veth peer name node0 netns "$holder"
  ip link set "$host_interface" alias "$state"
  ip address add "$host_address/24" dev "$host_interface"
  ip link set "$host_interface" up
  inside ip link set lo up
  inside ip address add "$node_address/24" dev node0
  inside ip link set node0 up
  ip route add "$pod_network" via "$node_address"
  ip route add "$service_network" via "$node_address"
  # Services need a route on the node before their rules apply. All else is refused at once, and not after a minute.
  inside ip route add "$service_network" via "$host_address"
  inside ip route add unreachable default
  inside sh -c 'echo 1 >/proc/sys/net/ipv4/ip_forward'
  # Nobody answers names in this cluster: say so at once.
  local chain
  for chain in FORWARD OUTPUT; do
    inside iptables -I "$chain" -d "$dns_service_address" -j REJECT
  done
}
