"""Tries what the OpenAPI document describes, with requests that schemathesis makes up.

Run with: "$(conformance/python/make_environment.sh requirements-api.txt)/bin/python" \
    conformance/python/test_openapi.py

PITWHEEL_OPENAPI_EXAMPLES says how many requests each operation gets, PITWHEEL_OPENAPI_SEED which.
"""

import os
import sys
import unittest

sys.dont_write_bytecode = True

import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from pitwheel_server import Server
from schemathesis.specs.openapi import checks

EXAMPLES = int(os.environ.get("PITWHEEL_OPENAPI_EXAMPLES", "8"))
SEED = int(os.environ.get("PITWHEEL_OPENAPI_SEED", "20261127"))
LONGEST_REQUEST_SECONDS = 20
STREAMS = "text/event-stream"
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
        for result in self.schema.get_all_operations():
            operation = result.ok()
            if STREAMS in str(operation.definition.raw.get("responses")):
                continue
            with self.subTest(operation=operation.label):
                self.try_operation(operation)
                tried += 1
        self.assertGreater(tried, 50)

    def try_operation(self, operation):
        @seed(SEED)
        @settings(
            max_examples=EXAMPLES,
            database=None,
            deadline=None,
            phases=[Phase.explicit, Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy())
        def answers_as_described(case):
            response = case.call(timeout=LONGEST_REQUEST_SECONDS)
            self.assertLess(response.status_code, 500, f"{case.method} {response.request.url}: {response.text}")
            case.validate_response(response, checks=CHECKS)

        answers_as_described()


if __name__ == "__main__":
    unittest.main()
