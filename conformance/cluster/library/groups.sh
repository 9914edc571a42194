# The control groups of this cluster. Every process that is started is in one of them, so that down finds all
# of them, whatever became of their parents, and never one of somebody else.

group=pitwheel-$(printf '%s' "$state" | cksum | cut -d' ' -f1)
hierarchies=/sys/fs/cgroup

# The folders of all hierarchies that have this group.
group_folders() { find "$hierarchies" -mindepth 2 -maxdepth 2 -type d -name "$group"; }

make_groups() {
  local hierarchy name
  mkdir -p "$hierarchies/pids/$group/daemons"
  for hierarchy in "$hierarchies"/*/; do
    [ ! -f "$hierarchy/cgroup.procs" ] || mkdir -p "$hierarchy$group"
  done
  # A new one is empty, and holds no process until it is filled.
  for name in cpuset.cpus cpuset.mems; do
    [ ! -f "$hierarchies/cpuset/$name" ] || cat "$hierarchies/cpuset/$name" >"$hierarchies/cpuset/$group/$name"
  done
}

# Puts the calling shell, and so what it becomes, into the group of daemons.
join_group() { echo "$BASHPID" >"$hierarchies/pids/$group/daemons/cgroup.procs"; }

group_processes() { find "$hierarchies/pids/$group" -name cgroup.procs -exec cat {} + 2>/dev/null || true; }

# Ends every process of the group; what forks meanwhile is met in the next round.
kill_group() {
  local round left
  for round in $(seq 50); do
    left=$(group_processes)
    [ -n "$left" ] || return 0
    # shellcheck disable=SC2086 # one word each
    kill -KILL $left 2>/dev/null || true
    sleep 0.1
  done
  fail "sent KILL to the processes of $group ($(group_processes | tr '\n' ' ')are left; expected: none)"
}

remove_groups() {
  local folder
  for folder in $(group_folders); do
    find "$folder" -depth -type d -exec rmdir {} \; 2>/dev/null || true
    [ ! -d "$folder" ] || fail "removed $folder (it is still there; expected: no process in it)"
  done
}
