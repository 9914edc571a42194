"""What kfp.local is known to get wrong, by name, each with the reason and with what sets it right.

A difference is never passed over in silence: the comparison is with kfp.local as it would be without these
defects, so that everything else in a pipeline that meets one of them is still compared.
"""

import concurrent.futures
import contextvars
import json
import re
from typing import Callable, Dict, List, Tuple

from kfp.local import executor_input_utils, executor_output_utils, graph_utils, io, pipeline_orchestrator
from kfp.local.orchestrator import dag_orchestrator, enhanced_dag_orchestrator, orchestrator_utils, task_spec_utils
from kfp.pipeline_spec import pipeline_spec_pb2

FIRST_WITH_EXPONENT = 1e21  # From there on whole numbers are written as 1e+21, here as in KFP.
CHANNEL = "pipelinechannel--"
ITEM = "loop-item-param-"
LIST = pipeline_spec_pb2.ParameterType.LIST
PLACEHOLDER = re.compile(r"\{\{\$\.inputs\.parameters\['([^']+)'\]\}\}")
Mend = Tuple[str, Callable[[], None]]


def keep_what_others_gave_to_a_loop() -> None:
    original = task_spec_utils.create_parameter_loop_iteration_task_spec

    def mended(original_task_spec, loop_item, loop_task_name):
        made = original(original_task_spec, loop_item, loop_task_name)
        for name, given in original_task_spec.inputs.parameters.items():
            is_item = name == original_task_spec.parameter_iterator.item_input
            if not is_item and not given.HasField("runtime_value"):
                made.inputs.parameters[name].CopyFrom(given)
        return made

    task_spec_utils.create_parameter_loop_iteration_task_spec = mended


def choose_among_artifacts() -> None:
    def mended(dag_outputs_spec, io_store):
        outputs = {}
        for key, selectors in dag_outputs_spec.artifacts.items():
            for selector in selectors.artifact_selectors:
                try:
                    outputs[key] = io_store.get_task_output(selector.producer_subtask, selector.output_artifact_key)
                except ValueError:
                    continue  # The branch did not run.
        return outputs

    orchestrator_utils.OrchestratorUtils.get_dag_output_artifacts = mended


def read_conditions_by_their_own_inputs() -> None:
    """A condition names an input of its task; kfp.local looks for a task or an input by parts of that name."""
    evaluator = enhanced_dag_orchestrator.ConditionEvaluator
    original = evaluator._resolve_pipeline_channel

    def mended(channel_ref, io_store):
        name = channel_ref.replace("pipelinechannel--", "")
        for place in range(len(name) - 1, 0, -1):
            if name[place] == "-":
                try:
                    return io_store.get_task_output(name[:place], name[place + 1 :])
                except ValueError:
                    continue
        return original(channel_ref, io_store)

    evaluator._resolve_pipeline_channel = staticmethod(mended)


def give_an_empty_list_for_no_iterations() -> None:
    original = enhanced_dag_orchestrator._run_parallel_for_task

    def mended(**given):
        failed = original(**given)
        component = given["components"][given["task_spec"].component_ref.name]
        for key in [*component.output_definitions.parameters, *component.output_definitions.artifacts]:
            try:
                given["io_store"].get_task_output(given["task_name"], key)
            except ValueError:
                if not failed:
                    given["io_store"].put_task_output(given["task_name"], key, [])
        return failed

    enhanced_dag_orchestrator._run_parallel_for_task = mended


def write_whole_numbers_without_a_fraction() -> None:
    def whole(value):
        if isinstance(value, dict):
            return {key: whole(inner) for key, inner in value.items()}
        if isinstance(value, list):
            return [whole(inner) for inner in value]
        is_whole = isinstance(value, float) and value.is_integer() and abs(value) < FIRST_WITH_EXPONENT
        return int(value) if is_whole else value

    convert, show = executor_output_utils.pb2_value_to_python, executor_input_utils.executor_input_to_dict
    executor_output_utils.pb2_value_to_python = lambda value: whole(convert(value))
    executor_input_utils.executor_input_to_dict = lambda **given: whole(show(**given))


def keep_to_the_inputs_of_a_nested_pipeline() -> None:
    def mended(task_name, task_spec, component_spec, io_store):
        given = orchestrator_utils.OrchestratorUtils.make_task_arguments(task_spec.inputs, io_store)
        return {name: value for name, value in given.items() if value is not None}

    task_spec_utils.build_nested_dag_arguments = mended


def fill_texts_before_they_are_given_to_a_nested_pipeline() -> None:
    original = task_spec_utils.build_nested_dag_arguments

    def mended(**named):
        given = original(**named)

        def text(found):
            value = given.get(found.group(1), "")
            return value if isinstance(value, str) else json.dumps(value, separators=(",", ":"))

        for name, one in named["task_spec"].inputs.parameters.items():
            if one.HasField("runtime_value") and isinstance(given.get(name), str):
                given[name] = PLACEHOLDER.sub(text, given[name])
        return given

    task_spec_utils.build_nested_dag_arguments = mended


def wait_for_whoever_gives_an_input() -> None:
    original = graph_utils.topological_sort_tasks

    def mended(tasks):
        for task in tasks.values():
            given = [one.task_output_parameter.producer_task for one in task.inputs.parameters.values()]
            given += [one.task_output_artifact.producer_task for one in task.inputs.artifacts.values()]
            task.dependent_tasks.extend(sorted(set(given) - set(task.dependent_tasks) - {""}))
        return original(tasks)

    graph_utils.topological_sort_tasks = mended


