# Sourced first by every script: strict mode, settings, messages, and the functions beside this file.
set -euo pipefail
cluster=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
. "$cluster/settings.sh"

say() { echo "cluster: $*"; }

# fail TEXT: the text says what was tried, the value, and what was expected.
fail() {
  echo "cluster ${0##*/}: $*" >&2
  exit 1
}

# wait_until WHAT LOG COMMAND...: until the command succeeds; when it does not in time, with the end of the log.
wait_until() {
  local what=$1 log=$2 end=$((SECONDS + ready_timeout_seconds))
  shift 2
  until "$@" >/dev/null 2>&1; do
    if [ $SECONDS -ge $end ]; then
      [ ! -s "$log" ] || tail -n 15 "$log" >&2
      fail "waited $ready_timeout_seconds s for $what (expected: ready; the log is $log)"
    fi
    sleep 0.1
  done
}

# Holds the lock of this cluster until the script ends. What is started must close descriptor 9.
lock() {
  mkdir -p "$run" "$logs"
  exec 9>"$state/lock"
  flock -w 600 9 || fail "waited 600 s for $state/lock (expected: no other up or down at work)"
}

. "$cluster/library/groups.sh"
. "$cluster/library/processes.sh"
. "$cluster/library/namespace.sh"
