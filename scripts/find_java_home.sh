#!/usr/bin/env bash
# Prints the home of a JDK 25 or newer: PITWHEEL_JAVA_HOME, JAVA_HOME, the javac on PATH, then the usual folders.
set -euo pipefail
required=25

major_of() {
  [ -x "$1/bin/javac" ] || return 1
  # The release file answers without starting a JVM.
  local version
  version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release" 2>/dev/null || true)
  [ -n "$version" ] || version=$("$1/bin/javac" -version 2>&1 | sed -n 's/^javac \([0-9]*\).*/\1/p')
  printf '%s' "$version"
}

tried=()
consider() {
  [ -n "$1" ] && [ -d "$1" ] || return 1
  local major
  major=$(major_of "$1") || return 1
  tried+=("$1 (JDK $major)")
  [ -n "$major" ] && [ "$major" -ge "$required" ] && printf '%s\n' "$1"
}

if [ -n "${PITWHEEL_JAVA_HOME:-}" ]; then consider "$PITWHEEL_JAVA_HOME" && exit 0; fi
if [ -n "${JAVA_HOME:-}" ]; then consider "$JAVA_HOME" && exit 0; fi
on_path=$(command -v javac || true)
if [ -n "$on_path" ]; then
  consider "$(dirname "$(dirname "$(readlink -f "$on_path")")")" && exit 0
fi
for folder in /usr/lib/jvm/* /opt/java/* /opt/jdk* "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* \
  /Library/Java/JavaVirtualMachines/*/Contents/Home; do
  consider "$folder" && exit 0
done
echo "pitwheel: tried to find a JDK, expected version $required or newer; found: ${tried[*]:-none}." >&2
echo "          Install a JDK $required and set JAVA_HOME (or PITWHEEL_JAVA_HOME) to it." >&2
exit 1
