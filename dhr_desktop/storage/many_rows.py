"""Many rows in one statement, so that whoever types waits for the database and for nothing else.

Between two statements the interpreter lets another thread go first, and may wait long until its turn comes again: a
statement a row made 20,000 rows take twelve seconds beside a thread at work in the window's process, while the
database itself needs half of one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

MOST_VALUES = 30_000  # of one statement; every SQLite since 2020 takes 32,766
MOST_ROWS = 500
_WRITTEN = {"''": "", "'[]'": "[]", "'{}'": "{}", "0": 0, None: None}
"""What a column holds when nothing is said, by how its table says so."""

Row = tuple[Any, ...]


def put_all(connection: Any, table: str, names: Sequence[str], rows: Sequence[Row]) -> None:
    for piece in _pieces(rows, min(MOST_ROWS, MOST_VALUES // len(names))):
        connection.execute(_inserting(table, tuple(names), len(piece)), [value for row in piece for value in row])


def put_records(connection: Any, table: str, names: Sequence[str], rows: Sequence[Row]) -> None:
    """The same of rows of many columns, most of them empty: one that all leave as the table has it is not told."""
    usual = _usual(connection, table)
    kept = [at for at, name in enumerate(names) if name not in usual or any(row[at] != usual[name] for row in rows)]
    put_all(connection, table, [names[at] for at in kept], [tuple([row[at] for at in kept]) for row in rows])


def delete_all(connection: Any, table: str, name: str, ids: Sequence[int]) -> None:
    for piece in _pieces(ids, MOST_ROWS):
        connection.execute(f'DELETE FROM "{table}" WHERE "{name}" IN ({", ".join("?" * len(piece))})', piece)


def _usual(connection: Any, table: str) -> dict[str, Any]:
    """What each column holds when nothing is said of it, as this file's own table has it."""
    told = connection.execute(f'PRAGMA table_info("{table}")').fetchall()
    return {name: _WRITTEN[said] for _, name, _, _, said, is_key in told if not is_key and said in _WRITTEN}


@lru_cache(maxsize=64)
def _inserting(table: str, names: tuple[str, ...], many: int) -> str:
    row = f"({', '.join('?' * len(names))})"
    listed = ", ".join(f'"{name}"' for name in names)
    return f'INSERT INTO "{table}" ({listed}) VALUES {", ".join([row] * many)}'


def _pieces(items: Sequence[Any], many: int) -> Iterator[Sequence[Any]]:
    for at in range(0, len(items), many):
        yield items[at : at + many]
