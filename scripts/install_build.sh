# Sourced by ./pitwheel, with $project set. What it starts is a copy of the build under distribution/target, so that
# a later build changes nothing under a running server:
#   pitwheel/current                    -> builds/N
#   pitwheel/builds/N/jars              every jar
#   pitwheel/builds/N/native            libraries that would else be unpacked at each start
#   pitwheel/builds/N/pitwheel.aot      classes as the virtual machine keeps them, from a training run
#   pitwheel/builds/N/java_arguments    how to start
#   pitwheel/builds/N/built             made when the build began
target=$project/distribution/target
layout=$target/pitwheel
installed=$layout/current
modules=(api model testing trust driver store objectstore launcher engine engine-local engine-argo server cli distribution bench)

source_newer_than() {
  local places=("$project/pom.xml") module
  for module in "${modules[@]}"; do
    places+=("$project/$module/pom.xml" "$project/$module/src/main")
  done
  [ -n "$(find "${places[@]}" -newer "$1" -print -quit 2>/dev/null)" ]
}

# Whether what is installed was made of these sources, here, for a JDK that is still there.
is_installed() {
  local place java_home
  { read -r place <"$installed/place" && read -r java_home <"$installed/java_home"; } 2>/dev/null || return 1
  [ "$place" = "$project" ] && [ -x "$java_home/bin/java" ] || return 1
  [ -z "${PITWHEEL_JAVA_HOME:-}" ] || [ "$PITWHEEL_JAVA_HOME" = "$java_home" ] || return 1
  ! source_newer_than "$installed/built"
}

# One at a time: others wait, and find the work done.
install_build() {
  if ! { mkdir -p "$layout/builds" && touch "$layout/lock" && exec 9>"$layout/lock"; } 2>/dev/null; then
    echo "pitwheel: tried to build in $layout and may not write there as $(id -un) (expected: a user" >&2
    echo "          who may; let the owner start ./pitwheel once after each change, or use a checkout of your own)" >&2
    exit 3
  fi
  if command -v flock >/dev/null; then
    flock 9
  fi
  if ! is_installed; then
    local java_home
    java_home=$("$project/scripts/find_java_home.sh") || exit 3
    build_jars
    lay_out "$java_home"
  fi
  exec 9>&-
}

# Leaves the jars of an up-to-date Maven build as they are: it may be that build which calls.
build_jars() {
  local jar
  for jar in "$project"/bench/target/bench-*.jar; do
    if [ -f "$jar" ] && [ -f "$target/class-path.txt" ] && ! source_newer_than "$jar"; then
      touch -r "$jar" "$layout/built"
      return
    fi
  done
  echo "pitwheel: building; the first time this takes a few minutes" >&2
  touch "$layout/built"
  if ! "$project/mvnw" -B -ntp -Pquick -pl bench -am package 2>&1 9>&- </dev/null |
    tee "$layout/build.log" | show_modules; then
    tail -n 40 "$layout/build.log" >&2
    echo "pitwheel: tried to build and failed; all of it is in $layout/build.log" >&2
    exit 3
  fi
}

# A line for each module as its turn comes: minutes without a word look like a hang.
show_modules() {
  local line
  while IFS= read -r line; do
    if [[ $line =~ ^\[INFO\]\ Building\ ([a-z-]+)\ .*\[([0-9]+/[0-9]+)\]$ ]]; then
      echo "pitwheel:   ${BASH_REMATCH[1]} (${BASH_REMATCH[2]})" >&2
    fi
  done
}

lay_out() {
  local java_home=$1 build class_path=() jar
  [ -s "$target/class-path.txt" ] || {
    echo "pitwheel: $target/class-path.txt is not there (expected: the build wrote it)" >&2
    exit 3
  }
  build=$(mktemp -d "$layout/builds/XXXXXX")
  # Others may start what was built, as far as this user's files are for others at all.
  chmod +rx "$build"
  mkdir "$build/jars" "$build/native"
  while IFS= read -r jar; do
    cp "$jar" "$build/jars/"
    class_path+=("$build/jars/${jar##*/}")
  done < <(printf '%s\n' "$target"/distribution-*.jar "$project"/bench/target/bench-*.jar "$project"/testing/target/testing-*.jar && tr ':' '\n' <"$target/class-path.txt" && echo)
  unpack_native "$java_home" "$build"
  printf '%s\n' "$project" >"$build/place"
  printf '%s\n' "$java_home" >"$build/java_home"
  cp -p "$layout/built" "$build/built"
  write_arguments "$build" "${class_path[@]}"
  train "$java_home" "$build"
  ln -sfn "$build" "$installed"
  # The one before stays: a server may be running from it.
  find "$layout/builds" -mindepth 1 -maxdepth 1 -type d ! -path "$build" -mmin +1440 -exec rm -rf {} +
}

