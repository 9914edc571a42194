"""Runs pipelines with kfp.local in this process, and tells of every task how it ended and what it gave."""

import contextlib
import contextvars
import io as streams
import os
import re
import sys
import tempfile
import traceback
from pathlib import Path
from typing import Any, Dict, NamedTuple, Tuple

import mended_local
from kfp import dsl, local
from kfp.dsl import executor_main
from kfp.local import status, subprocess_task_handler
from kfp.local.orchestrator import enhanced_dag_orchestrator, task_executor

ITERATION = re.compile(r"(.*)-iteration-(\d+)")
PLACE: contextvars.ContextVar = contextvars.ContextVar("place", default=((), ()))
Place = Tuple[Tuple[str, ...], Tuple[int, ...]]


class Artifact(NamedTuple):
    """An artifact as a user sees it; one without a file has no content."""

    type: str
    metadata: Dict[str, Any]
    content: object


class Outcome(NamedTuple):
    """How a run ended: its tasks by path and iteration; `problem` when the runner itself did not get on."""

    state: str
    tasks: Dict[Place, Tuple[str, Dict[str, Any]]]
    problem: str


def content_of(uri: str) -> object:
    return Path(uri).read_text(encoding="utf-8") if Path(uri).is_file() else None


def described(value: Any) -> Any:
    """A value, with descriptions in the place of artifacts."""
    if isinstance(value, dsl.Artifact):
        return Artifact(value.schema_title, value.metadata, content_of(value.uri))
    if isinstance(value, list):
        told = [described(inner) for inner in value]
        flat = mended_local.flat(told)
        return flat if any(isinstance(inner, Artifact) for inner in flat) else told
    if isinstance(value, dict):
        return {key: described(inner) for key, inner in value.items()}
    return value


def run_in_a_fork(handler: Any) -> status.Status:
    """Does what the command of a component does, in a fork of this process: starting Python and loading the SDK again
    for every task would take most of the time of the test."""
    command = handler.full_command
    program, arguments = command[-5], command[-4:]
    with tempfile.TemporaryDirectory() as folder:
        module = Path(folder) / "ephemeral_component.py"
        module.write_text(program, encoding="utf-8")
        child = os.fork()
        if child == 0:
            code = 1
            try:
                os.environ.update(handler.env_vars)
                sys.argv = ["executor_main", "--component_module_path", str(module), *arguments]
                sys.stdout = sys.stderr = open(os.devnull, "w")
                executor_main.executor_main()
                code = 0
            finally:
                os._exit(code)
        _, ended = os.waitpid(child, 0)
    return status.Status.SUCCESS if ended == 0 else status.Status.FAILURE


class LocalRunner:
    """kfp.local with its known defects mended and with a recorder in it. There is one in a process."""

    def __init__(self, folder: Path):
        self.tasks: Dict[Place, Tuple[str, Dict[str, Any]]] = {}
        mended_local.mend()
        mended_local.carry_context_into_threads()
        self._record_tasks()
        subprocess_task_handler.SubprocessTaskHandler.run = run_in_a_fork
        local.init(local.SubprocessRunner(use_venv=False), pipeline_root=str(folder), raise_on_error=False)

    def run(self, pipeline: Any, arguments: Dict[str, Any]) -> Tuple[Outcome, str]:
        """Runs one, and returns how it ended and what was printed."""
        self.tasks.clear()
        printed, problem = streams.StringIO(), ""
        with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
            try:
                pipeline(**arguments)
            except Exception as exception:  # Whatever it is, the comparison tells it.
                problem = f"{type(exception).__name__}: {exception}"
                traceback.print_exc()
        failed = problem or any(state == "FAILED" for state, _ in self.tasks.values())
        return Outcome("FAILED" if failed else "SUCCEEDED", dict(self.tasks), problem), printed.getvalue()

    def _record_tasks(self) -> None:
        drive, execute = enhanced_dag_orchestrator.execute_task, task_executor.execute_single_task

        def driven(**given):
            path, vector = PLACE.get()
            found = ITERATION.fullmatch(given["task_name"])
            key = found.group(1) if found else given["task_name"]
            place = (path + (key,), vector + ((int(found.group(2)),) if found else ()))
            component = given["components"][given["task_spec"].component_ref.name]
            token = PLACE.set(place)
            try:
                outputs, ended = drive(**given)
            finally:
                PLACE.reset(token)
            if not found and component.WhichOneof("implementation") == "dag":
                self.tasks[place] = (self._state(ended), described(outputs))
            return outputs, ended

        def executed(**given):
            place = PLACE.get()
            if not place[0] or place[0][-1] != given["task_name"]:
                place = (place[0] + (given["task_name"],), place[1])
            outputs, ended = execute(**given)
            self.tasks[place] = (self._state(ended), described(outputs))
            return outputs, ended

        enhanced_dag_orchestrator.execute_task = driven
        task_executor.execute_single_task = executed

    @staticmethod
    def _state(ended: Any) -> str:
        return "SUCCEEDED" if ended.name == "SUCCESS" else "FAILED"
