#!/usr/bin/env python3
"""add_image.py STORE NAME ROOT [--entrypoint PROGRAM] [--command PROGRAM] [--user NUMBER]

Adds an image of one layer, made of the folder ROOT, to the store that registry.py serves: a folder of blobs that are
named by their digests, and index.json, which says the digest of each name's manifest. The same folder gives the same
digests. Owners become root and times become 1970.
"""
import argparse
import hashlib
import json
import os
import pathlib
import tarfile
import tempfile

TYPES = "application/vnd.oci.image."
PATH = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"


def without_owner_and_time(entry):
    entry.uid = entry.gid = entry.mtime = 0
    entry.uname = entry.gname = "root"
    return entry


def add_file(store, kind, file):
    """Moves a file into the store; answers what a manifest says about it."""
    with open(file, "rb") as content:
        digest = hashlib.file_digest(content, "sha256").hexdigest()
    described = {"mediaType": TYPES + kind, "digest": "sha256:" + digest, "size": os.path.getsize(file)}
    os.replace(file, store / digest)
    return described


def add_document(store, kind, document):
    with tempfile.NamedTemporaryFile("w", dir=store, delete=False) as file:
        json.dump(document, file)
    return add_file(store, kind, file.name)


def add_layer(store, root):
    with tempfile.NamedTemporaryFile(dir=store, delete=False) as file, tarfile.open(fileobj=file, mode="w") as layer:
        for name in sorted(os.listdir(root)):
            layer.add(os.path.join(root, name), arcname=name, filter=without_owner_and_time)
    return add_file(store, "layer.v1.tar", file.name)


def configuration(layer, arguments):
    settings = {"Env": [PATH], "WorkingDir": "/"}
    if arguments.entrypoint:
        settings["Entrypoint"] = [arguments.entrypoint]
    if arguments.user:
        settings["User"] = arguments.user
    if arguments.command:
        settings["Cmd"] = [arguments.command]
    return {
        "architecture": {"x86_64": "amd64", "aarch64": "arm64"}[os.uname().machine],
        "os": "linux",
        "created": "1970-01-01T00:00:00Z",
        "config": settings,
        "rootfs": {"type": "layers", "diff_ids": [layer["digest"]]},
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("store", type=pathlib.Path)
    parser.add_argument("name")
    parser.add_argument("root")
    parser.add_argument("--entrypoint")
    parser.add_argument("--command")
    parser.add_argument("--user")
    arguments = parser.parse_args()

    layer = add_layer(arguments.store, arguments.root)
    config = add_document(arguments.store, "config.v1+json", configuration(layer, arguments))
    manifest = add_document(
        arguments.store,
        "manifest.v1+json",
        {"schemaVersion": 2, "mediaType": TYPES + "manifest.v1+json", "config": config, "layers": [layer]},
    )
    index = arguments.store / "index.json"
    names = json.loads(index.read_text()) if index.exists() else {}
    names[arguments.name] = manifest["digest"].removeprefix("sha256:")
    index.write_text(json.dumps(names, indent=1))


if __name__ == "__main__":
    main()
