"""Spark's ``mapInArrow`` over the same screener gives the same checksum as one process and as a pool.

Run by ``make interop``, which puts pyspark into a place of its own; without it, or without Java, this is skipped.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from pyarrow import parquet

from comity.interchange.batch import blocks, columns, running
from comity.interchange.batch.opening import opened
from comity.interchange.batch.running import Gathered, Job
from comity.screening.batch import Screener
from tests.screening.test_batch import INDEX

pytestmark = pytest.mark.interop
EXAMPLE = Path(__file__).parents[2] / "examples" / "spark_screen.py"
NAMES = ["Nemo Nullus", "Order of the Paper Moon", "Nemo Nulus", "Outis Unrelated", "ab", "", None]


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    pytest.importorskip("pyspark", reason="make interop installs pyspark; it could not")
    if shutil.which("java") is None and "JAVA_HOME" not in os.environ:
        pytest.skip("Spark needs Java 17: install openjdk-17-jre-headless")
    from pyspark.sql import SparkSession  # noqa: PLC0415

    root = EXAMPLE.parents[1]
    os.environ["PYSPARK_PYTHON"] = sys.executable
    paths = [str(root / "src"), str(root), os.environ.get("PYTHONPATH", "")]
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, paths))
    builder = SparkSession.builder.master("local[2]").appName("test")
    for name, value in (
        ("spark.ui.enabled", "false"),
        ("spark.driver.bindAddress", "127.0.0.1"),
        ("spark.driver.host", "127.0.0.1"),
        ("spark.sql.shuffle.partitions", "3"),
        ("spark.sql.execution.arrow.maxRecordsPerBatch", "7"),
        ("spark.sql.files.maxPartitionBytes", "2000"),
    ):
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    yield session
    session.stop()


@pytest.fixture(scope="module")
def example() -> Any:
    spec = spec_from_file_location("spark_screen", EXAMPLE)
    assert spec is not None and spec.loader is not None
    module = module_from_spec(spec)
    sys.modules["spark_screen"] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def names(tmp_path: Path) -> Path:
    rows = [{"id": f"k{at}", "name": NAMES[at % len(NAMES)], "nationality": "Nowhere"} for at in range(200)]
    parquet.write_table(pa.Table.from_pylist(rows), tmp_path / "names.parquet", row_group_size=20)
    return tmp_path / "names.parquet"


def by_pool(names: Path, workers: int, out: Path) -> str:
    given = opened(names)
    job = Job(names, given, columns.choose(given.headings), out, 0.7, 5)
    with running.begin(job, lambda: Gathered(INDEX, [])) as held:
        running.run(job, held, workers, lambda rows: None)
        return running.finish(job, held, lambda rows: None).checksum


def test_one_checksum_by_spark_by_one_process_and_by_pools(
    spark: Any, example: Any, names: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(blocks, "ROWS", 30)
    INDEX.save(tmp_path / "lists.index")
    given = spark.read.parquet(str(names))
    assert given.rdd.getNumPartitions() > 1
    answers = example.screened(given, Screener(tmp_path / "lists.index"))
    answers.write.parquet(str(tmp_path / "answers.parquet"))
    assert answers.count() >= 200
    sums = {workers: by_pool(names, workers, tmp_path / f"{workers}.parquet") for workers in (1, 2, 3)}
    assert {*sums.values()} == {example.checksum(tmp_path / "answers.parquet")}


def test_another_order_would_be_found(
    spark: Any, example: Any, names: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    INDEX.save(tmp_path / "lists.index")
    answers = example.screened(spark.read.parquet(str(names)), Screener(tmp_path / "lists.index"))
    answers.orderBy(answers.id.desc()).write.parquet(str(tmp_path / "answers.parquet"))
    assert example.checksum(tmp_path / "answers.parquet") != by_pool(names, 1, tmp_path / "out.parquet")
