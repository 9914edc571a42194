#!/usr/bin/env bash
# Makes an authority, the keys of server, administrator and service accounts, and the administrator's kubeconfig.
# What is there stays.
. "$(dirname "${BASH_SOURCE[0]}")/begin.sh"
[ ! -f "$kubeconfig" ] || exit 0
umask 077
rm -rf "$keys"
mkdir -p "$keys"
cd "$keys"

new_key() { openssl ecparam -name prime256v1 -genkey -noout -out "$1.key"; }

# certify NAME SUBJECT EXTENSION...
certify() {
  local name=$1 subject=$2
  shift 2
  new_key "$name"
  openssl req -new -key "$name.key" -subj "$subject" -out "$name.csr"
  openssl x509 -req -in "$name.csr" -CA authority.crt -CAkey authority.key -CAcreateserial -days 3650 \
    -extfile <(printf '%s\n' "$@") -out "$name.crt" 2>/dev/null
}

new_key authority
openssl req -x509 -new -key authority.key -subj /CN=pitwheel-cluster -days 3650 -out authority.crt
openssl genrsa -out accounts.key 2048 2>/dev/null
openssl rsa -in accounts.key -pubout -out accounts.pub 2>/dev/null
certify server /CN=kube-apiserver 'extendedKeyUsage=serverAuth' \
  "subjectAltName=IP:127.0.0.1,IP:$node_address,IP:$api_service_address,DNS:localhost,DNS:kubernetes.default.svc"
certify admin /O=system:masters/CN=admin 'extendedKeyUsage=clientAuth'

configure() { "$kubernetes_binaries/kubectl" config --kubeconfig unfinished.conf "$@" >/dev/null; }
configure set-cluster cluster --server "https://$node_address:$api_port" --certificate-authority authority.crt --embed-certs
configure set-credentials admin --client-certificate admin.crt --client-key admin.key --embed-certs
configure set-context cluster --cluster cluster --user admin
configure use-context cluster
mv unfinished.conf "$kubeconfig"
