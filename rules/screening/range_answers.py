"""The answer of a range as bytes of its row: a line a case, with what differs and what is in disagreement as JSON."""

from typing import Any, Final

import orjson
import pyarrow as pa
import pyarrow.parquet as pq

from rules.fact_store.segments import parquet_bytes
from rules.screening.chunk import ROWS, ChunkAnswer

NOTED: Final = ("differences", "disagreements")  # columns beside those of the rows; NULL for a case without any


def packed_answer(answer: ChunkAnswer) -> bytes:
    """Return an answer as bytes."""
    rows = answer.rows
    partnerships = rows["partnership"].to_pylist()
    for name in NOTED:
        noted: dict[str, Any] = getattr(answer, name)  # Any: plain data
        texts = [orjson.dumps(noted[pk]) if pk in noted else None for pk in partnerships]
        rows = rows.append_column(name, pa.array(texts, pa.binary()))
    return parquet_bytes(rows)


def unpacked_answer(content: bytes) -> ChunkAnswer:
    """Return the answer that bytes hold."""
    table = pq.read_table(pa.BufferReader(content))
    partnerships = table["partnership"].to_pylist()
    noted = {
        name: {pk: orjson.loads(text) for pk, text in zip(partnerships, table[name].to_pylist(), strict=True) if text}
        for name in NOTED
    }
    return ChunkAnswer(table.select(ROWS.names).cast(ROWS), noted["differences"], noted["disagreements"])
