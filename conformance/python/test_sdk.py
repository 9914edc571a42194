"""Drives a real server process with the stock SDK, as a user's script would.

Run with: "$(conformance/python/make_environment.sh)/bin/python" conformance/python/test_sdk.py
"""

import json
import re
import subprocess
import sys
import time
import unittest
import uuid
from pathlib import Path

import kfp
from kfp import dsl
from kfp_server_api import ApiException
from pitwheel_server import ROOT, Server

PENGUINS = ROOT / "examples" / "penguins" / "penguins.yaml"
SHELL_WORDS = ROOT / "examples" / "shell_words" / "shell_words.yaml"
LONGEST_RUN_SECONDS = 600


@dsl.component
def add_numbers(first: int, second: int) -> int:
    return first + second


@dsl.pipeline(name="add-twice")
def add_twice(first: int = 1) -> int:
    inner = add_numbers(first=first, second=2)
    outer = add_numbers(first=inner.output, second=3)
    return outer.output


@dsl.container_component
def wait_for_ever():
    return dsl.ContainerSpec(image="none", command=["sh", "-c", "sleep 3600"])


@dsl.pipeline(name="endless")
def endless():
    wait_for_ever()


@dsl.container_component
def end_badly():
    return dsl.ContainerSpec(image="none", command=["sh", "-c", "exit 7"])


@dsl.pipeline(name="failing")
def failing():
    end_badly()


class SdkTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = Server.of_class(cls)
        cls.addClassCleanup(cls.stop_server)
        cls.client = kfp.Client(host=cls.server.address)

    @classmethod
    def stop_server(cls):
        printed = cls.server.printed_errors()
        code = cls.server.stop()
        if code != 0:
            raise AssertionError(f"the server ended with {code} (expected: 0); it printed:\n{printed}")

    def wait(self, run_id: str):
        return self.client.wait_for_run_completion(run_id, timeout=LONGEST_RUN_SECONDS, sleep_duration=1)

    def test_a_compiled_package_runs_to_its_end(self):
        started = self.client.create_run_from_pipeline_package(str(PENGUINS), run_name="penguins at work")

        ended = self.wait(started.run_id)

        self.assertEqual(ended.state, "SUCCEEDED")
        again = self.client.get_run(started.run_id)
        self.assertEqual((again.run_id, again.display_name), (started.run_id, "penguins at work"))
        self.assertEqual([entry.state for entry in again.state_history][-1], "SUCCEEDED")
        self.assertGreaterEqual(again.finished_at, again.created_at)

    def test_a_function_runs_with_its_arguments(self):
        started = self.client.create_run_from_pipeline_func(
            add_twice, arguments={"first": 40}, experiment_name="sums", enable_caching=False
        )

        ended = started.wait_for_run_completion(timeout=LONGEST_RUN_SECONDS)

        self.assertEqual(ended.state, "SUCCEEDED")
        self.assertEqual(ended.runtime_config.parameters, {"first": 40})
        experiment = self.client.get_experiment(experiment_name="sums")
        self.assertEqual(ended.experiment_id, experiment.experiment_id)

    def test_a_run_that_fails_says_so(self):
        started = self.client.create_run_from_pipeline_func(failing)

        ended = self.wait(started.run_id)

        self.assertEqual(ended.state, "FAILED")
        self.assertIsNotNone(ended.error)

    def test_a_terminated_run_ends_and_the_waiter_with_it(self):
        started = self.client.create_run_from_pipeline_func(endless)

        self.client.terminate_run(started.run_id)
        ended = self.wait(started.run_id)

        self.assertEqual(ended.state, "FAILED")
        self.assertEqual(ended.error.code, 1)
        with self.assertRaises(ApiException):
            self.client.terminate_run(started.run_id)

    def test_runs_are_listed_by_experiment_and_by_page(self):
        experiment = self.client.create_experiment(f"listing {uuid.uuid4()}")
        run_ids = {
            self.client.create_run_from_pipeline_package(
                str(SHELL_WORDS), experiment_id=experiment.experiment_id
            ).run_id
            for _ in range(3)
        }

        first = self.client.list_runs(page_size=2, experiment_id=experiment.experiment_id)
        second = self.client.list_runs(
            page_token=first.next_page_token, page_size=2, experiment_id=experiment.experiment_id
        )

        self.assertEqual(first.total_size, 3)
        self.assertEqual({run.run_id for run in first.runs + second.runs}, run_ids)
        self.assertFalse(second.next_page_token)
        for run_id in run_ids:
            self.assertEqual(self.wait(run_id).state, "SUCCEEDED")

    def test_an_experiment_is_made_once(self):
        name = f"experiment {uuid.uuid4()}"

        first = self.client.create_experiment(name, description="the first")
        second = self.client.create_experiment(name)

        self.assertEqual(second.experiment_id, first.experiment_id)
        self.assertEqual(second.description, "the first")
        listed = self.client.list_experiments(page_size=100).experiments
        self.assertIn(first.experiment_id, [experiment.experiment_id for experiment in listed])

    def test_an_uploaded_version_runs(self):
        name = f"penguins {uuid.uuid4()}"
        pipeline = self.client.upload_pipeline(str(SHELL_WORDS), pipeline_name=name)
        version = self.client.upload_pipeline_version(
            str(SHELL_WORDS), pipeline_version_name=f"{name} again", pipeline_id=pipeline.pipeline_id
        )

        self.assertEqual(self.client.get_pipeline_id(name), pipeline.pipeline_id)
        self.assertEqual(self.client.get_pipeline(pipeline.pipeline_id).display_name, name)
        versions = self.client.list_pipeline_versions(pipeline.pipeline_id).pipeline_versions
        self.assertEqual(len(versions), 2)
        experiment = self.client.create_experiment("uploaded")
        started = self.client.run_pipeline(
            experiment.experiment_id,
            "an uploaded version",
            pipeline_id=pipeline.pipeline_id,
            version_id=version.pipeline_version_id,
        )
        self.assertEqual(self.wait(started.run_id).state, "SUCCEEDED")

    def test_a_recurring_run_fires_and_its_runs_stay(self):
        experiment = self.client.create_experiment(f"recurring {uuid.uuid4()}")
        made = self.client.create_recurring_run(
            experiment.experiment_id,
            "each second",
            interval_second=1,
            pipeline_package_path=str(SHELL_WORDS),
        )

        runs = self.wait_for_runs(experiment.experiment_id, 2)
        self.client.disable_recurring_run(made.recurring_run_id)
        found = self.client.get_recurring_run(made.recurring_run_id)
        self.client.delete_recurring_run(made.recurring_run_id)

        self.assertEqual((made.mode, made.status, made.max_concurrency), ("ENABLE", "ENABLED", "1"))
        self.assertEqual((found.mode, found.status), ("DISABLE", "DISABLED"))
        self.assertEqual(found.trigger.periodic_schedule.interval_second, "1")
        self.assertEqual({run.recurring_run_id for run in runs}, {made.recurring_run_id})
        self.assertEqual(len({run.scheduled_at for run in runs}), len(runs))
        for run in runs:
            self.assertTrue(run.display_name.startswith("eachsecond"))
            self.assertEqual(self.wait(run.run_id).state, "SUCCEEDED")
        with self.assertRaises(ApiException):
            self.client.get_recurring_run(made.recurring_run_id)

    def test_recurring_runs_are_listed_and_take_what_the_sdk_sends(self):
        experiment = self.client.create_experiment(f"recurring {uuid.uuid4()}")
        pipeline = self.client.upload_pipeline(str(SHELL_WORDS), pipeline_name=f"words {uuid.uuid4()}")
        version = self.client.list_pipeline_versions(pipeline.pipeline_id).pipeline_versions[0]
        made = self.client.create_recurring_run(
            experiment.experiment_id,
            "at two",
            description="each night",
            start_time="2030-01-01T00:00:00Z",
            end_time="2031-01-01T00:00:00Z",
            cron_expression="0 0 2 * * ?",
            max_concurrency=3,
            no_catchup=True,
            pipeline_id=pipeline.pipeline_id,
            version_id=version.pipeline_version_id,
            enabled=False,
        )

        listed = self.client.list_recurring_runs(experiment_id=experiment.experiment_id)
        self.client.enable_recurring_run(made.recurring_run_id)
        found = self.client.get_recurring_run(made.recurring_run_id)

        self.assertEqual([row.recurring_run_id for row in listed.recurring_runs], [made.recurring_run_id])
        self.assertEqual(listed.total_size, 1)
        self.assertEqual(made.status, "DISABLED")
        self.assertEqual(found.status, "ENABLED")
        self.assertEqual(found.trigger.cron_schedule.cron, "0 0 2 * * ?")
        self.assertEqual(found.trigger.cron_schedule.start_time.isoformat(), "2030-01-01T00:00:00+00:00")
        self.assertTrue(found.no_catchup)
        self.assertEqual(found.pipeline_version_reference.pipeline_version_id, version.pipeline_version_id)

    def test_a_bad_schedule_is_refused_with_what_was_expected(self):
        experiment = self.client.create_experiment("bad schedules")

        with self.assertRaises(ApiException) as refused:
            self.client.create_recurring_run(
                experiment.experiment_id, "bad", cron_expression="0 0 25 * * *", pipeline_package_path=str(SHELL_WORDS)
            )

        self.assertEqual(refused.exception.status, 400)
        self.assertIn("0 to 23", refused.exception.body)

    def test_the_command_line_of_kfp_keeps_recurring_runs(self):
        made = self.kfp(
            "create", "--job-name", "by the command line", "--experiment-name", "command line",
            "--interval-second", "3600", "--enabled", "--pipeline-package-path", str(SHELL_WORDS),
        )  # fmt: skip
        recurring_run_id = made["recurring_run_id"]

        self.assertEqual(made["status"], "ENABLED")
        self.assertTrue(made["no_catchup"])
        self.assertEqual(self.kfp("get", recurring_run_id)["display_name"], "by the command line")
        self.assertIn(recurring_run_id, [row["recurring_run_id"] for row in self.kfp("list")])
        self.assertEqual(self.kfp("disable", recurring_run_id)["status"], "DISABLED")
        self.assertEqual(self.kfp("enable", recurring_run_id)["status"], "ENABLED")
        self.kfp("delete", recurring_run_id)
        with self.assertRaises(ApiException):
            self.client.get_recurring_run(recurring_run_id)

    def kfp(self, *arguments: str):
        """What a `kfp recurring-run` command prints as JSON; None when it prints none."""
        command = [str(Path(sys.executable).parent / "kfp"), "--endpoint", self.server.address, "--output", "json"]
        done = subprocess.run(
            [*command, "recurring-run", *arguments],
            input="y\n", text=True, capture_output=True, timeout=120, check=False,
        )  # fmt: skip
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        begin = re.search(r"^[\[{]", done.stdout, re.MULTILINE)
        return json.JSONDecoder().raw_decode(done.stdout, begin.start())[0] if begin else None

    def wait_for_runs(self, experiment_id: str, count: int):
        deadline = time.monotonic() + LONGEST_RUN_SECONDS
        runs = []
        while len(runs) < count and time.monotonic() < deadline:
            time.sleep(0.5)
            runs = self.client.list_runs(experiment_id=experiment_id).runs or []
        self.assertGreaterEqual(len(runs), count)
        return runs

    def test_the_server_says_that_it_is_well(self):
        self.assertFalse(self.client.get_kfp_healthz().multi_user)


if __name__ == "__main__":
    # A test leaves nothing behind: no __pycache__ beside the examples.
    sys.dont_write_bytecode = True
    unittest.main()