def flatten_artifacts_of_deep_loops() -> None:
    original = executor_input_utils.dsl_artifact_to_artifact_list
    executor_input_utils.dsl_artifact_to_artifact_list = lambda given: original(flat(given))


def flat(value):
    """A list without the lists in it."""
    if not isinstance(value, list):
        return value
    return [inner for one in value for inner in (flat(one) if isinstance(one, list) else [one])]


def go_on_after_a_failure() -> None:
    dag_orchestrator.run_dag = enhanced_dag_orchestrator.run_enhanced_dag


def leave_out_what_a_failed_task_did_not_give() -> None:
    utilities = orchestrator_utils.OrchestratorUtils
    original = utilities.make_task_arguments

    def mended(task_inputs_spec, io_store):
        given = type(task_inputs_spec)()
        given.CopyFrom(task_inputs_spec)
        for name, one in task_inputs_spec.parameters.items():
            producer = one.task_output_parameter.producer_task
            if producer and io_store._task_status_data.get(producer) == "FAILED":
                del given.parameters[name]
        return original(given, io_store)

    utilities.make_task_arguments = mended


def hand_down_what_the_sdk_leaves_undeclared() -> None:
    original = pipeline_orchestrator._run_local_pipeline_implementation

    def mended(pipeline_spec, **named):
        given = type(pipeline_spec)()
        given.CopyFrom(pipeline_spec)
        for task in given.root.dag.tasks.values():
            for name in hand_down(given, task):
                inner = given.components[task.component_ref.name]
                inner.input_definitions.parameters[name].parameter_type = LIST
                task.inputs.parameters[name].component_input_parameter = name.replace(CHANNEL, "", 1)
        return original(pipeline_spec=given, **named)

    pipeline_orchestrator._run_local_pipeline_implementation = mended


def hand_down(specification, task) -> List[str]:
    """Declares in the graphs inside a task what the lists of loops in them are called, and answers which of these the
    task itself is not given."""
    component = specification.components[task.component_ref.name]
    needed = set()
    for inner in component.dag.tasks.values():
        for name in hand_down(specification, inner):
            specification.components[inner.component_ref.name].input_definitions.parameters[name].parameter_type = LIST
            inner.inputs.parameters[name].component_input_parameter = name
            needed.add(name)
        listed = inner.parameter_iterator.items.input_parameter
        if listed in inner.inputs.parameters:
            needed.add(inner.inputs.parameters[listed].component_input_parameter)
    return sorted(name for name in needed if name and name not in component.input_definitions.parameters)


def leave_out_items_asked_for_outside_their_loop() -> None:
    original = io.IOStore.get_parent_input

    def mended(self, key):
        try:
            return original(self, key)
        except ValueError:
            if not key.replace(CHANNEL, "", 1).startswith(ITEM):
                raise
            return ""  # Nobody reads it there.

    io.IOStore.get_parent_input = mended


KNOWN_WRONG: Dict[str, Mend] = {
    "inputs of a loop": (
        "what a loop takes of a sibling or of an outer loop is overwritten with the item of the loop",
        keep_what_others_gave_to_a_loop,
    ),
    "OneOf of artifacts": ("it takes one branch only: 'Expected 1 artifact'", choose_among_artifacts),
    "conditions on named outputs": (
        "only outputs called Output are found; any other is taken as false",
        read_conditions_by_their_own_inputs,
    ),
    "loops over nothing": ("outputs are missing where they are empty lists", give_an_empty_list_for_no_iterations),
    "whole numbers": (
        "whole numbers become 3.0 in lists, objects and metadata; KFP writes 3 everywhere",
        write_whole_numbers_without_a_fraction,
    ),
    "scopes": (
        "an input that is not given is searched for in all scopes around, not set to its default",
        keep_to_the_inputs_of_a_nested_pipeline,
    ),
    "texts for a nested pipeline": (
        "values in a text that is given to a nested pipeline are looked for inside of it, and become null",
        fill_texts_before_they_are_given_to_a_nested_pipeline,
    ),
    "artifacts of deep loops": (
        "artifacts that are collected over loops in loops come as lists of lists, on which it fails",
        flatten_artifacts_of_deep_loops,
    ),
    "undeclared lists": (
        "a loop whose list the SDK leaves undeclared in the graphs around it goes over nothing; KFP fails the run",
        hand_down_what_the_sdk_leaves_undeclared,
    ),
    "items outside their loop": (
        "graphs around a loop that the SDK gives the loop's own item, which is nowhere yet, end the pipeline",
        leave_out_items_asked_for_outside_their_loop,
    ),
    "pipelines without structures": (
        "a pipeline of nothing but tasks stops at the first failure; any other goes on with what does not depend on it",
        go_on_after_a_failure,
    ),
    "implicit dependencies": (
        "tasks are ordered by what they wait for, and not by what they take",
        wait_for_whoever_gives_an_input,
    ),
    "inputs from a failed task": (
        "a task that ignores the failure of another is not run with the defaults in the place of its outputs",
        leave_out_what_a_failed_task_did_not_give,
    ),
}


def mend() -> None:
    """Sets everything right, once for this process."""
    for _, apply in KNOWN_WRONG.values():
        apply()


def carry_context_into_threads() -> None:
    """Lets what is known of the place of a task hold in the threads of a loop."""

    class Pool(concurrent.futures.ThreadPoolExecutor):
        def submit(self, function, *arguments, **named):
            return super().submit(contextvars.copy_context().run, function, *arguments, **named)

    concurrent.futures.ThreadPoolExecutor = Pool
