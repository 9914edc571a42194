"""Tells penguin species apart by their measurements, with nothing but Python's standard library.

The rows of data/penguins.csv are compiled into the pipeline, so penguins.yaml runs anywhere.
Compile with: python examples/penguins/penguins.py
"""

from pathlib import Path
from typing import List, NamedTuple

from kfp import compiler, dsl

PENGUIN_ROWS = (Path(__file__).parent / "data" / "penguins.csv").read_text().splitlines()

# The source of each component travels alone into its own process: it cannot use names of this module,
# so every component imports what it needs and the few lines that two of them share stand in both.


@dsl.component(base_image="python:3.11-slim")
def load_penguins(rows: List[str], penguins: dsl.Output[dsl.Dataset]) -> int:
    """Keeps the penguins that were measured completely, and returns how many there are."""
    import csv

    measurements = ["bill_length_mm", "bill_depth_mm", "flipper_length_mm", "body_mass_g"]
    complete = [row for row in csv.DictReader(rows) if "NA" not in [row[name] for name in measurements]]
    with open(penguins.path, "w", newline="") as file:
        writer = csv.DictWriter(file, ["species", *measurements], extrasaction="ignore")
        writer.writeheader()
        writer.writerows(complete)
    print(f"kept {len(complete)} of {len(rows) - 1} penguins")
    penguins.metadata["rows"] = len(complete)
    return len(complete)


@dsl.component(base_image="python:3.11-slim")
def split_penguins(
    penguins: dsl.Input[dsl.Dataset],
    test_share: float,
    seed: int,
    training_penguins: dsl.Output[dsl.Dataset],
    test_penguins: dsl.Output[dsl.Dataset],
):
    """Puts a random share of every species aside for the test."""
    import random

    with open(penguins.path) as file:
        header, *rows = file.read().splitlines()
    random.Random(seed).shuffle(rows)
    training_rows, test_rows = [], []
    for species in sorted({row.split(",")[0] for row in rows}):
        members = [row for row in rows if row.startswith(species + ",")]
        test_size = round(len(members) * test_share)
        test_rows += members[:test_size]
        training_rows += members[test_size:]
    for dataset, part in [(training_penguins, training_rows), (test_penguins, test_rows)]:
        with open(dataset.path, "w") as file:
            file.write("\n".join([header, *part]) + "\n")
        dataset.metadata["rows"] = len(part)
    print(f"{len(training_rows)} penguins to train with, {len(test_rows)} to test with")


@dsl.component(base_image="python:3.11-slim")
def train_model(training_penguins: dsl.Input[dsl.Dataset], neighbour_count: int, model: dsl.Output[dsl.Model]):
    """Trains a nearest-neighbour classifier: it keeps the training rows, scaled to equal weight."""
    import csv
    import json
    import statistics

    with open(training_penguins.path) as file:
        _, *rows = csv.reader(file)
    columns = list(zip(*([float(value) for value in row[1:]] for row in rows)))
    means = [statistics.mean(column) for column in columns]
    deviations = [statistics.stdev(column) for column in columns]
    examples = [
        [row[0], [(float(value) - mean) / deviation for value, mean, deviation in zip(row[1:], means, deviations)]]
        for row in rows
    ]
    trained = dict(neighbour_count=neighbour_count, means=means, deviations=deviations, examples=examples)
    with open(model.path, "w") as file:
        json.dump(trained, file)
    model.metadata.update(algorithm="nearest neighbours", neighbour_count=neighbour_count)


@dsl.component(base_image="python:3.11-slim")
def evaluate_model(
    model: dsl.Input[dsl.Model],
    test_penguins: dsl.Input[dsl.Dataset],
    metrics: dsl.Output[dsl.Metrics],
) -> float:
    """Returns the share of the test penguins that the model recognises; the metrics tell it by species."""
    import csv
    import json
    import math
    from collections import Counter

    with open(model.path) as file:
        trained = json.load(file)
    with open(test_penguins.path) as file:
        _, *rows = csv.reader(file)

    def predict(measurements):
        scaled = [
            (float(value) - mean) / deviation
            for value, mean, deviation in zip(measurements, trained["means"], trained["deviations"])
        ]
        nearest = sorted(trained["examples"], key=lambda example: math.dist(example[1], scaled))
        votes = Counter(species for species, _ in nearest[: trained["neighbour_count"]])
        return votes.most_common(1)[0][0]

    total = Counter(row[0] for row in rows)
    recognised = Counter(row[0] for row in rows if predict(row[1:]) == row[0])
    accuracy = sum(recognised.values()) / len(rows)
    metrics.log_metric("accuracy", round(accuracy, 4))
    for species in sorted(total):
        metrics.log_metric(f"recall_{species.lower()}", round(recognised[species] / total[species], 4))
    print(f"{trained['neighbour_count']} neighbours recognise {accuracy:.1%} of {len(rows)} penguins")
    return accuracy


