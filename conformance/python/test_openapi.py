"""Tries what the OpenAPI document describes, with requests that schemathesis makes up.

Run with: "$(conformance/python/make_environment.sh requirements-api.txt)/bin/python" \
    conformance/python/test_openapi.py

PITWHEEL_OPENAPI_EXAMPLES says how many right requests each operation gets, PITWHEEL_OPENAPI_WRONG_EXAMPLES how many
wrong ones at most, PITWHEEL_OPENAPI_SEED which.
"""

import contextlib
import os
import sys
import time
import unittest

sys.dont_write_bytecode = True

import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.errors import Unsatisfiable
from pitwheel_server import Server
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi import checks

EXAMPLES = int(os.environ.get("PITWHEEL_OPENAPI_EXAMPLES", "8"))
WRONG_EXAMPLES = int(os.environ.get("PITWHEEL_OPENAPI_WRONG_EXAMPLES", "20"))
SEED = int(os.environ.get("PITWHEEL_OPENAPI_SEED", "20261127"))
LONGEST_REQUEST_SECONDS = 20
# For what one operation is tried with; all of them have about a minute.
LONGEST_TURN_SECONDS = 1.2
STREAMS = "text/event-stream"
# What KFP says beside the rest where there is no call of gRPC behind an address.
OF_UPLOADS_TOO = {"error_message", "error_details"}
CHECKS = [
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_schema_conformance,
]


class OpenApiTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = Server.of_class(cls)
        cls.addClassCleanup(cls.server.stop)
        cls.document = requests.get(
            cls.server.address + "/apis/v2beta1/openapi.json", timeout=LONGEST_REQUEST_SECONDS
        ).json()
        cls.schema = schemathesis.openapi.from_dict(cls.document)
        cls.schema.config.update(base_url=cls.server.address)

    def test_the_document_describes_many_operations(self):
        operations = [verb for verbs in self.document["paths"].values() for verb in verbs]

        self.assertGreater(len(operations), 50)

    def test_every_answer_is_as_described_and_none_is_a_defect(self):
        tried = 0
        for operation in self.operations():
            with self.subTest(operation=operation.label):
                self.try_operation(operation, GenerationMode.POSITIVE, EXAMPLES, self.check_described)
                tried += 1
        self.assertGreater(tried, 50)

    def test_what_the_document_forbids_is_no_defect_and_is_refused_in_the_one_shape(self):
        self.refused = set()
        for operation in self.operations():
            with self.subTest(operation=operation.label), contextlib.suppress(Unsatisfiable):
                self.end_of_turn = time.monotonic() + LONGEST_TURN_SECONDS
                self.try_operation(operation, GenerationMode.NEGATIVE, WRONG_EXAMPLES, self.check_refusal)
        self.assertGreater(len(self.refused), 45, sorted(self.refused))

    def operations(self):
        """All of the document, but for streams, which end with their runs."""
        for result in self.schema.get_all_operations():
            operation = result.ok()
            if STREAMS not in str(operation.definition.raw.get("responses")):
                yield operation

    def check_described(self, case):
        response = case.call(timeout=LONGEST_REQUEST_SECONDS)
        self.assertLess(response.status_code, 500, f"{case.method} {response.request.url}: {response.text}")
        case.validate_response(response, checks=CHECKS)

    def check_refusal(self, case):
        if time.monotonic() > self.end_of_turn:
            return
        response = case.call(timeout=LONGEST_REQUEST_SECONDS)
        told = f"{case.method} {response.request.url} {response.request.body}: {response.status_code} {response.text}"
        self.assertLess(response.status_code, 500, told)
        # A number as text, or a text as a number, is taken where protobuf's JSON takes it.
        if response.status_code >= 400:
            self.refused.add(case.operation.label)
            answer = response.json()
            self.assertEqual(answer.keys() - OF_UPLOADS_TOO, {"code", "message", "details"}, told)
            self.assertIsInstance(answer["code"], int, told)
            self.assertTrue(answer["message"], told)
            self.assertEqual(answer["details"][0]["@type"], "type.googleapis.com/google.rpc.Status", told)

    def try_operation(self, operation, mode, count, check):
        @seed(SEED)
        @settings(
            max_examples=count,
            database=None,
            deadline=None,
            phases=[Phase.explicit, Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy(generation_mode=mode))
        def answers(case):
            check(case)

        answers()


if __name__ == "__main__":
    unittest.main()
