#!/usr/bin/env bash
# images.sh FOLDER: makes the images of pods and their sandboxes into it, without a registry or a daemon.
. "$(dirname "${BASH_SOURCE[0]}")/../library/begin.sh"
store=$1
work=$(mktemp -d "$cache/images.work.XXXXXX")
trap 'rm -rf "$work"' EXIT
busybox=$(command -v busybox) || fail "looked for busybox (expected: Debian's busybox-static)"
command -v gcc >/dev/null || fail "looked for gcc (expected: a C compiler and a static C library)"

add_image() { "$cluster/images/add_image.py" "$store" "$@"; }

# new_root NAME: a folder with a shell, the usual programs and two users; prints where.
new_root() {
  local root=$work/$1 program
  mkdir -p "$root"/{bin,dev,etc,proc,root,sys,tmp,usr/bin,var/run}
  chmod 755 "$root"
  chmod 1777 "$root/tmp"
  printf 'root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/:/bin/false\n' >"$root/etc/passwd"
  printf 'root:x:0:\nnogroup:x:65534:\n' >"$root/etc/group"
  cp "$busybox" "$root/bin/busybox"
  for program in $("$busybox" --list); do
    [ -e "$root/bin/$program" ] || ln -s busybox "$root/bin/$program"
  done
  echo "$root"
}

make_pause() {
  mkdir "$work/pause"
  gcc -static -Os -s -o "$work/pause/pause" "$cluster/images/pause.c"
  add_image pause "$work/pause" --entrypoint /pause
}

make_busybox() { add_image busybox "$(new_root busybox)" --command sh; }

make_argoexec() {
  local root
  root=$(new_root argoexec)
  cp "$argo_binaries/argoexec" "$root/bin/"
  add_image argoexec "$root" --entrypoint argoexec
}

# A root with nothing in it but one program.
make_static() {
  mkdir "$work/static"
  gcc -static -Os -s -o "$work/static/say" "$cluster/images/say.c"
  add_image static "$work/static" --command /say
}

# Files of a model alone: no program, no shell.
make_model() {
  mkdir -p "$work/model/models/deep"
  echo '{"layers": 3}' > "$work/model/models/config.json"
  echo weights > "$work/model/models/deep/copy"
  add_image model "$work/model"
}

# The same program with Debian's musl, for which no package has any program.
make_musl() {
  local root=$work/musl parts=$work/musl-packages machine
  machine=$(uname -m)-linux-musl
  mkdir -p "$root" "$parts"
  fetch_packages "$parts" musl musl-dev
  mkdir "$root/lib"
  cp "$parts"/lib/ld-musl-*.so.1 "$root/lib/"
  local include=$parts/usr/include/$machine objects=$parts/usr/lib/$machine
  # The loader is the library, too; the link to it leads to where it would be installed.
  ln -sf "$root"/lib/ld-musl-*.so.1 "$objects/libc.so"
  gcc -Os -s -no-pie -nostdinc -isystem "$include" -nostdlib -o "$root/say" "$objects"/crt1.o "$objects"/crti.o \
    "$cluster/images/say.c" -L"$objects" -lc "$objects"/crtn.o \
    -Wl,-dynamic-linker,"/lib/$(basename "$root"/lib/ld-musl-*.so.1)"
  add_image musl "$root" --command /say
}

# fetch_packages FOLDER PACKAGE...: unpacks packages of this machine's system into a folder.
# Lists of packages grow old: then what they name is not there any more.
fetch_packages() {
  local folder=$1 archives package
  shift
  archives=$(mktemp -d "$work/archives.XXXXXX")
  (cd "$archives" && { apt-get -qq download "$@" || { apt-get -qq update && apt-get -qq download "$@"; }; }) ||
    fail "downloaded the packages $* to $archives (expected: apt-get finds each)"
  for package in "$archives"/*.deb; do
    dpkg-deb --extract "$package" "$folder"
  done
}

# Debian's Python with pip and the SDK, as the conformance tests have it, where images of Python keep packages.
make_python() {
  local root environment installed packages
  environment=$("$cluster/../python/make_environment.sh")
  installed=$environment/lib/python3.11/site-packages
  [ -d "$installed" ] || fail "looked for $installed (expected: python3 is version 3.11, as in the image; it is $(python3 --version))"
  root=$(new_root python)
  mapfile -t packages <"$cluster/images/packages"
  fetch_packages "$root" "${packages[@]}"
  rm -rf "$root"/usr/share/{doc,man,locale,lintian,info} "$root/usr/lib/python3.11/EXTERNALLY-MANAGED"
  mkdir -p "$root/usr/local/bin" "$root/usr/local/lib/python3.11"
  cp -r "$installed" "$root/usr/local/lib/python3.11/dist-packages"
  find "$root" -name __pycache__ -prune -exec rm -rf {} +
  local name
  for name in python python3 python3.11; do
    ln -sf /usr/bin/python3.11 "$root/usr/local/bin/$name"
    [ -e "$root/usr/bin/$name" ] || ln -s python3.11 "$root/usr/bin/$name"
  done
  printf '#!/bin/sh\nexec python3 -m pip "$@"\n' >"$root/usr/local/bin/pip"
  chmod 755 "$root/usr/local/bin/pip"
  cp "$root/usr/local/bin/pip" "$root/usr/local/bin/pip3"
  # Times are lost in an image, so what is compiled must not be compared by them.
  chroot "$root" /usr/bin/python3.11 -m compileall -q --invalidation-mode unchecked-hash \
    /usr/lib/python3.11 /usr/local/lib/python3.11/dist-packages || say "some modules of Python do not compile"
  add_image python "$root" --command python3
}

make_pause
make_busybox
make_argoexec
make_static
make_musl
make_model
make_python
chmod -R a+rX "$store"
