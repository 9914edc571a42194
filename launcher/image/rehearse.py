#!/usr/bin/env python3
"""rehearse.py HOME INSTRUCTION COMMAND...

Runs a launcher against a server that has one task for it, with an input and outputs of each kind: what a launcher does
then is what its archive of classes is made for. HOME becomes the launcher's folder; INSTRUCTION is a file of JSON.
"""
import base64
import http.server
import json
import os
import pathlib
import subprocess
import sys
import threading

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

    def do_GET(self):
        found = self.objects.get(self.path[1:])
        self.answer(found or b"", 200 if found else 404)

    def do_PUT(self):
        self.objects[self.path[1:]] = self.body()
        self.answer(b"")

    def do_POST(self):
        request = json.loads(self.body())
        method = self.path.rpartition(":")[2]
        self.answer(json.dumps(getattr(self, "reply_to_" + method)(request)).encode())

    def reply_to_begin(self, _):
        return {"protocol_version": 1, "instruction": json.loads(pathlib.Path(sys.argv[2]).read_text())}

    def reply_to_end(self, request):
        self.results.append(request["result"])
        return {}

    def reply_to_sign(self, request):
        address = "http://%s:%d/" % self.server.server_address
        return {"method": request["method"], "url": address + request["location"], "headers": {}}

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
    environment = {"LC_ALL": "C.UTF-8", "@PATH": os.environ["PATH"]}
    code = subprocess.run(sys.argv[3:], env=environment).returncode
    print("exit code %d, results %s" % (code, json.dumps(Rehearsal.results)))
    return 0 if code == 0 and len(Rehearsal.results) == 1 else 1


sys.exit(main())
