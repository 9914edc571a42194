"""Runs random pipelines with kfp.local and with a server of ours, and compares them task by task.

Run with: "$(conformance/python/make_environment.sh)/bin/python" conformance/python/test_differential.py
PITWHEEL_DIFFERENTIAL_SEED names the first number, PITWHEEL_DIFFERENTIAL_CASES how many pipelines are compared.
"""

import importlib.util
import json
import os
import sys
import tempfile
import unittest
import urllib.request
import warnings
from pathlib import Path
from typing import Any, Dict, List, Tuple

import yaml
from kfp import compiler

sys.dont_write_bytecode = True  # A test leaves nothing behind: no __pycache__ beside the sources.
from local_pipelines import Artifact, LocalRunner, Outcome, Place, content_of  # noqa: E402
from random_pipelines import Case, write_case  # noqa: E402
from test_sdk import Server  # noqa: E402

FIRST_SEED = int(os.environ.get("PITWHEEL_DIFFERENTIAL_SEED") or 1)
CASES = int(os.environ.get("PITWHEEL_DIFFERENTIAL_CASES") or 12)
LONGEST_RUN_SECONDS = 300
MOST_REFUSED_SHARE = 0.5
RUNS = "/apis/v2beta1/runs"


class RefusedBySdk(Exception):
    """The SDK does not compile what was written; it has its own limits, and its own defects."""


class RemoteRunner:
    """A server of ours."""

    def __init__(self, address: str):
        self.address = address

    def run(self, documents: List[Any], case: Case) -> Outcome:
        request = {
            "display_name": f"random {case.seed}",
            "pipeline_spec": documents[0],
            "runtime_config": {"parameters": case.arguments},
        }
        run_id = self._call(RUNS, request)["run_id"]
        self._open(f"{RUNS}/{run_id}/events", None).read()  # Ends with the run.
        result = self._call(f"{RUNS}/{run_id}/result", None)
        tasks = {
            (tuple(task["path"].split("/")), tuple(task["iteration"])): (task["state"], self._outputs(task))
            for task in result["tasks"]
        }
        return Outcome(result["state"], tasks, json.dumps(result["error"]))

    @staticmethod
    def _outputs(task: Dict[str, Any]) -> Dict[str, Any]:
        given = dict(task["outputs"]["parameters"])
        for key, artifacts in task["outputs"]["artifacts"].items():
            told = [Artifact(one["type"], one["metadata"], content_of(one["uri"])) for one in artifacts]
            given[key] = told if len(told) != 1 else told[0]
        return given

    def _call(self, path: str, body: Any) -> Any:
        return json.loads(self._open(path, body).read())

    def _open(self, path: str, body: Any) -> Any:
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.address + path, data, {"Content-Type": "application/json"})
        return urllib.request.urlopen(request, timeout=LONGEST_RUN_SECONDS)


def same(one: Any, other: Any) -> bool:
    """Whether two values are the same to a user: numbers by value, a list of one artifact like that artifact."""
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, Artifact) != isinstance(other, Artifact):
        return same([one], other) if isinstance(one, Artifact) else same(one, [other])
    if isinstance(one, Artifact):
        return one.type == other.type and one.content == other.content and same(one.metadata, other.metadata)
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    return one == other


def differences(case: Case, expected: Outcome, actual: Outcome) -> List[str]:
    """What differs, one line each. A task that kfp.local does not know must have been skipped."""
    found = []
    if actual.state != case.state:
        found.append(f"state {actual.state}, error {actual.problem} (expected: {case.state}, as it was written)")
    if expected.state != case.state or expected.problem:
        found.append(f"kfp.local: {expected.state} {expected.problem} (expected: {case.state}; a new defect?)")
    for place, (state, outputs) in sorted(expected.tasks.items()):
        ours = actual.tasks.get(place)
        if ours is not None and ours[0] == "SKIPPED" and nothing_ran_in(place, expected, actual):
            continue  # KFP's rule for a graph of which all is skipped; kfp.local knows no such state.
        if ours is None or ours[0].replace("CACHED", "SUCCEEDED") != state:
            found.append(f"{shown(place)}: {ours[0] if ours else 'absent'} (expected: {state})")
        elif state == "SUCCEEDED" and not same(outputs, ours[1]):
            found.append(f"{shown(place)}: {ours[1]} (expected: {outputs})")
    for place, (state, _) in sorted(actual.tasks.items()):
        if place not in expected.tasks and not is_loop(place) and state != "SKIPPED":
            found.append(f"{shown(place)}: {state} (expected: SKIPPED, since kfp.local did not run it)")
    return found


