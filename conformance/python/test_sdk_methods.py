"""Holds the tests of the stock SDK to calling every method of its client, and every command that talks to a server.

Run with: "$(conformance/python/make_environment.sh)/bin/python" conformance/python/test_sdk_methods.py
"""

import ast
import inspect
import sys
import unittest
from pathlib import Path

sys.dont_write_bytecode = True

import kfp
from kfp.cli import cli as kfp_cli

FOLDER = Path(__file__).resolve().parent
TESTS = [FOLDER / "test_sdk.py", FOLDER / "test_sdk_resources.py"]
# They remember a namespace on the machine of the caller and ask no server.
WITHOUT_SERVER = {"get_user_namespace", "set_user_namespace"}
GROUPS = ["experiment", "pipeline", "recurring-run", "run"]


def calls():
    """Every call in the tests: the name that is called, and its leading texts."""
    for path in TESTS:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, (ast.Attribute, ast.Name)):
                name = node.func.attr if isinstance(node.func, ast.Attribute) else node.func.id
                texts = [each.value for each in node.args if isinstance(each, ast.Constant)]
                arguments = [each.attr for each in node.args if isinstance(each, ast.Attribute)]
                yield name, texts, arguments


class MethodsTest(unittest.TestCase):
    def test_every_method_of_the_client_is_called(self):
        methods = {
            name
            for name, _ in inspect.getmembers(kfp.Client, inspect.isfunction)
            if not name.startswith("_") and name not in WITHOUT_SERVER
        }
        self.assertGreater(len(methods), 35)
        called = set()
        for name, _, arguments in calls():
            # A method may also be handed to something that calls it.
            called.update([name, *arguments])

        self.assertEqual(sorted(methods - called), [])

    def test_every_command_is_called(self):
        commands = {
            (group, command) for group in GROUPS for command in kfp_cli.cli.commands[group].commands
        }
        self.assertGreater(len(commands), 25)
        called = set()
        for name, texts, _ in calls():
            if name == "kfp" and texts:
                called.add(("recurring-run", texts[0]))
            if name == "run_command" and len(texts) > 1:
                called.add((texts[0], texts[1]))

        self.assertEqual(sorted(commands - called), [])


if __name__ == "__main__":
    unittest.main()
