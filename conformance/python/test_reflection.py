"""Calls every RPC of a server through a client that knows nothing but what gRPC's reflection tells.

Run with: "$(conformance/python/make_environment.sh requirements-api.txt)/bin/python" \
    conformance/python/test_reflection.py
"""

import csv
import json
import sys
import time
import unittest
import uuid

sys.dont_write_bytecode = True

import grpc
from pitwheel_server import ROOT, Server
from reflected_client import DRIVEN_ELSEWHERE, ENDLESS, FAILING, PIPELINE, ReflectedClient

CALLS = ROOT / "conformance" / "src" / "test" / "resources" / "compatibility" / "calls.csv"
LONGEST_RUN_SECONDS = 120
ENDED = ("SUCCEEDED", "FAILED")
# What a caller may be told of a request with nothing in it, besides that all is well.
CALLERS_FAULT = {
    grpc.StatusCode.INVALID_ARGUMENT,
    grpc.StatusCode.NOT_FOUND,
    grpc.StatusCode.FAILED_PRECONDITION,
    grpc.StatusCode.ALREADY_EXISTS,
}


def equals(key: str, text: str) -> str:
    return json.dumps({"predicates": [{"operation": "EQUALS", "key": key, "string_value": text}]})


class ReflectionTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        server = Server.of_class(cls)
        cls.addClassCleanup(server.stop)
        cls.client = ReflectedClient(server.grpc_address)
        cls.addClassCleanup(cls.client.channel.close)

    def test_every_call_is_there_and_answers_an_empty_request(self):
        unwritten = self.unwritten()
        called = 0
        for name, method in self.client.methods().items():
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

    def test_every_call_answers_a_request_of_real_values(self):
        """What is made by a call is what later ones name; the last of each kind take it away."""
        for part in (
            self.experiments,
            self.pipelines,
            self.versions,
            self.runs,
            self.runs_that_do_not_succeed,
            self.tasks,
            self.artifacts,
            self.recurring_runs,
            self.reports,
            self.what_belongs_to_nothing,
            self.specifications,
            self.launches,
        ):
            with self.subTest(part=part.__name__):
                part()
        self.assertEqual(self.client.methods().keys() - self.unwritten(), self.client.called)

    @staticmethod
    def unwritten():
        with CALLS.open(encoding="utf-8") as rows:
            return {row["call"] for row in csv.DictReader(rows, delimiter=";") if row["status"] == "no"}

    def experiments(self):
        name = f"reflected {uuid.uuid4()}"
        made = self.client.named(
            "ExperimentService.CreateExperiment", experiment={"display_name": name, "description": "of reflection"}
        )
        key = {"experiment_id": made["experiment_id"]}

        self.assertEqual((made["display_name"], made["description"]), (name, "of reflection"))
        self.assertEqual(self.client.named("ExperimentService.GetExperiment", key), made)
        listed = self.client.named(
            "ExperimentService.ListExperiments", page_size=5, filter=equals("display_name", name)
        )
        self.assertEqual((listed["total_size"], listed["experiments"]), (1, [made]))
        self.assertEqual(self.client.named("ExperimentService.ArchiveExperiment", key), {})
        self.assertEqual(self.client.named("ExperimentService.GetExperiment", key)["storage_state"], "ARCHIVED")
        self.assertEqual(self.client.named("ExperimentService.UnarchiveExperiment", key), {})
        self.assertEqual(self.client.named("ExperimentService.GetExperiment", key), made)
        self.assertEqual(self.client.named("ExperimentService.DeleteExperiment", key), {})
        told = self.client.refused("ExperimentService.GetExperiment", grpc.StatusCode.NOT_FOUND, **key)
        self.assertIn(made["experiment_id"], told)

    def pipelines(self):
        name = f"reflected-{uuid.uuid4()}"
        made = self.client.named(
            "PipelineService.CreatePipeline",
            pipeline={"display_name": "Reflected", "name": name, "description": "empty", "tags": {"team": "birds"}},
        )
        key = {"pipeline_id": made["pipeline_id"]}

        self.assertEqual((made["name"], made["display_name"], made["tags"]), (name, "Reflected", {"team": "birds"}))
        self.assertEqual(self.client.named("PipelineService.GetPipeline", key), made)
        self.assertEqual(self.client.named("PipelineService.GetPipelineByName", name=name), made)
        listed = self.client.named("PipelineService.ListPipelines", filter=equals("name", name), page_size=5)
        self.assertEqual((listed["total_size"], listed["pipelines"]), (1, [made]))
        changed = self.client.named(
            "PipelineService.UpdatePipeline", pipeline={**key, "display_name": "Renamed", "tags": {"team": "fish"}}
        )
        self.assertEqual((changed["display_name"], changed["tags"]), ("Renamed", {"team": "fish"}))
        self.assertEqual(self.client.named("PipelineService.DeletePipeline", key), {})
        self.client.refused("PipelineService.GetPipeline", grpc.StatusCode.NOT_FOUND, **key)

    def versions(self):
        made = self.client.named(
            "PipelineService.CreatePipelineAndVersion",
            pipeline={"display_name": f"reflected-{uuid.uuid4()}"},
            pipeline_version={"pipeline_spec": PIPELINE},
        )
        key = {"pipeline_id": made["pipeline_id"]}
        version = self.client.named(
            "PipelineService.CreatePipelineVersion",
            key,
            pipeline_version={**key, "display_name": "second", "description": "again", "pipeline_spec": PIPELINE},
        )
        both = {**key, "pipeline_version_id": version["pipeline_version_id"]}

        self.assertEqual((version["pipeline_id"], version["display_name"]), (key["pipeline_id"], "second"))
        self.assertEqual(self.client.named("PipelineService.GetPipelineVersion", both), version)
        self.assertEqual(version["pipeline_spec"], PIPELINE)
        listed = self.client.named("PipelineService.ListPipelineVersions", key, sort_by="created_at desc")
        self.assertEqual([each["display_name"] for each in listed["pipeline_versions"]][0], "second")
        self.assertEqual(listed["total_size"], 2)
        changed = self.client.named(
            "PipelineService.UpdatePipelineVersion", pipeline_version={**both, "display_name": "2nd"}
        )
        self.assertEqual(changed["display_name"], "2nd")
        self.assertEqual(self.client.named("PipelineService.DeletePipelineVersion", both), {})
        self.client.refused("PipelineService.GetPipelineVersion", grpc.StatusCode.NOT_FOUND, **both)
        self.client.named("PipelineService.DeletePipeline", key, cascade=True)

    def runs(self):
        run_id = self.start("says", PIPELINE, word="hello")
        key = {"run_id": run_id}

        ended = self.await_end(run_id)
        self.assertEqual((ended["display_name"], ended["state"]), ("says", "SUCCEEDED"))
        self.assertEqual(ended["runtime_config"]["parameters"], {"word": "hello"})
        listed = self.client.named("RunService.ListRuns", filter=equals("id", run_id), page_size=5)
        self.assertEqual([each["run_id"] for each in listed["runs"]], [run_id])
        tasks = self.client.named("RunService.ListTasks", key, order_by="type desc")["tasks"]
        self.assertEqual({task["name"] for task in tasks}, {"ROOT", "say"})
        say = next(task for task in tasks if task["name"] == "say")
        self.assertEqual(self.client.named("RunService.GetTask", key, task_id=say["task_id"]), say)
        self.assertEqual([each["value"] for each in say["outputs"]["parameters"]], ["hello"])
        result = self.client.named("ResultService.GetRunResult", key)
        self.assertEqual(result["tasks"][0]["outputs"]["parameters"], {"said": "hello"})
        explained = self.client.named("ExplanationService.ExplainTasks", key, path="say")["tasks"]
        self.assertEqual([(task["path"], task["state"]) for task in explained], [("say", "SUCCEEDED")])
        foretold = self.client.named("RerunService.PreviewRerun", key, **{"from": "say"})
        self.assertEqual((foretold["again_count"], foretold["tasks"][0]["path"]), (1, "say"))
        again = self.client.named(
            "RerunService.StartRerun", key, **{"from": "say"}, run={"runtime_config": {"parameters": {"word": "bye"}}}
        )
        self.assertEqual(self.await_end(again["run_id"])["state"], "SUCCEEDED")
        compared = self.client.named("ComparisonService.CompareRuns", key, other_run_id=again["run_id"])
        self.assertEqual(compared["parameters"], [{"name": "word", "first": "hello", "second": "bye"}])
        self.assertEqual(self.client.named("RunService.ArchiveRun", key), {})
        self.assertEqual(self.client.named("RunService.GetRun", key)["storage_state"], "ARCHIVED")
        self.assertEqual(self.client.named("RunService.UnarchiveRun", key), {})
        self.assertEqual(self.client.named("RunService.GetRun", key)["storage_state"], "AVAILABLE")
        self.assertEqual(self.client.named("RunService.DeleteRun", key), {})
        self.client.refused("RunService.GetRun", grpc.StatusCode.NOT_FOUND, **key)

    def runs_that_do_not_succeed(self):
        endless = {"run_id": self.start("endless", ENDLESS, word="on")}
        self.assertEqual(self.client.named("RunService.TerminateRun", endless), {})
        self.assertEqual(self.await_end(endless["run_id"])["error"]["code"], 1)

        failing = {"run_id": self.start("failing", FAILING, word="no")}
        self.assertEqual(self.await_end(failing["run_id"])["state"], "FAILED")
        self.assertEqual(self.client.named("RunService.RetryRun", failing), {})
        retried = self.await_end(failing["run_id"])
        self.assertEqual(
            [each["state"] for each in retried["state_history"]],
            ["PENDING", "RUNNING", "FAILED", "PENDING", "RUNNING", "FAILED"],
        )

    def tasks(self):
        run_id, root, say = self.held_run()
        key = {"run_id": run_id}
        print_of_say = uuid.uuid4().hex

        changed = self.client.named(
            "RunService.UpdateTask", key, task_id=say, task={"cache_fingerprint": print_of_say, "display_name": "Say"}
        )
        self.assertEqual((changed["display_name"], changed["parent_task_id"]), ("Say", root))
        parameter = {"parameter_key": "said", "value": "aloud", "type": "OUTPUT"}
        ended = self.client.named(
            "RunService.UpdateTasksBulk",
            key,
            tasks={say: {"state": "SUCCEEDED", "outputs": {"parameters": [parameter]}}},
        )["tasks"][say]
        self.assertEqual((ended["state"], ended["outputs"]["parameters"][0]["value"]), ("SUCCEEDED", "aloud"))
        self.assertEqual(self.client.named("RunService.GetRun", key)["state"], "SUCCEEDED")
        found = self.client.named("RunService.FindCachedTask", cache_fingerprint=print_of_say)
        self.assertEqual(found["task"]["task_id"], say)

    def artifacts(self):
        run_id, _, say = self.held_run()
        place = {"run_id": run_id, "task_id": say}
        made = self.client.named(
            "ArtifactService.CreateArtifact",
            place,
            producer_key="birds",
            artifact={
                "name": f"birds {run_id}",
                "type": "Dataset",
                "uri": "s3://bucket/birds",
                "metadata": {"rows": 3},
            },
        )
        metric = {"name": "accuracy", "type": "Metric", "number_value": 0.5}
        several = self.client.named(
            "ArtifactService.CreateArtifactsBulk",
            artifacts=[{**place, "producer_key": "metrics", "artifact": metric}],
        )["artifacts"]
        key = {"artifact_id": made["artifact_id"]}

        self.assertEqual((made["uri"], made["metadata"]), ("s3://bucket/birds", {"rows": 3.0}))
        self.assertEqual([(each["name"], each["number_value"]) for each in several], [("accuracy", 0.5)])
        self.assertEqual(self.client.named("ArtifactService.GetArtifact", key), made)
        listed = self.client.named("ArtifactService.ListArtifacts", filter=equals("name", f"birds {run_id}"))
        self.assertEqual(listed["artifacts"], [made])
        link = {**place, **key, "type": "COMPONENT_INPUT", "key": "given", "producer": {"task_name": "ROOT"}}
        linked = self.client.named("ArtifactService.CreateArtifactTask", artifact_task=link)
        # Of which kind an input is, the graph says.
        self.assertEqual({**linked, "id": "", "type": ""}, {**link, "id": "", "type": ""})
        also = self.client.named(
            "ArtifactService.CreateArtifactTasksBulk", artifact_tasks=[link, {**link, "key": "also"}]
        )["artifact_tasks"]
        self.assertEqual((also[0], also[1]["key"]), (linked, "also"))
        links = self.client.named("ArtifactService.ListArtifactTasks", task_ids=[say], sort_by="key")
        self.assertEqual([each["key"] for each in links["artifact_tasks"]], ["also", "birds", "given", "metrics"])

    def recurring_runs(self):
        experiment = self.client.named(
            "ExperimentService.CreateExperiment", experiment={"display_name": f"reflected {uuid.uuid4()}"}
        )
        made = self.client.named(
            "RecurringRunService.CreateRecurringRun",
            recurring_run={
                "display_name": "nightly",
                "experiment_id": experiment["experiment_id"],
                "max_concurrency": 1,
                "mode": "DISABLE",
                "pipeline_spec": PIPELINE,
                "runtime_config": {"parameters": {"word": "[[ScheduledTime]]"}},
                "trigger": {"cron_schedule": {"cron": "0 0 2 * * *", "start_time": "2090-01-01T00:00:00Z"}},
            },
        )
        key = {"recurring_run_id": made["recurring_run_id"]}

        self.assertEqual((made["display_name"], made["status"]), ("nightly", "DISABLED"))
        self.assertEqual(self.client.named("RecurringRunService.GetRecurringRun", key), made)
        listed = self.client.named(
            "RecurringRunService.ListRecurringRuns", experiment_id=experiment["experiment_id"], page_size=5
        )
        self.assertEqual([each["recurring_run_id"] for each in listed["recurringRuns"]], list(key.values()))
        self.assertEqual(self.client.named("RecurringRunService.EnableRecurringRun", key), {})
        self.assertEqual(self.client.named("RecurringRunService.GetRecurringRun", key)["status"], "ENABLED")
        self.assertEqual(self.client.named("RecurringRunService.DisableRecurringRun", key), {})
        self.assertEqual(self.client.named("RecurringRunService.GetRecurringRun", key)["status"], "DISABLED")
        scheduled = {"metadata": {"name": "flow", "namespace": "team", "uid": made["recurring_run_id"]}}
        self.assertEqual(
            self.client.named("ReportService.ReportScheduledWorkflow", scheduled_workflow=json.dumps(scheduled)), {}
        )
        self.assertEqual(self.client.named("RecurringRunService.DeleteRecurringRun", key), {})
        self.client.refused("RecurringRunService.GetRecurringRun", grpc.StatusCode.NOT_FOUND, **key)

    def reports(self):
        run_id, _, _ = self.held_run()
        workflow = {
            "metadata": {"name": "flow", "namespace": "team", "uid": "u", "labels": {"pipeline/runid": run_id}},
            "status": {"phase": "Failed", "message": "evicted"},
        }

        self.assertEqual(self.client.named("ReportService.ReportWorkflow", workflow=json.dumps(workflow)), {})
        failed = self.client.named("RunService.GetRun", run_id=run_id)
        self.assertEqual(failed["state"], "FAILED")
        self.assertIn("evicted", failed["error"]["message"])

    def what_belongs_to_nothing(self):
        self.assertEqual(self.client.named("HealthzService.GetHealthz")["pipeline_store"], "database")
        asked = {"namespace": "team", "resources": "VIEWERS", "verb": "GET"}
        self.assertEqual(self.client.named("AuthService.Authorize", asked), {})
        settings = self.client.named("SettingsService.ListSettings")["settings"]
        ports = {each["key"]: (each.get("value"), each["source"]) for each in settings}
        self.assertEqual(ports["server.grpcPort"], ("0", "the command line"))

    def specifications(self):
        text = json.dumps(PIPELINE)

        checked = self.client.named("SpecificationService.ValidatePipeline", pipeline=text)
        self.assertEqual((checked["pipeline_name"], checked["task_count"]), ("by-reflection", 1))
        described = self.client.named("SpecificationService.DescribePipeline", pipeline=text)
        self.assertEqual([(each["name"], each["type"]) for each in described["parameters"]], [("word", "STRING")])
        self.assertEqual([each["path"] for each in described["tasks"]], ["say"])
        compiled = self.client.named("SpecificationService.CompilePipeline", pipeline=text, format="JSON")
        self.assertEqual(json.loads(compiled["workflows"])["kind"], "Workflow")

    def launches(self):
        """Calls of pods, of which a server that runs tasks itself has none."""
        run_id, _, _ = self.held_run()
        pod = {"run_id": run_id, "task_key": "1", "pod_attempt": 0}
        for name, fields in {
            "BeginLaunch": {"protocol_version": 1},
            "EndLaunch": {"protocol_version": 1, "result": {"exit_code": 0}},
            "SignObject": {"location": "s3://bucket/birds", "method": "GET"},
            "ListObjects": {"location": "s3://bucket/"},
            "BeginParts": {"location": "s3://bucket/birds"},
            "CompleteParts": {"location": "s3://bucket/birds", "upload": "u", "parts": [{"number": 1, "tag": "t"}]},
            "AbandonParts": {"location": "s3://bucket/birds", "upload": "u"},
        }.items():
            told = self.client.refused(f"LaunchService.{name}", grpc.StatusCode.NOT_FOUND, **pod, **fields)
            self.assertIn("run without pods", told)

    def start(self, name: str, pipeline: dict, **parameters: str) -> str:
        run = {"display_name": name, "pipeline_spec": pipeline, "runtime_config": {"parameters": parameters}}
        made = self.client.named("RunService.CreateRun", run=run)
        self.assertEqual((made["display_name"], made["state"]), (name, "PENDING"))
        return made["run_id"]

    def await_end(self, run_id: str) -> dict:
        deadline = time.monotonic() + LONGEST_RUN_SECONDS
        while True:
            run = self.client.named("RunService.GetRun", run_id=run_id)
            if run["state"] in ENDED or time.monotonic() > deadline:
                self.assertIn(run["state"], ENDED)
                return run
            time.sleep(0.2)

    def held_run(self) -> tuple[str, str, str]:
        """A run that nobody drives, its root and its task under way."""
        run = {
            "display_name": "held",
            "pipeline_spec": PIPELINE,
            "runtime_config": {"parameters": {"word": "held"}},
            "plugins_input": DRIVEN_ELSEWHERE,
        }
        run_id = self.client.named("RunService.CreateRun", run=run)["run_id"]
        root = self.client.named(
            "RunService.CreateTask", run_id=run_id, task={"name": "ROOT", "type": "ROOT", "state": "RUNNING"}
        )["task_id"]
        task = {"name": "say", "scope_path": "root.say", "parent_task_id": root, "state": "RUNNING"}
        made = self.client.named("RunService.CreateTask", run_id=run_id, task=task)
        self.assertEqual((made["name"], made["type"], made["state"]), ("say", "RUNTIME", "RUNNING"))
        return run_id, root, made["task_id"]


if __name__ == "__main__":
    unittest.main()
