"""mask.py FOLDER KUBECTL KUBECONFIG KEYS: masks secrets in every file of a folder.

Masked are private keys and tokens by their form, the values of all Secrets of the cluster that can be read, plain and
in base64, the keys in the folder KEYS, and values that are called a password, secret or token."""
import base64
import json
import pathlib
import re
import subprocess
import sys

MASK = b"(masked)"
# Shorter values, such as "1", would mask half of what was collected.
SHORTEST_VALUE = 6
FORMS = [
    re.compile(rb"-----BEGIN [A-Z ]*PRIVATE KEY-----.*?-----END [A-Z ]*PRIVATE KEY-----", re.DOTALL),
    re.compile(rb"eyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*"),
    re.compile(rb"(?<=client-key-data: )\S+"),
    re.compile(rb"(?i)(?<=Bearer )[\w.~+/=-]{8,}"),
]
# In YAML and JSON: an environment variable, or a field.
CALLED = re.compile(
    rb"(?i)(name: \S*(?:password|secret|token|credential)\S*\s+value: |\b\w*(?:password|secret_?key|token)\"?[=:] ?)"
    rb"(\"[^\"\n]*\"|[^\s\"{}\[\],]+)"
)


def values_of_secrets(kubectl, kubeconfig):
    command = [kubectl, "--kubeconfig", kubeconfig, "--request-timeout", "10s"]
    command += ["get", "secrets", "--all-namespaces", "--output", "json"]
    done = subprocess.run(command, capture_output=True)
    items = json.loads(done.stdout)["items"] if done.returncode == 0 else []
    for item in items:
        for encoded in (item.get("data") or {}).values():
            yield encoded.encode()
            yield base64.b64decode(encoded).strip()


def values_of_keys(folder):
    for file in folder.glob("*.key"):
        text = file.read_bytes().strip()
        yield text
        yield base64.b64encode(file.read_bytes())
        yield from (line for line in text.splitlines() if not line.startswith(b"-----"))


def masked(text, values):
    for value in values:
        text = text.replace(value, MASK)
    for form in FORMS:
        text = form.sub(MASK, text)
    return CALLED.sub(lambda found: found[1] + MASK, text)


def main():
    folder, kubectl, kubeconfig, keys = sys.argv[1:]
    values = {*values_of_secrets(kubectl, kubeconfig), *values_of_keys(pathlib.Path(keys))}
    # A value that is part of another comes after it.
    ordered = sorted((value for value in values if len(value) >= SHORTEST_VALUE), key=len, reverse=True)
    for file in pathlib.Path(folder).rglob("*"):
        if file.is_file():
            file.write_bytes(masked(file.read_bytes(), ordered))


if __name__ == "__main__":
    main()
