"""The committed table of who gets what answer from which address, and how it is read and written."""

from pathlib import Path

TABLE = Path(__file__).with_name("access_matrix.txt")
HEAD = """\
# Every address × every person → the answers to GET and to an empty POST, `GET/POST`, over the county of county.py.
# Each address gets a record from which its step may be taken now. 200 a page, 302 sent on (anonymous: to sign in;
# after a POST: done), 403 known but not allowed (with a reason), 404 not visible, 405 not this method, 409 too late,
# 422 refused.
# Written by `pytest tests/house/test_access.py -n 0 --update-access`; every change of it is read in the commit's diff.
"""
Row = dict[str, str]


def read() -> dict[str, Row]:
    """The table: for each address the answer for each person."""
    if not TABLE.exists():
        return {}
    lines = [line for line in TABLE.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    people = lines[0].split()[1:]
    return {cells[0]: dict(zip(people, cells[1:], strict=True)) for line in lines[1:] if (cells := line.split())}


def write(table: dict[str, Row], people: list[str]) -> None:
    """Write the table in columns, addresses in order."""
    rows = [["address", *people]]
    rows += [[name, *(table[name].get(person, "-") for person in people)] for name in sorted(table)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    TABLE.write_text(HEAD + "\n".join(lines) + "\n", "utf-8")
