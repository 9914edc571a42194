#!/usr/bin/env python3
"""rehearse.py HOME INSTRUCTION signed|direct COMMAND...

Runs a launcher against a server that has one task for it, with an input and outputs of each kind: what a launcher does
then is what its archive of classes is made for. HOME becomes the launcher's folder; INSTRUCTION is a file of JSON. The
launcher asks for a signed request for each object, or speaks S3's protocol to what it takes for a store.
"""
import base64
import http.server
import json
import os
import pathlib
import subprocess
import sys
import threading
import urllib.parse

RUN = "00000000-0000-4000-8000-000000000000"
PLACE = "s3://rehearsal/run"


def token():
    parts = [{"alg": "none"}, {"aud": ["pitwheel.io/runs/" + RUN]}]
    encoded = [base64.urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=") for part in parts]
    return ".".join(encoded + ["none"])


class Rehearsal(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    objects = {PLACE + "/input": b"rows"}
    results = []

    def log_message(self, *_):
        pass

    def body(self):
        return self.rfile.read(int(self.headers.get("Content-Length", 0)))

    def answer(self, content, status=200):
        self.send_response(status)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("ETag", '"rehearsed"')
        self.end_headers()
        self.wfile.write(content)

    def location(self):
        return "s3:/" + self.path.partition("?")[0]

    def do_HEAD(self):
        found = self.objects.get(self.location())
        self.send_response(404 if found is None else 200)
        self.send_header("Content-Length", str(len(found or b"")))
        self.send_header("Last-Modified", "Thu, 01 Jan 1970 00:00:00 GMT")
        self.end_headers()

    def do_GET(self):
        query = urllib.parse.parse_qs(urllib.parse.urlsplit(self.path).query)
        if "list-type" in query:
            self.answer(self.listing(query.get("prefix", [""])[0]))
            return
        found = self.objects.get(self.location())
        self.answer(found or b"", 404 if found is None else 200)

    def do_PUT(self):
        self.objects[self.location()] = self.body()
        self.answer(b"")

    def listing(self, prefix):
        bucket = self.location() + "/"
        keys = [name[len(bucket):] for name in sorted(self.objects) if name.startswith(bucket + prefix)]
        contents = "".join(
            "<Contents><Key>%s</Key><Size>1</Size><LastModified>1970-01-01T00:00:00Z</LastModified></Contents>" % key
            for key in keys)
        return ("<ListBucketResult><IsTruncated>false</IsTruncated>%s</ListBucketResult>" % contents).encode()

    def do_POST(self):
        request = json.loads(self.body())
        method = self.path.rpartition(":")[2]
        self.answer(json.dumps(getattr(self, "reply_to_" + method)(request)).encode())

    def reply_to_begin(self, _):
        reply = {"protocol_version": 1, "instruction": json.loads(pathlib.Path(sys.argv[2]).read_text())}
        if sys.argv[3] == "direct":
            store = {"endpoint": "http://%s:%d" % self.server.server_address, "region": "rehearsal"}
            reply["direct_stores"] = {"providers": {"s3": {"default": store}}}
        return reply

    def reply_to_end(self, request):
        self.results.append(request["result"])
        return {}

    def reply_to_sign(self, request):
        address = "http://%s:%d/" % self.server.server_address
        return {"method": request["method"], "url": address + request["location"].removeprefix("s3://"), "headers": {}}

    def reply_to_list(self, request):
        place = request["location"]
        found = [name for name in sorted(self.objects) if name == place or name.startswith(place + "/")]
        return {"objects": [{"location": name, "size": str(len(self.objects[name]))} for name in found]}


def main():
    home = pathlib.Path(sys.argv[1])
    (home / "token").mkdir(parents=True, exist_ok=True)
    (home / "work").mkdir(exist_ok=True)
    (home / "token" / "token").write_text(token())
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Rehearsal)
    (home / "server").write_text("http://%s:%d" % server.server_address)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    keys = {"@AWS_ACCESS_KEY_ID": "rehearsal", "@AWS_SECRET_ACCESS_KEY": "rehearsal"}
    environment = {"LC_ALL": "C.UTF-8", "@PATH": os.environ["PATH"], **keys}
    code = subprocess.run(sys.argv[4:], env=environment).returncode
    print("exit code %d, results %s" % (code, json.dumps(Rehearsal.results)))
    return 0 if code == 0 and len(Rehearsal.results) == 1 else 1


sys.exit(main())