def nothing_ran_in(place: Place, expected: Outcome, actual: Outcome) -> bool:
    """Whether it is a graph, and kfp.local ran nothing in it but graphs of the same kind."""
    depth = len(place[0])
    is_graph = any(len(path) > depth and path[:depth] == place[0] for path, _ in actual.tasks)
    inside = [other for other in expected.tasks if len(other[0]) > depth and other[0][:depth] == place[0]]
    return is_graph and all(actual.tasks.get(other, ("", {}))[0] == "SKIPPED" for other in inside)


def is_loop(place: Place) -> bool:
    """Whether it is the row of a loop, for which kfp.local has one of each iteration."""
    return place[0][-1].startswith("for-loop")


def shown(place: Place) -> str:
    return "/".join(place[0]) + (str(list(place[1])) if place[1] else "")


class DifferentialTest(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        warnings.simplefilter("ignore")
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.folder = Path(folder.name)
        data = cls.folder / "data"
        data.mkdir(mode=0o700)
        # Components without a list of packages run with the Python that is found, as kfp.local's do with this one.
        os.environ["PATH"] = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
        cls.server = Server(data)
        cls.addClassCleanup(cls.server.stop)
        cls.ours, cls.theirs = RemoteRunner(cls.server.address), LocalRunner(cls.folder / "local")
        cls.imported = cls.folder / "imported.txt"
        cls.imported.write_text("imported", encoding="utf-8")

    def test_random_pipelines_give_what_they_give_in_kfp_local(self):
        seed, compared, refused, features = FIRST_SEED, 0, 0, set()
        while compared < CASES:
            case = write_case(seed, str(self.imported))
            with self.subTest(seed=seed):
                try:
                    pipeline, documents = self.compiled(case)
                    compared += 1
                    features.update(case.features)
                    self.compare(case, pipeline, documents)
                except RefusedBySdk:
                    refused += 1
            seed += 1

        print(f"differential: seeds {FIRST_SEED} to {seed - 1}, {compared} pipelines compared, {refused} refused by"
              f" the SDK; with {', '.join(sorted(features))}")
        self.assertLessEqual(refused, MOST_REFUSED_SHARE * (compared + refused))

    def compare(self, case: Case, pipeline: Any, documents: List[Any]) -> None:
        theirs, printed = self.theirs.run(pipeline, case.arguments)
        ours = self.ours.run(documents, case)

        found = differences(case, theirs, ours)

        tail = "\n".join(printed.splitlines()[-30:]) if theirs.problem else ""
        self.assertFalse(
            found,
            "\n".join([f"seed {case.seed}:", *found, tail, case.source, f"arguments: {json.dumps(case.arguments)}"]),
        )

    def compiled(self, case: Case) -> Tuple[Any, List[Any]]:
        """The pipeline function, and the documents the SDK makes of it."""
        source = self.folder / f"random_{case.seed}.py"
        source.write_text(case.source, encoding="utf-8")
        specification = importlib.util.spec_from_file_location(source.stem, source)
        module = importlib.util.module_from_spec(specification)
        package = source.with_suffix(".yaml")
        try:
            specification.loader.exec_module(module)
            compiler.Compiler().compile(module.pipeline, str(package))
        except Exception as exception:
            trace = exception.__traceback__
            while trace.tb_next:
                trace = trace.tb_next
            if f"{os.sep}kfp{os.sep}" not in trace.tb_frame.f_code.co_filename:
                raise
            raise RefusedBySdk(str(exception)) from exception
        return module.pipeline, list(yaml.safe_load_all(package.read_text(encoding="utf-8")))


if __name__ == "__main__":
    unittest.main()
