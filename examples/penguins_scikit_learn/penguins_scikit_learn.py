"""Trains random forests on the penguins with scikit-learn, and publishes each one that is good enough.

The components name the package they need; whoever runs them installs it.
Compile with: python examples/penguins_scikit_learn/penguins_scikit_learn.py
"""

from pathlib import Path
from typing import List

from kfp import compiler, dsl

PENGUIN_ROWS = (Path(__file__).parent.parent / "penguins" / "data" / "penguins.csv").read_text().splitlines()
SCIKIT_LEARN = "scikit-learn==1.7.2"


@dsl.component(base_image="python:3.11-slim", packages_to_install=[SCIKIT_LEARN])
def split_penguins(
    rows: List[str],
    test_share: float,
    seed: int,
    training_penguins: dsl.Output[dsl.Dataset],
    test_penguins: dsl.Output[dsl.Dataset],
):
    """Keeps the penguins that were measured completely, and puts a share of every species aside for the test."""
    from sklearn.model_selection import train_test_split

    complete = [row.split(",") for row in rows[1:] if "NA" not in row.split(",")[2:6]]
    labelled = [[species, *measurements] for species, _, *measurements, _, _ in complete]
    parts = train_test_split(
        labelled, test_size=test_share, random_state=seed, stratify=[species for species, *_ in labelled]
    )
    for dataset, part in zip([training_penguins, test_penguins], parts):
        with open(dataset.path, "w") as file:
            file.writelines(",".join(row) + "\n" for row in part)
        dataset.metadata["rows"] = len(part)


@dsl.component(base_image="python:3.11-slim", packages_to_install=[SCIKIT_LEARN])
def train_forest(training_penguins: dsl.Input[dsl.Dataset], max_depth: int, seed: int, model: dsl.Output[dsl.Model]):
    """Trains a random forest whose trees are at most so deep."""
    import csv

    import joblib
    from sklearn.ensemble import RandomForestClassifier

    with open(training_penguins.path) as file:
        rows = list(csv.reader(file))
    forest = RandomForestClassifier(n_estimators=50, max_depth=max_depth, random_state=seed)
    forest.fit([[float(value) for value in row[1:]] for row in rows], [row[0] for row in rows])
    joblib.dump(forest, model.path)
    model.metadata.update(algorithm="random forest", max_depth=max_depth)


@dsl.component(base_image="python:3.11-slim", packages_to_install=[SCIKIT_LEARN])
def evaluate_forest(
    model: dsl.Input[dsl.Model],
    test_penguins: dsl.Input[dsl.Dataset],
    metrics: dsl.Output[dsl.Metrics],
    confusion: dsl.Output[dsl.ClassificationMetrics],
) -> float:
    """Returns the share of the test penguins that the model recognises, and shows what it takes for what."""
    import csv

    import joblib
    from sklearn.metrics import accuracy_score, confusion_matrix

    forest = joblib.load(model.path)
    with open(test_penguins.path) as file:
        rows = list(csv.reader(file))
    actual = [row[0] for row in rows]
    predicted = forest.predict([[float(value) for value in row[1:]] for row in rows])
    accuracy = float(accuracy_score(actual, predicted))
    metrics.log_metric("accuracy", round(accuracy, 4))
    species = forest.classes_.tolist()
    confusion.log_confusion_matrix(species, confusion_matrix(actual, predicted, labels=species).tolist())
    print(f"trees of depth {forest.max_depth} recognise {accuracy:.1%} of {len(rows)} penguins")
    return accuracy


@dsl.component(base_image="python:3.11-slim")
def publish_model(model: dsl.Input[dsl.Model], accuracy: float, model_card: dsl.Output[dsl.HTML]):
    """Writes down what the model is and how good it is."""
    facts = {**model.metadata, "accuracy": f"{accuracy:.1%}"}
    rows = "".join(f"<tr><th>{name}</th><td>{value}</td></tr>" for name, value in sorted(facts.items()))
    with open(model_card.path, "w") as file:
        file.write(f"<h1>Penguin classifier</h1><table>{rows}</table>\n")


@dsl.pipeline(
    name="penguins-scikit-learn",
    description="Trains random forests that tell penguin species apart, and publishes the good ones.",
)
def penguins_scikit_learn(
    max_depths: List[int] = [1, 2, 4], test_share: float = 0.3, required_accuracy: float = 0.95, seed: int = 2007
):
    """Trains and tests one forest for each depth; those that pass the bar are published.

    Args:
        max_depths: how deep the trees may grow; every value is tried.
        test_share: share of the penguins that no model is trained with.
        required_accuracy: share of the test penguins a model must recognise to be published.
        seed: makes the split and the training repeatable.
    """
    split = split_penguins(rows=PENGUIN_ROWS, test_share=test_share, seed=seed)
    with dsl.ParallelFor(max_depths, name="each-depth", parallelism=2) as max_depth:
        trained = train_forest(training_penguins=split.outputs["training_penguins"], max_depth=max_depth, seed=seed)
        evaluation = evaluate_forest(model=trained.outputs["model"], test_penguins=split.outputs["test_penguins"])
        with dsl.If(evaluation.outputs["Output"] >= required_accuracy, name="good-enough"):
            publish_model(model=trained.outputs["model"], accuracy=evaluation.outputs["Output"])


if __name__ == "__main__":
    compiler.Compiler().compile(penguins_scikit_learn, str(Path(__file__).with_suffix(".yaml")))