@dsl.component(base_image="python:3.11-slim")
def choose_neighbour_count(training_penguins: dsl.Input[dsl.Dataset], candidates: List[int]) -> int:
    """Returns the best candidate in leave-one-out validation on the training rows: the test stays a test."""
    import csv
    import math
    import statistics
    from collections import Counter

    with open(training_penguins.path) as file:
        _, *rows = csv.reader(file)
    columns = [[float(value) for value in column] for column in list(zip(*rows))[1:]]
    scaled_columns = [
        [(value - statistics.mean(column)) / deviation for value in column]
        for column, deviation in ((column, statistics.stdev(column)) for column in columns)
    ]
    examples = list(zip((row[0] for row in rows), zip(*scaled_columns)))
    correct = Counter()
    for position, (species, measurements) in enumerate(examples):
        others = examples[:position] + examples[position + 1 :]
        nearest = sorted(others, key=lambda example: math.dist(example[1], measurements))
        for candidate in candidates:
            votes = Counter(neighbour for neighbour, _ in nearest[: int(candidate)])
            correct[int(candidate)] += votes.most_common(1)[0][0] == species
    for candidate, count in correct.items():
        print(f"{candidate} neighbours: {count / len(examples):.1%} of the training penguins recognised")
    return max(correct, key=correct.get)


@dsl.component(base_image="python:3.11-slim")
def publish_model(
    model: dsl.Input[dsl.Model],
    metrics: dsl.Input[dsl.Metrics],
    required_accuracy: float,
    published_model: dsl.Output[dsl.Model],
    model_card: dsl.Output[dsl.Markdown],
):
    """Copies the model to its place of honour, and writes down what it is and how good it is."""
    import shutil

    shutil.copyfile(model.path, published_model.path)
    published_model.metadata.update(model.metadata)
    lines = [
        "# Penguin classifier",
        "",
        f"Nearest neighbours, {int(model.metadata['neighbour_count'])} of them vote.",
        f"Published because its accuracy on unseen penguins is at least {required_accuracy:.0%}.",
        "",
        "| Metric | Value |",
        "|---|---|",
        *(f"| {name} | {value:.1%} |" for name, value in sorted(metrics.metadata.items())),
    ]
    card = "\n".join(lines) + "\n"
    with open(model_card.path, "w") as file:
        file.write(card)
    print(card)


class Outcome(NamedTuple):
    """What a run of the pipeline yields."""

    neighbour_count: int
    accuracy: float


@dsl.pipeline(name="penguins", description="Trains a classifier of penguin species and publishes it if it is good.")
def penguins(
    neighbour_counts: List[int] = [1, 5, 15, 75],
    test_share: float = 0.3,
    required_accuracy: float = 0.9,
    seed: int = 2007,
) -> Outcome:
    """Compares neighbour counts on the test penguins, then trains the chosen one and publishes it.

    Args:
        neighbour_counts: how many neighbours vote; every value is tried.
        test_share: share of the penguins that no model is trained with.
        required_accuracy: share of the test penguins the chosen model must recognise to be published.
        seed: makes the split repeatable.
    """
    loaded = load_penguins(rows=PENGUIN_ROWS)
    split = split_penguins(penguins=loaded.outputs["penguins"], test_share=test_share, seed=seed)
    training, test = split.outputs["training_penguins"], split.outputs["test_penguins"]

    with dsl.ParallelFor(neighbour_counts, name="each-neighbour-count") as neighbour_count:
        candidate = train_model(training_penguins=training, neighbour_count=neighbour_count)
        evaluate_model(model=candidate.outputs["model"], test_penguins=test)

    choice = choose_neighbour_count(training_penguins=training, candidates=neighbour_counts)
    chosen = train_model(training_penguins=training, neighbour_count=choice.output)
    chosen.set_display_name("train-chosen-model")
    evaluation = evaluate_model(model=chosen.outputs["model"], test_penguins=test)
    evaluation.set_display_name("evaluate-chosen-model")

    with dsl.If(evaluation.outputs["Output"] >= required_accuracy, name="good-enough"):
        publish_model(
            model=chosen.outputs["model"],
            metrics=evaluation.outputs["metrics"],
            required_accuracy=required_accuracy,
        )
    return Outcome(neighbour_count=choice.output, accuracy=evaluation.outputs["Output"])


if __name__ == "__main__":
    compiler.Compiler().compile(penguins, str(Path(__file__).with_suffix(".yaml")))