# The driver of the database unpacks its library at each start unless it is told of one.
unpack_native() {
  local java_home=$1 build=$2 system machine jar library
  case "$(uname -s)" in Linux) system=Linux ;; Darwin) system=Mac ;; *) return 0 ;; esac
  case "$(uname -m)" in x86_64 | amd64) machine=x86_64 ;; aarch64 | arm64) machine=aarch64 ;; *) return 0 ;; esac
  [ "$system" != Linux ] || [ ! -e "/lib/ld-musl-$machine.so.1" ] || system=Linux-Musl
  for jar in "$build"/jars/sqlite-jdbc-*.jar; do
    (cd "$build/native" && "$java_home/bin/jar" -xf "$jar" "org/sqlite/native/$system/$machine") || return 0
    for library in "$build/native/org/sqlite/native/$system/$machine"/*; do
      [ ! -f "$library" ] || mv "$library" "$build/native/"
    done
    rm -rf "$build/native/org"
  done
}

write_arguments() {
  local build=$1 joined
  shift
  joined=$(IFS=: && printf '%s' "$*")
  {
    echo "-XX:+UseSerialGC"
    echo "-XX:+UseCompactObjectHeaders"
    echo "-XX:TieredStopAtLevel=1"
    echo "-XX:-UsePerfData"
    # A cache that does not fit is not worth a word to the user; errors are.
    echo "-Xlog:disable"
    echo "-Xlog:all=error:stderr"
    echo "--enable-native-access=ALL-UNNAMED"
    echo "--sun-misc-unsafe-memory-access=allow"
    echo "-Dstdout.encoding=UTF-8"
    echo "-Dstderr.encoding=UTF-8"
    quoted "-Dpitwheel.project=$project"
    if [ -n "$(ls -A "$build/native")" ]; then
      quoted "-Dorg.sqlite.lib.path=$build/native"
    fi
    echo "-cp"
    quoted "$joined"
  } >"$build/java_arguments"
}

# As Java reads a word of an argument file.
quoted() {
  local word=${1//\\/\\\\}
  printf '"%s"\n' "${word//\"/\\\"}"
}

# A short run of a pipeline that needs nothing but a shell; Java keeps what it loaded. Without it everything works,
# only slower to start.
train() {
  local java_home=$1 build=$2 data bounded=()
  data=$(mktemp -d)
  ! command -v timeout >/dev/null || bounded=(timeout 120)
  if "${bounded[@]+"${bounded[@]}"}" "$java_home/bin/java" "@$build/java_arguments" "-XX:AOTCacheOutput=$build/pitwheel.aot" \
    io.pitwheel.distribution.Main run "$project/examples/shell_words/shell_words.yaml" --data "$data" --timeout 1m \
    >"$layout/training.log" 2>&1 9>&- </dev/null && [ -f "$build/pitwheel.aot" ]; then
    quoted "-XX:AOTCache=$build/pitwheel.aot" >>"$build/java_arguments"
  fi
  rm -rf "$data"
}

warn_without_python() {
  local python known=
  python=$(command -v python3 || true)
  read -r known 2>/dev/null <"$installed/python" || true
  if [ -n "$python" ] && [ "$known" = "$python" ] && [ "$installed/python" -nt "$python" ]; then
    return
  fi
  if [ -n "$python" ] && "$python" -c 'import sys; sys.exit(sys.version_info < (3, 9))' 2>/dev/null; then
    # Only a shortcut for the next start: a user who may not write here looks again each time.
    { printf '%s\n' "$python" >"$installed/python"; } 2>/dev/null || true
    return
  fi
  echo "pitwheel: looked for python3 on PATH and found ${python:-none} (expected: Python 3.9 or newer)." >&2
  echo "          Pipelines with Python components will fail; install one, for example: apt-get install python3 python3-venv" >&2
}
