"""Calls every RPC of a server through a client that knows nothing but what gRPC's reflection tells.

Run with: "$(conformance/python/make_environment.sh requirements-api.txt)/bin/python" \
    conformance/python/test_reflection.py
"""

import csv
import sys
import unittest
import uuid

sys.dont_write_bytecode = True

import grpc
from google.protobuf import json_format
from google.protobuf.descriptor_pool import DescriptorPool
from google.protobuf.message_factory import GetMessageClass
from grpc_reflection.v1alpha.proto_reflection_descriptor_database import ProtoReflectionDescriptorDatabase
from pitwheel_server import ROOT, Server

PACKAGES = ("kubeflow.pipelines.backend.api.v2beta1.", "pitwheel.api.v1.")
CALLS = ROOT / "conformance" / "src" / "test" / "resources" / "compatibility" / "calls.csv"
LONGEST_CALL_SECONDS = 60
PIPELINE = {
    "pipelineInfo": {"name": "by-reflection"},
    "schemaVersion": "2.1.0",
    "sdkVersion": "kfp-2.17.0",
    "root": {"dag": {"tasks": {"say": {"componentRef": {"name": "comp-say"}, "taskInfo": {"name": "say"}}}}},
    "components": {"comp-say": {"executorLabel": "exec-say"}},
    "deploymentSpec": {
        "executors": {"exec-say": {"container": {"image": "none", "command": ["true"]}}}
    },
}
# What a caller may be told of a request with nothing in it, besides that all is well.
CALLERS_FAULT = {
    grpc.StatusCode.INVALID_ARGUMENT,
    grpc.StatusCode.NOT_FOUND,
    grpc.StatusCode.FAILED_PRECONDITION,
    grpc.StatusCode.ALREADY_EXISTS,
}


class ReflectedClient:
    """Services and messages as the server describes them."""

    def __init__(self, address: str):
        self.channel = grpc.insecure_channel(address)
        self.database = ProtoReflectionDescriptorDatabase(self.channel)
        self.pool = DescriptorPool(self.database)

    def services(self):
        names = [name for name in self.database.get_services() if name.startswith(PACKAGES)]
        return [self.pool.FindServiceByName(name) for name in sorted(names)]

    def call(self, method, request: dict) -> dict:
        request_class = GetMessageClass(method.input_type)
        caller = self.channel.unary_unary(
            f"/{method.containing_service.full_name}/{method.name}",
            request_serializer=request_class.SerializeToString,
            response_deserializer=GetMessageClass(method.output_type).FromString,
        )
        answer = caller(json_format.ParseDict(request, request_class()), timeout=LONGEST_CALL_SECONDS)
        return json_format.MessageToDict(answer, preserving_proto_field_name=True)

    def named(self, name: str, request: dict) -> dict:
        service, method = name.split(".")
        found = self.pool.FindServiceByName(PACKAGES[0] + service).methods_by_name[method]
        return self.call(found, request)


class ReflectionTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        server = Server.of_class(cls)
        cls.addClassCleanup(server.stop)
        cls.client = ReflectedClient(server.grpc_address)
        cls.addClassCleanup(cls.client.channel.close)

    def test_every_call_is_there_and_answers_an_empty_request(self):
        with CALLS.open(encoding="utf-8") as rows:
            unwritten = {row["call"] for row in csv.DictReader(rows, delimiter=";") if row["status"] == "no"}
        called = 0
        for service in self.client.services():
            for method in service.methods:
                name = f"{service.name}.{method.name}"
                with self.subTest(call=name):
                    called += 1
                    try:
                        self.client.call(method, {})
                    except grpc.RpcError as refusal:
                        if refusal.code() == grpc.StatusCode.UNIMPLEMENTED:
                            self.assertIn(name, unwritten)
                        else:
                            self.assertIn(refusal.code(), CALLERS_FAULT, refusal.details())
                            self.assertTrue(refusal.details())
        self.assertGreater(called, 40)

    def test_experiments(self):
        name = f"reflected {uuid.uuid4()}"
        made = self.client.named("ExperimentService.CreateExperiment", {"experiment": {"display_name": name}})
        key = {"experiment_id": made["experiment_id"]}

        self.assertEqual(self.client.named("ExperimentService.GetExperiment", key)["display_name"], name)
        listed = self.client.named("ExperimentService.ListExperiments", {"page_size": 100})["experiments"]
        self.assertIn(made["experiment_id"], [each["experiment_id"] for each in listed])
        self.client.named("ExperimentService.ArchiveExperiment", key)
        self.client.named("ExperimentService.UnarchiveExperiment", key)
        self.client.named("ExperimentService.DeleteExperiment", key)
        with self.assertRaises(grpc.RpcError) as raised:
            self.client.named("ExperimentService.GetExperiment", key)
        self.assertEqual(raised.exception.code(), grpc.StatusCode.NOT_FOUND)

    def test_pipelines(self):
        name = f"reflected-{uuid.uuid4()}"
        made = self.client.named("PipelineService.CreatePipeline", {"pipeline": {"display_name": name, "name": name}})
        key = {"pipeline_id": made["pipeline_id"]}
        version = self.client.named(
            "PipelineService.CreatePipelineVersion",
            {**key, "pipeline_version": {**key, "display_name": "first", "name": "first", "pipeline_spec": PIPELINE}},
        )
        both = {**key, "pipeline_version_id": version["pipeline_version_id"]}

        self.assertEqual(self.client.named("PipelineService.GetPipeline", key)["display_name"], name)
        self.assertEqual(self.client.named("PipelineService.GetPipelineByName", {"name": name}), made)
        self.assertEqual(
            self.client.named("PipelineService.GetPipelineVersion", both)["pipeline_spec"]["pipelineInfo"],
            PIPELINE["pipelineInfo"],
        )
        self.assertEqual(self.client.named("PipelineService.ListPipelineVersions", key)["total_size"], 1)
        self.client.named("PipelineService.DeletePipelineVersion", both)
        self.client.named("PipelineService.DeletePipeline", key)

    def test_runs(self):
        name = f"reflected {uuid.uuid4()}"
        made = self.client.named("RunService.CreateRun", {"run": {"display_name": name, "pipeline_spec": PIPELINE}})
        key = {"run_id": made["run_id"]}

        self.assertEqual(self.client.named("RunService.GetRun", key)["display_name"], name)
        self.assertIn("runs", self.client.named("RunService.ListRuns", {"page_size": 100}))
        self.client.named("RunService.ListTasks", key)
        self.client.named("RunService.ArchiveRun", key)
        self.client.named("RunService.UnarchiveRun", key)
        self.client.named("RunService.DeleteRun", key)


if __name__ == "__main__":
    unittest.main()
