"""Checks that the compiled examples in the repository are what the pinned SDK makes of their sources.

Run with: "$(conformance/python/make_environment.sh)/bin/python" conformance/python/test_examples_compile.py
"""

import importlib.util
import sys
import tempfile
import unittest
from pathlib import Path
from typing import Any, List

import yaml
from kfp import compiler

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


def documents_of(file: Path) -> List[Any]:
    """Returns the YAML documents of a compiled pipeline, parsed."""
    return list(yaml.safe_load_all(file.read_text(encoding="utf-8")))


def compile_example(source: Path, compiled: Path) -> None:
    """Compiles the pipeline function of an example, which has the name of its file."""
    specification = importlib.util.spec_from_file_location(source.stem, source)
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    compiler.Compiler().compile(getattr(module, source.stem), str(compiled))


class ExamplesCompileTest(unittest.TestCase):
    maxDiff = 4000

    def test_every_compiled_example_is_what_the_sdk_makes_of_its_source(self):
        sources = sorted(EXAMPLES.glob("*/*.py"))
        with tempfile.TemporaryDirectory() as folder:
            for source in sources:
                with self.subTest(example=source.stem):
                    fresh = Path(folder) / f"{source.stem}.yaml"
                    compile_example(source, fresh)
                    self.assertEqual(
                        documents_of(fresh),
                        documents_of(source.with_suffix(".yaml")),
                        f"{source.stem}.yaml is out of date: run python {source.relative_to(EXAMPLES.parent)}",
                    )

    def test_the_promised_examples_are_there_with_source_and_description(self):
        for name in ["penguins", "penguins_scikit_learn", "shell_words"]:
            for file in [f"{name}.py", f"{name}.yaml", "README.md"]:
                self.assertTrue((EXAMPLES / name / file).is_file(), f"examples/{name}/{file} is missing")

    def test_no_compiled_example_has_lost_its_source(self):
        for compiled in EXAMPLES.glob("*/*.yaml"):
            self.assertTrue(compiled.with_suffix(".py").is_file(), f"{compiled} has no source beside it")


if __name__ == "__main__":
    # A test leaves nothing behind: no __pycache__ beside the examples.
    sys.dont_write_bytecode = True
    unittest.main()
