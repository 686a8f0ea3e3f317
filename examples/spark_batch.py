"""The claims of an archive on a Spark cluster, as wire lines: a pattern to copy.

    pip install "claimx[spark]"
    spark-submit examples/spark_batch.py articles.jsonl OUT

reads a JSONL file (or a folder of them) with the columns `id` and `text` and, where they are there,
`title`, `published` and `source`, and writes OUT/claims (wire lines, as `claimx batch` writes them)
and OUT/errors (one JSON object for each article that failed). claimx must be installed on every
node. Ids must be unique; `claimx batch` sees to that itself, Spark does not.
"""

import argparse
import os
import sys

from pyspark.sql import SparkSession
from pyspark.sql.functions import col, explode, split

from claimx.batch import BatchOptions
from claimx.batch.frames import INPUT_COLUMNS, SCHEMA, make_frame_reader

# Each partition keeps one core busy; several for each core even out long and short articles.
PARTITIONS_A_CORE = 4


def main() -> None:
    """Read the arguments and run."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("source", help="JSON lines, a file or folder that every node can read")
    parser.add_argument("out", help="a folder that is not there yet")
    parser.add_argument("--extractor", default="hybrid")
    arguments = parser.parse_args()
    # Workers run this Python, in which claimx is installed, rather than the system's.
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    spark = SparkSession.builder.appName("claimx").getOrCreate()
    try:
        run(spark, arguments.source, arguments.out, BatchOptions(extractor=arguments.extractor))
    finally:
        spark.stop()


def run(spark: SparkSession, source: str, out: str, options: BatchOptions) -> None:
    """Read the articles of `source`, and write claims and errors below `out`."""
    articles = spark.read.json(source)
    known = [name for name in INPUT_COLUMNS if name in articles.columns]
    partitions = spark.sparkContext.defaultParallelism * PARTITIONS_A_CORE
    results = (
        articles.select(*known)
        .repartition(partitions)
        .mapInPandas(make_frame_reader(options), SCHEMA)
        .persist()  # Written twice, but read once.
    )
    lines = results.where(col("lines").isNotNull()).select(explode(split("lines", "\n")))
    lines.write.text(f"{out}/claims", compression="gzip")
    failed = results.where(col("lines").isNull())
    failed.select("id", "kind", "reason", "detail").write.json(f"{out}/errors")


if __name__ == "__main__":
    main()
