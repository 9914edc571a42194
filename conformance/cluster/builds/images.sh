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

# Debian's Python with pip and the SDK, as the conformance tests have it, where images of Python keep packages.
make_python() {
  local root environment packages package
  environment=$("$cluster/../python/make_environment.sh")
  packages=$environment/lib/python3.11/site-packages
  [ -d "$packages" ] || fail "looked for $packages (expected: python3 is version 3.11, as in the image; it is $(python3 --version))"
  root=$(new_root python)
  mkdir "$work/packages"
  # An older archive of a package may still be there from earlier: only what is downloaded now counts.
  (cd "$work/packages" && xargs -a "$cluster/images/packages" apt-get -qq download) ||
    fail "downloaded the packages of images/packages (expected: apt-get update ran before, and each is there)"
  for package in "$work"/packages/*.deb; do
    dpkg-deb --extract "$package" "$root"
  done
  rm -rf "$root"/usr/share/{doc,man,locale,lintian,info} "$root/usr/lib/python3.11/EXTERNALLY-MANAGED"
  mkdir -p "$root/usr/local/bin" "$root/usr/local/lib/python3.11"
  cp -r "$packages" "$root/usr/local/lib/python3.11/dist-packages"
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
make_python
chmod -R a+rX "$store"
