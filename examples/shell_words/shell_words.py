"""Counts the words of a text with shell commands in containers: no Python runs in this pipeline.

Values reach the scripts as arguments ($0, $1, ...), never as part of the script, so no text can break out.
Compile with: python examples/shell_words/shell_words.py
"""

from pathlib import Path
from typing import List

from kfp import compiler, dsl

IMAGE = "alpine:3.22"


@dsl.container_component
def split_words(text: str, words: dsl.Output[dsl.Dataset]):
    """Writes every word of the text, in small letters, on a line of its own."""
    script = r"""
printf '%s\n' "$0" | tr '[:upper:]' '[:lower:]' | tr -cs '[:alpha:]' '\n' | awk 'NF' > "$1"
"""
    return dsl.ContainerSpec(image=IMAGE, command=["sh", "-ec", script], args=[text, words.path])


@dsl.container_component
def count_words(
    words: dsl.Input[dsl.Dataset],
    how_many: int,
    counts: dsl.Output[dsl.Dataset],
    word_count: dsl.OutputPath(int),
    frequent_words: dsl.OutputPath(List[str]),
):
    """Counts how often each word occurs, and lists the most frequent ones as JSON."""
    script = r"""
words="$0" how_many="$1" counts="$2" word_count="$3" frequent_words="$4"
export LC_ALL=C
sort "$words" | uniq -c | sort -k1,1nr -k2,2 > "$counts"
wc -l < "$words" > "$word_count"
head -n "$how_many" "$counts" |
  awk '{ list = list separator "\"" $2 "\""; separator = ", " } END { print "[" list "]" }' > "$frequent_words"
cat "$counts"
"""
    return dsl.ContainerSpec(
        image=IMAGE,
        command=["sh", "-ec", script],
        args=[words.path, how_many, counts.path, word_count, frequent_words],
    )


@dsl.container_component
def measure_word(word: str, counts: dsl.Input[dsl.Dataset], share: dsl.OutputPath(float)):
    """Says what share of the text one word makes up."""
    script = r"""
word="$0" counts="$1" share="$2"
awk -v word="$word" '
  { total += $1 }
  $2 == word { occurrences = $1 }
  END { printf "%.4f\n", occurrences / total }
' "$counts" > "$share"
echo "$word: $(cat "$share")"
"""
    return dsl.ContainerSpec(image=IMAGE, command=["sh", "-ec", script], args=[word, counts.path, share])


@dsl.container_component
def refuse_text(word_count: int, required_words: int, report: dsl.Output[dsl.Markdown]):
    """Reports that the text is too short for statistics."""
    script = r"""
echo "The text has $0 words; statistics need at least $1." | tee "$2"
"""
    return dsl.ContainerSpec(image=IMAGE, command=["sh", "-ec", script], args=[word_count, required_words, report.path])


@dsl.pipeline(name="shell-words", description="Counts the words of a text with sort, uniq and awk.")
def shell_words(
    text: str = "The penguin swims, the penguin dives, and when the day is done the penguin walks home over the ice.",
    how_many: int = 3,
    required_words: int = 10,
):
    """Measures the most frequent words of a text that is long enough.

    Args:
        text: the text, in one line.
        how_many: how many of the most frequent words are measured.
        required_words: a shorter text is refused.
    """
    words = split_words(text=text)
    counted = count_words(words=words.outputs["words"], how_many=how_many)
    with dsl.If(counted.outputs["word_count"] >= required_words, name="long-enough"):
        with dsl.ParallelFor(counted.outputs["frequent_words"], name="each-frequent-word") as word:
            measure_word(word=word, counts=counted.outputs["counts"])
    with dsl.Else(name="too-short"):
        refuse_text(word_count=counted.outputs["word_count"], required_words=required_words)


if __name__ == "__main__":
    compiler.Compiler().compile(shell_words, str(Path(__file__).with_suffix(".yaml")))
