# Sourced by builds of Go programs: caches of their own, and few processes at once.
export GOMODCACHE=$cache/go/mod GOCACHE=$cache/gocache GOFLAGS="-p=2 -buildvcs=false -mod=mod" CGO_ENABLED=0

# link OUT PACKAGE [FLAGS]: builds one program.
link() { go build -trimpath -ldflags "-s -w ${3:-}" -o "$1" "$2"; }
