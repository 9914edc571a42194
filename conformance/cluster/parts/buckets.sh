# An S3 server that the host and the pods reach at the same address. Access key: access; secret key: secret-secret.

up_buckets() {
  local server
  server=$("$cluster/../../scripts/make_bucket_server.sh")
  mkdir -p "$run/buckets"
  start buckets env ROOT_ACCESS_KEY=access ROOT_SECRET_KEY=secret-secret \
    "$server" --port "$node_address:$bucket_port" posix "$run/buckets"
  wait_until "the bucket server" "$logs/buckets.log" bash -c "exec 3<>/dev/tcp/$node_address/$bucket_port"
}
