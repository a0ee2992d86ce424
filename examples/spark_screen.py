"""Screen a table of names with Spark: the same rows and the same checksum as `comity screen FILE` gives.

    comity screen index lists.index
    spark-submit --files lists.index examples/spark_screen.py lists.index names.parquet answers.parquet

The table has the columns of `comity.screening.batch` (name; id, alias, birth_date, document, kind where known);
any other column is left in the file. The index holds other people's lists and the public List, never a person of
the Register. Executors need Comity and pyarrow; each of their Python processes loads the index once.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from comity.screening.batch import INPUT, Screener, schema
from comity.screening.checksum import Checksum

_IN_PARTITION = (1 << 33) - 1  # the lower bits of Spark's increasing id


def screened(names: Any, screener: Screener) -> Any:
    """A DataFrame of answers to the DataFrame ``names``, in the order of its rows."""
    from pyspark.sql.pandas.types import from_arrow_schema  # noqa: PLC0415

    known = names.select([one for one in INPUT if one in names.columns])
    numbered = known if "row" in known.columns else _numbered(known)

    def answers(batches: Iterator[Any]) -> Iterator[Any]:
        return map(screener.screen, batches)

    return numbered.mapInArrow(answers, from_arrow_schema(schema())).orderBy("row", "rank")


def _numbered(names: Any) -> Any:
    """Rows numbered through from 1, without bringing them to one place: first count, then add what came before."""
    from pyspark.sql import functions as f  # noqa: PLC0415

    counted = names.groupBy(f.spark_partition_id().alias("part")).count().orderBy("part").collect()
    before, first = {}, 1
    for part, count in counted:
        before[part], first = first, first + count
    if not before:
        return names.withColumn("row", f.lit(1))
    offset = f.create_map([f.lit(one) for pair in before.items() for one in pair])[f.spark_partition_id()]
    return names.withColumn("row", offset + f.monotonically_increasing_id().bitwiseAND(_IN_PARTITION))


def checksum(answers: Path) -> str:
    """The checksum of a folder of Parquet files that Spark wrote in order."""
    from pyarrow import parquet  # noqa: PLC0415

    summed = Checksum()
    for file in sorted(answers.glob("part-*.parquet")):
        with parquet.ParquetFile(file) as part:
            for batch in part.iter_batches():
                summed.update(batch)
    return summed.hexdigest()


def main() -> None:
    """See above."""
    from pyspark.sql import SparkSession  # noqa: PLC0415

    index, names, answers = sys.argv[1:]
    spark = SparkSession.builder.appName("comity screen").getOrCreate()
    screened(spark.read.parquet(names), Screener(Path(index))).write.parquet(answers)
    print(checksum(Path(answers)))


if __name__ == "__main__":
    main()
