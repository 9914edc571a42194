#!/usr/bin/env python3
"""registry.py STORE LAUNCHERS NAMES PORT

The part of a registry of images that containerd pulls from, on the loopback interface: manifests and blobs of the
store that add_image.py fills. Under which names an image is found says the file NAMES: lines of an image and a
pattern for repository and tag, without the registry's host, in which * stands for anything. The first match counts.
"""
import fnmatch
import http.server
import json
import pathlib
import re
import shutil
import sys

MANIFEST = "application/vnd.oci.image.manifest.v1+json"
PLACE = re.compile(r"/v2/(?P<repository>.+)/(?P<kind>manifests|blobs)/(?P<reference>[^/?]+)")
DIGEST = re.compile(r"sha256:([0-9a-f]{64})")


def read_names(file):
    lines = (line.split("#")[0].split() for line in file.read_text().splitlines())
    return [(pattern, image) for image, pattern in filter(None, lines)]


class Registry(http.server.ThreadingHTTPServer):
    def __init__(self, store, launchers, names, port):
        super().__init__(("127.0.0.1", port), Answer)
        self.store = store
        self.launchers = launchers
        self.names = names

    def find(self, place):
        """The file behind a request's place and its media type; None when there is nothing."""
        digest = DIGEST.fullmatch(place["reference"])
        if not digest and place["kind"] != "manifests":
            return None
        kind = MANIFEST if place["kind"] == "manifests" else "application/octet-stream"
        for store, name in self.stores(place["repository"] + ":" + place["reference"]):
            hexadecimal = digest[1] if digest else images_of(store).get(name, "none")
            file = store / hexadecimal
            if file.is_file():
                return (file, kind)
        return None

    def stores(self, name):
        """Each store, with the name that an image has in it."""
        yield self.store, self.image_of(name)
        for index in self.launchers.glob("*/index.json"):
            yield index.parent, name

    def image_of(self, name):
        return next((image for pattern, image in self.names if fnmatch.fnmatchcase(name, pattern)), None)


def images_of(store):
    return json.loads((store / "index.json").read_text())


class Answer(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_HEAD(self):
        self.answer(with_content=False)

    def do_GET(self):
        self.answer(with_content=True)

    def answer(self, with_content):
        place = PLACE.match(self.path)
        found = self.server.find(place) if place else None
        if not found:
            self.refuse(with_content)
            return
        file, kind = found
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(file.stat().st_size))
        self.send_header("Docker-Content-Digest", "sha256:" + file.name)
        self.end_headers()
        if with_content:
            with file.open("rb") as content:
                shutil.copyfileobj(content, self.wfile)

    def refuse(self, with_content):
        message = f"{self.path} (expected: a name that a line of the table of names has)"
        body = json.dumps({"errors": [{"code": "MANIFEST_UNKNOWN", "message": message}]}).encode()
        self.send_response(404)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if with_content:
            self.wfile.write(body)


if __name__ == "__main__":
    images, also, table = (pathlib.Path(argument) for argument in sys.argv[1:4])
    Registry(images, also, read_names(table), int(sys.argv[4])).serve_forever()
