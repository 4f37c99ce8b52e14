"""The end of `make agree`: Spark on a master and two workers, of which some are killed, beside the matcher.

`python -m tests.rules.agreement.on_cluster`: the random rulebooks with which each wrong translation is noticed, 100
cases each. The sixth evaluation loses one of the two workers (kill -9) on its way: the tables are in a folder
that both read, so its answers must be the matcher's nevertheless. Last, an evaluation without such a folder loses a
worker: it must fail, or give the matcher's answers; the next one must give them. Ends with 1 otherwise.
"""

import os
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final
from unittest.mock import patch

from py4j.protocol import Py4JError
from pyspark.errors import PySparkException

from rules.engine.sets.spark.kept_tables import KeptTables
from rules.engine.sets.spark.session import SparkLimits, spark_session
from rules.engine.sets.statement import SetStatement
from tests.rules.agreement.agreement import DisagreementError
from tests.rules.agreement.in_sets import compare_answers
from tests.rules.agreement.small_books import CAUGHT_BY, small_book
from tests.rules.agreement.spark_cluster import HOST, Cluster, spark_cluster
from tests.rules.engine.sets.spark.in_a_session import answers

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

BOOKS: Final = tuple(CAUGHT_BY)
KILLED_IN: Final = 5  # the place of the rulebook whose evaluation loses a worker
STATEMENTS_BEFORE: Final = 6  # of that evaluation


def main() -> int:
    """Compare, and print a line for each part. Return the exit code."""
    os.environ["SPARK_LOCAL_IP"] = HOST  # this process is reached by the workers, and by nobody else
    try:
        with spark_cluster() as cluster:
            with_checkpoints(cluster)
            cluster.add_worker()
            without_checkpoints(cluster)
    except DisagreementError as trouble:
        say(str(trouble))
        return 1
    return 0


def with_checkpoints(cluster: Cluster) -> None:
    """Compare all rulebooks, of which one loses a worker. DisagreementError if an answer is another."""
    folder = cluster.folder / "checkpoints"
    folder.mkdir()
    with spark_session(limits(cluster, folder.as_uri())) as spark:
        counts = compare_books(spark, BOOKS[:KILLED_IN])
        say(f"{line(counts)} on two workers")
        with losing_a_worker(cluster):
            counts = compare_books(spark, BOOKS[KILLED_IN : KILLED_IN + 1])
        say(f"{line(counts)}, one of two workers killed on the way")
        counts = compare_books(spark, BOOKS[KILLED_IN + 1 :])
        say(f"{line(counts)} on the worker that is left")


def without_checkpoints(cluster: Cluster) -> None:
    """Lose a worker together with its tables. DisagreementError if other answers come of it."""
    with spark_session(limits(cluster, "")) as spark, losing_a_worker(cluster):
        try:
            counts = compare_books(spark, BOOKS[:1])
        except (PySparkException, Py4JError) as trouble:
            say(f"without a folder of checkpoints the evaluation failed: {first_line(trouble)}")
        else:
            say(f"{line(counts)} without a folder of checkpoints: what was lost was not read again")
    with spark_session(limits(cluster, "")) as spark:
        say(f"{line(compare_books(spark, BOOKS[:1]))} in the session after it")


def limits(cluster: Cluster, checkpoints: str) -> SparkLimits:
    """Return the limits of a session on the cluster."""
    return SparkLimits(cluster.master.address, partitions=2, checkpoints=checkpoints)


def compare_books(spark: "SparkSession", seeds: Sequence[int]) -> Counter[str]:
    """Compare the cases of random rulebooks with the matcher's answers. DisagreementError names the seed."""
    counts: Counter[str] = Counter(rulebooks=len(seeds))
    for seed in seeds:
        book, cases, evaluations = small_book(seed)
        counts += compare_answers(answers(spark, book, cases), book, cases, evaluations, f"on a cluster, seed {seed}")
    return counts


@contextmanager
def losing_a_worker(cluster: Cluster) -> Iterator[None]:
    """Kill one worker when some statements of the block are computed. RuntimeError if there were too few."""
    kept = KeptTables.run
    ran = 0

    def run(self: KeptTables, statement: SetStatement) -> None:
        nonlocal ran
        if ran == STATEMENTS_BEFORE:
            cluster.kill_worker()
        ran += 1
        kept(self, statement)

    with patch.object(KeptTables, "run", run):
        yield
    if ran <= STATEMENTS_BEFORE:
        message = f"the evaluation had {ran} statements, so that no worker was killed"
        raise RuntimeError(message)


def first_line(trouble: Exception) -> str:
    """Return what Spark gives as the cause: the first line of the exception in Java."""
    return next((each for each in str(trouble).splitlines() if "CHECKPOINT" in each), str(trouble).splitlines()[0])


def line(counts: Counter[str]) -> str:
    """Return how much was compared."""
    return f"{counts['rulebooks']} rulebooks, {counts['cases in sets']} cases, 0 disagreements"


def say(text: str) -> None:
    """Print at once, so that a pipe shows progress too."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
