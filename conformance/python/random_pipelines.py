"""Writes random pipelines in the language of the stock SDK, each from a number alone.

What it writes is a module of its own, so that a failure can be read and run by hand. Every task has a component of
its own: kfp.local names folders by component, and two tasks of one component would share theirs.
"""

import json
import random
from typing import Callable, Dict, List, NamedTuple, Tuple

TYPES = {"int": "int", "float": "float", "str": "str", "bool": "bool", "list": "list", "dict": "dict"}
WORDS = ["alder", "birch", "cedar", "Dogwood 2", "élan", "", "a/b", "x:y, z", "100%", "{curly}", "$HOME"]
SAFE_WORDS = ["alder", "birch", "cedar", "oak"]
COMPARISONS = ["==", "!=", "<", "<=", ">", ">="]
MOST_DEPTH = 3
MOST_TASKS = 12

HEAD = '''"""Written by random_pipelines.py from the number {seed}."""
from typing import List, NamedTuple, Optional
from kfp import dsl
from kfp.dsl import Artifact, Dataset, Input, Metrics, Model, Output
'''


class Value(NamedTuple):
    """Something a task can take: how it is written, and of which type it is (an artifact class for artifacts)."""

    written: str
    type: str
    task: str = ""


class Case(NamedTuple):
    """A module with a pipeline called `pipeline`, the arguments of a run, and the state in which it must end."""

    seed: int
    source: str
    arguments: Dict[str, object]
    state: str
    features: Tuple[str, ...]


def literal(chance: random.Random, of: str) -> object:
    """A value of a type, of the awkward ones too."""
    makers: Dict[str, Callable[[], object]] = {
        "int": lambda: chance.choice([0, 1, -1, 7, 42, 2**31, -(2**53)]),
        "float": lambda: chance.choice([0.5, -2.25, 1e-7, 3.0, 1e21]),
        "str": lambda: chance.choice(WORDS),
        "bool": lambda: chance.random() < 0.5,
        "list": lambda: chance.choice([[], [1, 2], ["a", ""], [True, 1.5], [[1], [2, 3]], [{"k": "v"}]]),
        "dict": lambda: chance.choice([{}, {"a": 1}, {"b": [1, "2"], "c": {"d": False}}, {"é": "ü\n"}]),
    }
    return makers[of]()


class Scope:
    """A place in which tasks are written: what they can take there, and which tasks they can wait for."""

    def __init__(self, values: List[Value], indent: int, in_loop: bool):
        self.values, self.indent, self.in_loop = list(values), indent, in_loop
        self.tasks: List[str] = []

    def inner(self, more: Tuple[Value, ...] = (), in_loop: bool = False) -> "Scope":
        return Scope(self.values + list(more), self.indent + 1, self.in_loop or in_loop)

    def of_type(self, *types: str) -> List[Value]:
        return [value for value in self.values if value.type in types]


