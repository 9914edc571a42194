# Daemons by name. The file NAME.process holds the process id, when it started, and of which boot of the machine;
# so a number that was given to somebody else meanwhile is never taken for ours.

boot() { cat /proc/sys/kernel/random/boot_id; }

# started_at PID: in ticks since boot; fails when there is no such process, or only what is left of it.
started_at() {
  local line fields
  line=$(cat "/proc/$1/stat" 2>/dev/null) || return 1
  # The name before the last bracket may hold blanks.
  read -ra fields <<<"${line##*) }"
  [ "${fields[0]}" != Z ] && echo "${fields[19]}"
}

# process_of NAME: prints the id of a daemon that runs, else fails.
process_of() {
  local id start boot
  [ -f "$run/$1.process" ] || return 1
  read -r id start boot <"$run/$1.process" || return 1
  [ "$boot" = "$(boot)" ] && [ "$(started_at "$id")" = "$start" ] && echo "$id"
}

is_running() { process_of "$1" >/dev/null; }

# start NAME COMMAND...: in the namespace, in the group, in a session of its own, with its output in a log.
start() {
  local name=$1
  shift
  ! is_running "$name" || return 0
  start_on_host "$name" nsenter --target "$(process_of namespace)" --mount --net --wd=/ -- "$@"
}

# The same, outside of the namespace.
start_on_host() {
  local name=$1 log=$logs/$1.log id
  shift
  [ ! -s "$log" ] || mv "$log" "$log.before"
  (
    join_group
    exec setsid "$@"
  ) >"$log" 2>&1 </dev/null 9>&- &
  id=$!
  echo "$id $(started_at "$id") $(boot)" >"$run/$name.process"
}

# stop NAME...: asks all of them, waits some seconds, then kills.
stop() {
  signal TERM "$@"
  local round
  for round in $(seq 50); do
    any_runs "$@" || break
    sleep 0.1
  done
  signal KILL "$@"
  local name
  for name; do
    rm -f "$run/$name.process"
  done
}

# signal SIGNAL NAME...: to those that run.
signal() {
  local signal=$1 name id
  shift
  for name; do
    ! id=$(process_of "$name") || kill "-$signal" "$id" 2>/dev/null || true
  done
}

any_runs() {
  local name
  for name; do
    ! is_running "$name" || return 0
  done
  return 1
}
