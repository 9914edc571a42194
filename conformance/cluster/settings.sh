# Everything that may be set, read by every script beside this file.

# Several clusters may run on one machine, each with a number from 0 to 9: others than 0 are for tests of the scripts
# and for people who share a machine.
number=${PITWHEEL_CLUSTER:-0}

# Where all that the scripts make stands; nothing is written into the checkout. What is built is for all clusters.
cache=${PITWHEEL_CACHE:-${HOME:?expected: HOME or PITWHEEL_CACHE}/.cache/pitwheel}/cluster
state=$cache/clusters/$number

etcd_version=3.6.16
# The last line of Kubernetes that runs on control groups of version 1 and with Debian's containerd.
kubernetes_version=1.34.4
argo_version=3.7.3

# The node in its private network, the host in the same network, and what pods and services get.
node_address=10.98.$number.1
host_address=10.98.$number.254
pod_network=10.244.$number.0/24
service_network=10.96.$number.0/24
api_service_address=10.96.$number.1
dns_service_address=10.96.$number.10
host_interface=pitwheel$number
node_name=node1
api_port=26443
bare_api_port=26444
bucket_port=29003
registry_port=5000

# The workflow controller of the server under test, and one of somebody else.
argo_namespace=argo
argo_instance=pitwheel
foreign_namespace=foreign

# How long any one part may take until it can be used.
ready_timeout_seconds=${PITWHEEL_CLUSTER_TIMEOUT:-90}

# What follows is made of the above.
binaries=$cache/bin
kubernetes_binaries=$binaries/kubernetes-$kubernetes_version
etcd_binaries=$binaries/etcd-$etcd_version
argo_binaries=$binaries/argo-$argo_version
images=$cache/images
run=$state/run
node=$state/node
logs=$state/logs
keys=$run/keys
kubeconfig=$run/admin.conf
# What every container sees as /shared.
shared=$run/shared