class Writer:
    """Writes one module."""

    def __init__(self, seed: int, imported: str):
        self.chance, self.seed, self.imported = random.Random(seed), seed, imported
        self.components: List[str] = []
        self.body: List[str] = []
        self.count = 0
        self.tasks = 0
        self.fails = False
        self.features = set()

    def name(self, of: str) -> str:
        self.count += 1
        return f"{of}_{self.count}"

    def line(self, scope: Scope, text: str) -> None:
        self.body.append("    " * scope.indent + text)

    def component(self, name: str, inputs: str, returns: str, *statements: str) -> None:
        self.components.append(
            "@dsl.component(base_image='python:3.11', install_kfp_package=False)\n"
            f"def {name}({inputs}){' -> ' + returns if returns else ''}:\n    "
            + "\n    ".join(statements)
            + "\n"
        )

    def call(self, scope: Scope, name: str, arguments: Dict[str, str]) -> str:
        """Writes a task with some of what every task can have, and returns the name of its variable."""
        given = ", ".join(f"{key}={written}" for key, written in arguments.items())
        variable = f"task_{name}"
        self.line(scope, f"{variable} = {name}({given})")
        if scope.tasks and self.chance.random() < 0.25:
            self.features.add("after")
            self.line(scope, f"{variable}.after({self.chance.choice(scope.tasks)})")
        if self.chance.random() < 0.15:
            self.line(scope, f"{variable}.set_display_name('shown {name}')")
        if not name.startswith("inner") and self.chance.random() < 0.15:
            self.line(scope, f"{variable}.set_env_variable('SHADE', 'of {name}')")
        scope.tasks.append(variable)
        self.tasks += 1
        return variable

    def argument(self, scope: Scope, of: str) -> str:
        """Something of a type: what another gave, a text with values in it, or a value as it is."""
        known = scope.of_type(of)
        # The SDK compiles texts with the item of a loop in them to references that lead nowhere.
        shown = [value for value in scope.of_type("str", "int", "bool") if not value.written.startswith("item")]
        if of == "str" and shown and self.chance.random() < 0.3:
            self.features.add("f-string")
            parts = self.chance.choices(shown, k=self.chance.randint(1, 2))
            return 'f"' + " and ".join("<{" + part.written + "}>" for part in parts) + '"'
        if known and self.chance.random() < 0.75:
            return self.chance.choice(known).written
        return repr(literal(self.chance, of))

    # What a scope can hold.

    def note(self, scope: Scope) -> Value:
        """A task that tells what it was given, as the code of a user sees it."""
        name = self.name("note")
        types = [self.chance.choice(list(TYPES)) for _ in range(self.chance.randint(1, 3))]
        inputs = {f"given_{i}": of for i, of in enumerate(types)}
        arguments = {key: self.argument(scope, of) for key, of in inputs.items()}
        signature = [f"{key}: {of}" for key, of in inputs.items()]
        if self.chance.random() < 0.4:
            self.features.add("optional input")
            signature += ["spare: int = 3", "absent: Optional[str] = None", "lost: Input[Dataset] = None"]
            inputs.update({"spare": "int", "absent": "str", "lost": "Dataset"})
            if self.chance.random() < 0.5:
                arguments["spare"] = self.argument(scope, "int")
        shown = ", ".join(f"'{key}': {'bool(lost)' if key == 'lost' else key}" for key in inputs)
        self.component(
            name,
            ", ".join(signature),
            "str",
            "import json, os",
            f"return json.dumps([{{{shown}}}, os.environ.get('SHADE', '')], sort_keys=True)",
        )
        return Value(f"{self.call(scope, name, arguments)}.output", "str", "note")

    def give(self, scope: Scope) -> Value:
        """A task that gives a value of a type."""
        name, of = self.name("give"), self.chance.choice(["int", "int", "str", "bool", "float", "dict", "list"])
        value = literal(self.chance, of)
        returns = {"int": "count + 1", "str": "text[:20]", "bool": "not flag"}
        inputs = {"int": "count: int", "str": "text: str", "bool": "flag: bool"}
        argument = {"int": ("count", "int"), "str": ("text", "str"), "bool": ("flag", "bool")}.get(of)
        self.component(name, inputs.get(of, ""), of, f"return {returns.get(of, repr(value))}")
        given = {argument[0]: self.argument(scope, argument[1])} if argument else {}
        return Value(f"{self.call(scope, name, given)}.output", of, name)

    def pair(self, scope: Scope) -> Value:
        """A task with several outputs by name."""
        name = self.name("pair")
        self.component(
            name,
            "text: str",
            "NamedTuple('Both', [('size', int), ('words', list)])",
            "from collections import namedtuple",
            "return namedtuple('Both', ['size', 'words'])(len(text), text.split() + ['last'])",
        )
        variable = self.call(scope, name, {"text": self.argument(scope, "str")})
        scope.values.append(Value(f"{variable}.outputs['words']", "list", name))
        return Value(f"{variable}.outputs['size']", "int", name)

    def make(self, scope: Scope) -> Value:
        """A task that makes a file with metadata."""
        name, kind = self.name("make"), self.chance.choice(["Dataset", "Model", "Artifact"])
        self.component(
            name,
            f"text: str, made: Output[{kind}]",
            "",
            "with open(made.path, 'w', encoding='utf-8') as file:",
            "    file.write('made of ' + text)",
            f"made.metadata['kind'] = '{kind}'",
            "made.metadata['size'] = len(text) + 0.5",
        )
        variable = self.call(scope, name, {"text": self.argument(scope, "str")})
        return Value(f"{variable}.outputs['made']", kind, name)

    def measure(self, scope: Scope) -> Value:
        """A task that makes metrics and a value."""
        name = self.name("measure")
        self.component(
            name, "count: int, found: Output[Metrics]", "int", "found.log_metric('half', 0.5)", "return count"
        )
        variable = self.call(scope, name, {"count": self.argument(scope, "int")})
        return Value(f"{variable}.outputs['Output']", "int", name)

    def read(self, scope: Scope) -> Value:
        """A task that reads a file of another, or imports one."""
        known = scope.of_type("Dataset", "Model", "Artifact")
        if not known or self.chance.random() < 0.2:
            return self.importer(scope)
        taken, name = self.chance.choice(known), self.name("read")
        self.component(
            name,
            f"file: Input[{taken.type}]",
            "str",
            "import json",
            "with open(file.path, encoding='utf-8') as opened:",
            "    return opened.read() + json.dumps(file.metadata, sort_keys=True)",
        )
        return Value(f"{self.call(scope, name, {'file': taken.written})}.output", "str", name)

    def importer(self, scope: Scope) -> Value:
        self.features.add("importer")
        name = self.name("imported")
        self.line(
            scope,
            f"{name} = dsl.importer(artifact_uri={self.imported!r}, artifact_class=Dataset, reimport=True,"
            f" metadata={{'from': {self.argument(scope, 'str')}, 'size': 0.5}})",
        )
        scope.tasks.append(name)
        self.tasks += 1
        return Value(f"{name}.output", "Dataset", name)

    def condition(self, scope: Scope) -> str:
        known = scope.of_type("int", "str", "bool", "float")
        value = self.chance.choice(known)
        if value.type == "bool":
            return f"{value.written} == {self.chance.choice(['True', 'False'])}"
        if value.type == "str":
            return f"{value.written} {self.chance.choice(['==', '!='])} {self.chance.choice(SAFE_WORDS)!r}"
        bound = self.chance.choice([0, 1, 5, 42]) if value.type == "int" else 0.5
        return f"{value.written} {self.chance.choice(COMPARISONS)} {bound!r}"

    def branches(self, scope: Scope, depth: int) -> None:
        """If, perhaps elif and else; with an else perhaps a OneOf."""
        if not scope.of_type("int", "str", "bool", "float"):
            return self.fill(scope, depth, 1)
        kinds = ["If"] + ["Elif"] * self.chance.randint(0, 1) + ["Else"] * self.chance.randint(0, 1)
        self.features.update(f"condition {kind}" for kind in kinds)
        chosen = self.chance.choice(["", "str", "Dataset"]) if kinds[-1] == "Else" else ""
        outputs = []
        for kind in kinds:
            self.line(scope, f"with dsl.{kind}({'' if kind == 'Else' else self.condition(scope)}):")
            inner = scope.inner()
            self.fill(inner, depth + 1, 1)
            if chosen:
                outputs.append(self.last_of(inner, chosen))
        if chosen:
            self.features.add(f"OneOf of {'parameters' if chosen == 'str' else 'artifacts'}")
            name = self.name("one")
            self.line(scope, f"{name} = dsl.OneOf({', '.join(outputs)})")
            self.reader_of(scope, chosen, name)
        return None

    def last_of(self, scope: Scope, of: str) -> str:
        """Writes a task that gives a text or a data set, and returns how to take it."""
        name = self.name("branch")
        if of == "str":
            self.component(name, "", "str", f"return 'of {name}'")
            return f"{self.call(scope, name, {})}.output"
        statements = ["with open(made.path, 'w') as file:", f"    file.write('{name}')"]
        self.component(name, "made: Output[Dataset]", "", *statements)
        return f"{self.call(scope, name, {})}.outputs['made']"

    def reader_of(self, scope: Scope, of: str, written: str) -> None:
        name = self.name("use")
        if of == "str":
            self.component(name, "text: str", "str", "return text")
            self.call(scope, name, {"text": written})
        else:
            self.component(name, "file: Input[Dataset]", "str", "return open(file.path).read()")
            self.call(scope, name, {"file": written})

    def loop(self, scope: Scope, depth: int) -> None:
        """A loop over a list as it is, over what was given to the pipeline, or over what another task gave."""
        item, kind = self.name("item"), self.chance.choice(["int", "str", "dict", "output", "input"])
        if kind == "input" and not scope.of_type("words"):
            kind = "output"
        items = {"int": [1, 2, 3], "str": ["p", "q"], "dict": [{"left": 1, "right": 2}, {"left": 5, "right": 42}]}
        if kind == "output":
            name = self.name("list")
            words = self.chance.choice([["u"], ["u", "v", "w"], []])
            self.component(name, "", "list", f"return {words!r}")
            written, inside = f"{self.call(scope, name, {})}.output", (Value(item, "str"),)
            self.features.add("loop over an output" if words else "loop over nothing")
        elif kind == "input":
            written, inside = self.chance.choice(scope.of_type("words")).written, (Value(item, "str"),)
            self.features.add("loop over an input")
        else:
            of = items[kind] if self.chance.random() < 0.9 or kind == "dict" else []
            written, inside = repr(of or items[kind]), (Value(item, kind),)
            self.features.add(f"loop over {kind}")
        if kind == "dict":
            inside = (Value(f"{item}.left", "int"), Value(f"{item}.right", "int"))
        limit = f", parallelism={self.chance.randint(1, 3)}" if self.chance.random() < 0.3 else ""
        self.line(scope, f"with dsl.ParallelFor({written}{limit}) as {item}:")
        inner = scope.inner(inside, in_loop=True)
        if depth:
            self.features.add("deep loop")
        self.fill(inner, depth + 1, 1)
        gathered = self.chance.choice(["", "str", "Dataset"])
        if gathered and self.chance.random() < 0.3:
            self.features.add("Collected of deep loops")
            second = self.name("item")
            self.line(inner, f"with dsl.ParallelFor(['x', 'y']) as {second}:")
            inner = inner.inner((Value(second, "str"),), in_loop=True)
        if gathered:
            self.gather(scope, gathered, self.last_of(inner, gathered))

    def gather(self, scope: Scope, of: str, written: str) -> None:
        """Collects what a loop's tasks gave."""
        self.features.add(f"Collected {'parameters' if of == 'str' else 'artifacts'}")
        name = self.name("gather")
        if of == "str":
            self.component(name, "texts: list", "list", "return texts + ['end']")
            self.call(scope, name, {"texts": f"dsl.Collected({written})"})
        else:
            self.component(
                name, "files: Input[List[Dataset]]", "list", "return [open(file.path).read() for file in files or []]"
            )
            self.call(scope, name, {"files": f"dsl.Collected({written})"})

    def nested(self, scope: Scope, depth: int) -> None:
        """A pipeline in the pipeline, with inputs, a default that is used, and an output."""
        self.features.add("nested pipeline")
        name, outer, self.body = self.name("inner"), self.body, []
        inputs = [Value("number", "int"), Value("word", "str"), Value("many", "list"), Value("spare", "str")]
        inner = Scope(inputs, 1, False)
        self.fill(inner, depth + 1, self.chance.randint(1, 3))
        self.line(inner, f"return {self.last_of(inner, 'str')}")
        body, self.body = self.body, outer
        self.components.append(
            f"@dsl.pipeline\ndef {name}(number: int, word: str, many: list, spare: str = 'of {name}') -> str:\n"
            + "\n".join(body)
            + "\n"
        )
        arguments = {value.written: self.argument(scope, value.type) for value in inputs[:3]}
        self.reader_of(scope, "str", f"{self.call(scope, name, arguments)}.output")

    def exit_handler(self, scope: Scope, depth: int) -> None:
        """A body that may fail, and a task that is told how it ended."""
        self.features.add("exit handler")
        name, fails = self.name("final"), self.chance.random() < 0.5
        self.component(
            name, "status: dsl.PipelineTaskFinalStatus", "str", "return status.state + ' ' + status.pipeline_task_name"
        )
        variable = self.call(Scope([], scope.indent, False), name, {})
        self.line(scope, f"with dsl.ExitHandler({variable}):")
        inner = scope.inner()
        self.fill(inner, depth + 1, 2)
        if fails:
            self.fail(inner)

    def fail(self, scope: Scope) -> None:
        """A task that fails, one that waits for it, and one that does not mind."""
        self.features.add("failure")
        self.fails = True
        name, waits = self.name("fail"), self.name("wait")
        self.component(name, "", "str", "raise ValueError('meant to fail')")
        self.component(waits, "text: str = 'alone'", "str", "return text")
        failed = self.call(Scope([], scope.indent, False), name, {})
        variable = self.call(Scope([], scope.indent, False), waits, {"text": f"{failed}.output"})
        if self.chance.random() < 0.5:
            self.features.add("ignored failure")
            self.line(scope, f"{variable}.ignore_upstream_failure()")

    def fill(self, scope: Scope, depth: int, least: int) -> None:
        """Some tasks, and structures with tasks in them while there is room."""
        for _ in range(least + self.chance.randint(0, 2)):
            often, seldom = [self.note, self.give, self.make], [self.pair, self.measure, self.read]
            simple, structures = often + often + seldom, [self.branches, self.loop, self.nested]
            deep = depth < MOST_DEPTH and self.tasks < MOST_TASKS
            if deep and self.chance.random() < 0.45:
                self.chance.choice(structures)(scope, depth)
            else:
                scope.values.append(self.chance.choice(simple)(scope))


