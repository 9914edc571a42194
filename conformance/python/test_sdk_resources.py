"""Calls every method of the stock SDK, and every command of its CLI, that is about experiments, pipelines and runs.

Run with: "$(conformance/python/make_environment.sh)/bin/python" conformance/python/test_sdk_resources.py
"""

import json
import sys
import time
import unittest
import uuid

# A test leaves nothing behind: no __pycache__ beside the examples.
sys.dont_write_bytecode = True

import kfp
import yaml
from click.testing import CliRunner
from kfp import dsl
from kfp.cli import cli as kfp_cli
from kfp_server_api import ApiException
from test_sdk import LONGEST_RUN_SECONDS, SHELL_WORDS, Server, add_twice, endless, failing


@dsl.container_component
def rest():
    return dsl.ContainerSpec(image="none", command=["sh", "-c", "sleep 1"])


@dsl.pipeline(name="resting")
def resting():
    rest()


def filter_by(key: str, value: str, operation: int = 1) -> str:
    return json.dumps({"predicates": [{"operation": operation, "key": key, "stringValue": value}]})


class ResourcesTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = Server.of_class(cls)
        cls.addClassCleanup(cls.server.stop)
        cls.client = kfp.Client(host=cls.server.address)

    def wait(self, run_id: str):
        return self.client.wait_for_run_completion(run_id, timeout=LONGEST_RUN_SECONDS, sleep_duration=1)

    def assert_not_found(self, call, *arguments):
        with self.assertRaises(ApiException) as raised:
            call(*arguments)
        self.assertEqual(raised.exception.status, 404)

    def test_experiments_are_archived_brought_back_and_deleted(self):
        name = f"passing {uuid.uuid4()}"
        made = self.client.create_experiment(name, description="for a while")
        self.assertEqual(self.client.get_experiment(experiment_id=made.experiment_id).display_name, name)
        self.assertEqual(self.client.get_experiment(experiment_name=name).experiment_id, made.experiment_id)

        self.client.archive_experiment(made.experiment_id)
        archived = self.client.list_experiments(filter=filter_by("storage_state", "ARCHIVED")).experiments
        self.assertIn(made.experiment_id, [experiment.experiment_id for experiment in archived])
        self.client.unarchive_experiment(made.experiment_id)
        self.assertEqual(self.client.get_experiment(made.experiment_id).storage_state, "AVAILABLE")

        self.client.delete_experiment(made.experiment_id)
        self.assert_not_found(self.client.get_experiment, made.experiment_id)
        with self.assertRaises(ValueError):
            self.client.get_experiment(experiment_name=name)

    def test_jobs_are_recurring_runs_by_an_older_name(self):
        experiment = self.client.create_experiment(f"older {uuid.uuid4()}")
        job = self.client.create_recurring_run(
            experiment_id=experiment.experiment_id,
            job_name="hourly",
            interval_second=3600,
            pipeline_package_path=str(SHELL_WORDS),
        ).recurring_run_id

        self.client.disable_job(job)
        self.assertEqual(self.client.get_recurring_run(job).status, "DISABLED")
        self.client.enable_job(job)
        self.assertEqual(self.client.get_recurring_run(job).status, "ENABLED")
        self.client.delete_job(job)
        self.assert_not_found(self.client.get_recurring_run, job)

    def test_the_default_experiment_stays(self):
        default = self.client.get_experiment(experiment_name="Default")

        with self.assertRaises(ApiException) as raised:
            self.client.delete_experiment(default.experiment_id)

        self.assertEqual(raised.exception.status, 409)

    def test_pipelines_and_versions_are_listed_read_and_deleted(self):
        name = f"words {uuid.uuid4()}"
        pipeline = self.client.upload_pipeline(str(SHELL_WORDS), pipeline_name=name, description="words")
        self.client.upload_pipeline_version(str(SHELL_WORDS), f"{name} again", pipeline_name=name)

        listed = self.client.list_pipelines(filter=filter_by("display_name", "words", operation=9)).pipelines
        self.assertIn(pipeline.pipeline_id, [each.pipeline_id for each in listed])
        first = self.client.list_pipeline_versions(pipeline.pipeline_id, page_size=1, sort_by="created_at desc")
        second = self.client.list_pipeline_versions(
            pipeline.pipeline_id, page_size=1, page_token=first.next_page_token
        )
        versions = first.pipeline_versions + second.pipeline_versions
        self.assertEqual(sorted(version.display_name for version in versions), [name, f"{name} again"])
        version = self.client.get_pipeline_version(pipeline.pipeline_id, versions[0].pipeline_version_id)
        wanted = next(yaml.safe_load_all(SHELL_WORDS.read_text()))
        self.assertEqual(version.pipeline_spec["pipelineInfo"], wanted["pipelineInfo"])

        with self.assertRaises(ApiException) as raised:
            self.client.delete_pipeline(pipeline.pipeline_id)
        self.assertEqual(raised.exception.status, 400)
        for each in versions:
            self.client.delete_pipeline_version(pipeline.pipeline_id, each.pipeline_version_id)
        self.client.delete_pipeline(pipeline.pipeline_id)
        self.assertIsNone(self.client.get_pipeline_id(name))
        self.assert_not_found(self.client.get_pipeline, pipeline.pipeline_id)

    def test_functions_are_uploaded_as_pipelines_and_versions(self):
        name = f"sums {uuid.uuid4()}"
        pipeline = self.client.upload_pipeline_from_pipeline_func(add_twice, pipeline_name=name)
        version = self.client.upload_pipeline_version_from_pipeline_func(
            add_twice, pipeline_version_name="second", pipeline_id=pipeline.pipeline_id
        )

        self.assertEqual(version.pipeline_id, pipeline.pipeline_id)
        self.assertEqual(version.display_name, "second")

    def test_a_run_shows_its_components_with_states_and_durations(self):
        started = self.client.create_run_from_pipeline_func(add_twice, arguments={"first": 1})
        self.assertIsNone(started.run_info.run_details)

        self.wait(started.run_id)

        details = self.client.get_run(started.run_id).run_details.task_details
        states = {task.display_name: task.state for task in details}
        self.assertEqual({states["add-numbers"], states["add-numbers-2"]}, {"SUCCEEDED"})
        for task in details:
            self.assertGreaterEqual((task.end_time - task.start_time).total_seconds(), 0)
            self.assertGreaterEqual(task.start_time, task.create_time)
        listed = self.client.list_runs(experiment_id=started.run_info.experiment_id, page_size=100).runs
        self.assertTrue(all(run.run_details is None and run.pipeline_spec is None for run in listed))

    def test_the_duration_of_a_component_is_the_time_that_it_ran(self):
        begin = time.monotonic()
        started = self.client.create_run_from_pipeline_func(resting)
        self.wait(started.run_id)
        waited = time.monotonic() - begin

        details = self.client.get_run(started.run_id).run_details.task_details
        durations = [
            (task.end_time - task.start_time).total_seconds() for task in details if task.display_name == "rest"
        ]
        self.assertEqual(len(durations), 1)
        self.assertGreaterEqual(durations[0], 1)
        self.assertLess(durations[0], waited)

    def test_the_component_that_failed_is_told(self):
        started = self.client.create_run_from_pipeline_func(failing)

        self.wait(started.run_id)

        details = self.client.get_run(started.run_id).run_details.task_details
        failed = [task for task in details if task.state == "FAILED" and task.display_name == "end-badly"]
        self.assertEqual(len(failed), 1)
        self.assertTrue(failed[0].error.message)

    def test_runs_are_archived_found_brought_back_and_deleted(self):
        started = self.client.create_run_from_pipeline_package(str(SHELL_WORDS), run_name="passing")
        self.wait(started.run_id)

        self.client.archive_run(started.run_id)
        archived = self.client.list_runs(filter=filter_by("storage_state", "ARCHIVED"), page_size=100).runs
        self.assertIn(started.run_id, [run.run_id for run in archived])
        self.client.unarchive_run(started.run_id)
        self.assertEqual(self.client.get_run(started.run_id).storage_state, "AVAILABLE")
        self.client.delete_run(started.run_id)
        self.assert_not_found(self.client.get_run, started.run_id)

    def test_a_run_under_way_is_deleted_too(self):
        started = self.client.create_run_from_pipeline_func(endless)

        self.client.delete_run(started.run_id)

        self.assert_not_found(self.client.get_run, started.run_id)


class CommandsTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        ResourcesTest.setUpClass.__func__(cls)

    def invoke(self, *arguments: str, answer: str = ""):
        command = ["--endpoint", self.server.address, "--output", "json", *arguments]
        return CliRunner().invoke(kfp_cli.cli, command, obj={}, input=answer, catch_exceptions=False)

    def run_command(self, *arguments: str, answer: str = ""):
        result = self.invoke(*arguments, answer=answer)
        self.assertEqual(result.exit_code, 0, result.output)
        if answer:
            return None  # A question stands before what it prints.
        start = min((place for place in (result.output.find("{"), result.output.find("[")) if place >= 0), default=-1)
        return json.JSONDecoder().raw_decode(result.output[start:])[0] if start >= 0 else None

    def test_experiments(self):
        name = f"by command {uuid.uuid4()}"
        made = self.run_command("experiment", "create", name)
        experiment = self.client.get_experiment(experiment_name=name).experiment_id

        self.assertIsNotNone(made)
        self.run_command("experiment", "list")
        self.run_command("experiment", "get", experiment)
        self.run_command("experiment", "archive", "--experiment-id", experiment)
        self.assertEqual(self.client.get_experiment(experiment).storage_state, "ARCHIVED")
        self.run_command("experiment", "unarchive", "--experiment-name", name)
        self.assertEqual(self.client.get_experiment(experiment).storage_state, "AVAILABLE")
        self.run_command("experiment", "delete", experiment, answer="y\n")
        with self.assertRaises(ApiException):
            self.client.get_experiment(experiment)

    def test_pipelines(self):
        name = f"by command {uuid.uuid4()}"
        self.run_command("pipeline", "create", "-p", name, str(SHELL_WORDS))
        pipeline = self.client.get_pipeline_id(name)
        self.run_command("pipeline", "create-version", "-p", pipeline, "-v", "second", str(SHELL_WORDS))

        self.run_command("pipeline", "list")
        self.run_command("pipeline", "get", pipeline)
        self.run_command("pipeline", "list-versions", pipeline)
        for version in self.client.list_pipeline_versions(pipeline).pipeline_versions:
            self.run_command("pipeline", "get-version", pipeline, version.pipeline_version_id)
            self.run_command("pipeline", "delete-version", pipeline, version.pipeline_version_id, answer="y\n")
        self.run_command("pipeline", "delete", pipeline, answer="y\n")
        self.assertIsNone(self.client.get_pipeline_id(name))

    def test_runs(self):
        name = f"by command {uuid.uuid4()}"
        self.run_command("run", "create", "-e", name, "-r", name, "-f", str(SHELL_WORDS), "how_many=2")
        run = self.client.list_runs(filter=filter_by("display_name", name)).runs[0].run_id
        ResourcesTest.wait(self, run)

        experiment = self.client.get_experiment(experiment_name=name).experiment_id
        self.run_command("run", "list", "--experiment-id", experiment)
        self.run_command("run", "get", run)
        self.run_command("run", "archive", run)
        self.assertEqual(self.client.get_run(run).storage_state, "ARCHIVED")
        self.run_command("run", "unarchive", run)
        self.run_command("run", "delete", run, answer="y\n")
        with self.assertRaises(ApiException):
            self.client.get_run(run)

    def test_runs_of_a_version_by_the_id_and_by_the_name_of_its_pipeline(self):
        """The command wants a version beside either; alone, it refuses both itself."""
        name = f"by command {uuid.uuid4()}"
        pipeline = self.client.upload_pipeline(str(SHELL_WORDS), pipeline_name=name).pipeline_id
        first = self.client.list_pipeline_versions(pipeline).pipeline_versions[0].pipeline_version_id
        second = self.client.upload_pipeline_version(
            str(SHELL_WORDS), f"{name} again", pipeline_id=pipeline
        ).pipeline_version_id
        ways = {"id": (["-p", pipeline], second), "name": (["-n", name], first)}

        for way, (source, version) in ways.items():
            with self.subTest(way=way):
                told = self.run_command(
                    "run", "create", "-e", name, "-r", way, *source, "-v", version, "how_many=2", "text=a b a"
                )
                run = self.client.get_run(told["run_id"])
                reference = run.pipeline_version_reference
                self.assertEqual((run.display_name, told["display_name"]), (way, way))
                self.assertEqual((reference.pipeline_id, reference.pipeline_version_id), (pipeline, version))
                self.assertEqual(run.runtime_config.parameters, {"how_many": 2, "text": "a b a"})
                self.assertEqual(
                    run.experiment_id, self.client.get_experiment(experiment_name=name).experiment_id
                )
                self.assertEqual(ResourcesTest.wait(self, run.run_id).state, "SUCCEEDED")

    def test_runs_are_watched_and_waited_for_to_their_end(self):
        name = f"by command {uuid.uuid4()}"
        watched = self.invoke("run", "create", "-e", name, "-f", str(SHELL_WORDS), "--watch")
        waited = self.run_command("run", "create", "-e", name, "-f", str(SHELL_WORDS), "--timeout", "120")

        self.assertEqual(watched.exit_code, 0, watched.output)
        self.assertIn("Run is finished with state SUCCEEDED.", watched.output)
        self.assertEqual((waited["display_name"], waited["state"]), (name, "SUCCEEDED"))
        seen = self.invoke("run", "get", waited["run_id"], "--watch")
        self.assertIn("Run is finished with state SUCCEEDED.", seen.output)

    def test_a_run_of_what_is_not_there_is_refused(self):
        name = f"by command {uuid.uuid4()}"

        self.assertEqual(self.invoke("run", "create", "-e", name).exit_code, 1)
        self.assertEqual(self.invoke("run", "create", "-e", name, "-n", "none").exit_code, 1)
        with self.assertRaises(ApiException) as raised:
            self.invoke("run", "create", "-e", name, "-p", "none", "-v", "none")
        self.assertEqual(raised.exception.status, 404)
        with self.assertRaises(ApiException) as raised:
            self.invoke("run", "create", "-e", name, "-f", str(SHELL_WORDS), "depth=3")
        self.assertEqual(raised.exception.status, 400)
        self.assertIn("depth", raised.exception.body)


if __name__ == "__main__":
    unittest.main()
