#!/usr/bin/env bash
# Runs inside the new namespaces: gives the node its own view of the machine's folders and settings, then sleeps.
. "$(dirname "${BASH_SOURCE[0]}")/begin.sh"

mount --make-rshared /
for folder in var run etc; do
  mkdir -p "$node/overlay/$folder"/{changes,work}
  mount -t overlay overlay \
    -o "lowerdir=/$folder,upperdir=$node/overlay/$folder/changes,workdir=$node/overlay/$folder/work" "/$folder"
done

# The kubelet sets these for the whole machine unless they have its values: here it finds that they do.
mkdir -p "$run/namespace"
while read -r name value; do
  [ -f "/proc/sys/$name" ] || continue
  echo "$value" >"$run/namespace/${name//\//.}"
  mount --bind "$run/namespace/${name//\//.}" "/proc/sys/$name"
done <<'SETTINGS'
vm/overcommit_memory 1
vm/panic_on_oom 0
kernel/panic 10
kernel/panic_on_oops 1
kernel/keys/root_maxkeys 1000000
kernel/keys/root_maxbytes 25000000
SETTINGS

touch "$run/namespace/ready"
exec sleep infinity