def write_case(seed: int, imported: str) -> Case:
    """The case of a number; `imported` is a file that pipelines may import."""
    writer = Writer(seed, imported)
    chance = writer.chance
    types = [chance.choice(list(TYPES)) for _ in range(chance.randint(2, 4))]
    inputs = {f"input_{i}": of for i, of in enumerate(types)}
    defaults = {key: literal(chance, of) for key, of in inputs.items() if chance.random() < 0.5}
    arguments = {
        key: literal(chance, of) for key, of in inputs.items() if key not in defaults or chance.random() < 0.3
    }
    inputs["words"], defaults["words"] = "words", ["first", "second"]
    if chance.random() < 0.5:
        arguments["words"] = chance.choice([["one"], [], ["a b", "c", "d"]])
    scope = Scope([Value(key, of) for key, of in inputs.items()], 1, False)
    while writer.tasks < 4:
        writer.fill(scope, 0, 2)
    if chance.random() < 0.3:
        writer.exit_handler(scope, 1)
    elif chance.random() < 0.15:
        writer.fail(scope)
    ordered = sorted(inputs.items(), key=lambda entry: entry[0] in defaults)
    signature = ", ".join(
        f"{key}: {TYPES.get(of, 'list')}" + (f" = {defaults[key]!r}" if key in defaults else "") for key, of in ordered
    )
    source = (
        HEAD.format(seed=seed)
        + "\n\n"
        + "\n\n".join(writer.components)
        + f"\n\n@dsl.pipeline(name='random-{seed}')\ndef pipeline({signature}):\n"
        + "\n".join(writer.body)
        + "\n"
    )
    state = "FAILED" if writer.fails else "SUCCEEDED"
    return Case(seed, source, arguments, state, tuple(sorted(writer.features)))


if __name__ == "__main__":
    import sys

    case = write_case(int(sys.argv[1]), "imported.txt")
    print(case.source)
    print("#", json.dumps(case.arguments), case.state, case.features)
