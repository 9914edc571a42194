"""wait.py KUBECTL KUBECONFIG NAMESPACE SECONDS [KIND/NAME...]: the work of the script wait."""
import json
import subprocess
import sys
import time

AGENT = "-agent"
WORKFLOWS = "workflows.argoproj.io"
SECONDS_BETWEEN_LOOKS = 0.25
MOST_SECONDS_OF_A_CALL = "10s"
MOST_EVENTS = 8
ENDED_WELL = {"Succeeded"}
ENDED_BADLY = {"Failed", "Error"}


class Namespace:
    def __init__(self, kubectl, kubeconfig, name):
        self.name = name
        self.command = [kubectl, "--kubeconfig", kubeconfig, "--request-timeout", MOST_SECONDS_OF_A_CALL]
        self.command += ["--namespace", name, "get", "--output", "json"]

    def read(self, *what):
        """The objects a listing names; an object that is not there is an error with the words of kubectl."""
        done = subprocess.run([*self.command, *what], capture_output=True, text=True)
        if done.returncode != 0:
            raise LookupError(done.stderr.strip())
        found = json.loads(done.stdout or '{"kind": "List", "items": []}')
        return found["items"] if found["kind"] == "List" else [found]

    def watched(self, names):
        if names:
            return self.read(*names)
        # A cluster without Argo has no Workflows.
        kinds = self.read("customresourcedefinitions", "--ignore-not-found", WORKFLOWS) and [WORKFLOWS]
        return [found for kind in [*kinds, "pods"] for found in self.read(kind) if not is_agent(found)]

    def events_of(self, thing):
        field = "involvedObject.name=" + thing["metadata"]["name"]
        events = self.read("events", "--sort-by", ".lastTimestamp", "--field-selector", field)
        return [f"event {event.get('reason')}: {event.get('message')}" for event in events[-MOST_EVENTS:]]


def is_agent(thing):
    return thing["kind"] == "Pod" and thing["metadata"]["name"].endswith(AGENT)


def phase(thing):
    return thing.get("status", {}).get("phase") or "no phase yet"


def title(thing):
    message = thing.get("status", {}).get("message", "")
    return f"{thing['kind'].lower()}/{thing['metadata']['name']} is {phase(thing)}" + (message and ": " + message)


def reasons(thing):
    """What a Workflow's nodes, or a pod's conditions and containers, say about why they have not ended."""
    status = thing.get("status", {})
    for node in status.get("nodes", {}).values():
        if node.get("phase") not in ENDED_WELL | {"Skipped", "Omitted"}:
            yield f"node {node.get('displayName')} ({node.get('type')}) is {node.get('phase')}: {node.get('message', '')}"
    for condition in status.get("conditions", []):
        if thing["kind"] == "Pod" and condition["status"] != "True":
            yield f"{condition['type']} is {condition['status']}: {condition.get('message', condition.get('reason'))}"
    for container in status.get("initContainerStatuses", []) + status.get("containerStatuses", []):
        for state, facts in container.get("state", {}).items():
            yield f"container {container['name']} is {state}: {facts}"


def explain(namespace, things):
    for thing in things:
        print(title(thing))
        for line in [*reasons(thing), *namespace.events_of(thing)]:
            print("  " + line)


def wait(namespace, seconds, names):
    end = time.monotonic() + seconds
    while True:
        things = namespace.watched(names)
        running = [thing for thing in things if phase(thing) not in ENDED_WELL | ENDED_BADLY]
        if not running:
            break
        if time.monotonic() >= end:
            print(f"waited {seconds} s in namespace {namespace.name} (expected: all ended); these have not:")
            explain(namespace, running)
            return 2
        time.sleep(SECONDS_BETWEEN_LOOKS)
    failed = [thing for thing in things if phase(thing) in ENDED_BADLY]
    explain(namespace, failed)
    return 1 if failed else 0


if __name__ == "__main__":
    try:
        sys.exit(wait(Namespace(*sys.argv[1:4]), int(sys.argv[4]), sys.argv[5:]))
    except LookupError as error:
        sys.exit(f"cluster wait: read {sys.argv[5:] or 'all'} in namespace {sys.argv[3]}: {error}")
