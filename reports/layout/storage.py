"""Content as JSON and back, so that what a document says is frozen with it and can be rendered again."""

from dataclasses import asdict
from datetime import date
from typing import Any

from reports.layout.content import (
    Attachment,
    Block,
    CheckCode,
    Column,
    DocumentContent,
    Heading,
    Paragraph,
    Problem,
    ProblemList,
    Table,
)

Json = dict[str, Any]

_LISTS = ("signers", "addressees", "notes", "copies", "keep_together")

_NAMES: dict[type, str] = {Paragraph: "paragraph", Heading: "heading", Table: "table", ProblemList: "problems"}


def dump(content: DocumentContent) -> Json:
    """Turn `content` into values that JSON holds; `load` gives back an equal one."""
    data = {name: getattr(content, name) for name in DocumentContent.__dataclass_fields__}
    return data | {
        "issued_on": content.issued_on.isoformat(),
        "printed_on": content.printed_on.isoformat() if content.printed_on else None,
        "body": [_dump_block(block) for block in content.body],
        "attachments": [
            {"title": attachment.title, "blocks": [_dump_block(block) for block in attachment.blocks]}
            for attachment in content.attachments
        ],
        "check": asdict(content.check) if content.check else None,
        **{name: list(data[name]) for name in _LISTS},
    }


def load(data: Json) -> DocumentContent:
    """Build the content that `dump` wrote.

    Raises ValueError, KeyError or TypeError where the data is not of that form.
    """
    return DocumentContent(
        **{
            **data,
            "issued_on": date.fromisoformat(data["issued_on"]),
            "printed_on": date.fromisoformat(data["printed_on"]) if data.get("printed_on") else None,
            "body": tuple(_load_block(block) for block in data["body"]),
            "attachments": tuple(
                Attachment(attachment["title"], tuple(_load_block(block) for block in attachment["blocks"]))
                for attachment in data.get("attachments", ())
            ),
            "check": CheckCode(**data["check"]) if data.get("check") else None,
            **{name: tuple(data.get(name, ())) for name in _LISTS},
        }
    )


def _dump_block(block: Block) -> Json:
    match block:
        case Table():
            rows = [list(row) for row in block.rows]
            columns = [asdict(column) for column in block.columns]
            values: Json = {"columns": columns, "rows": rows, "caption": block.caption, "keys": list(block.keys)}
        case ProblemList():
            values = {"problems": [_dump_problem(problem) for problem in block.problems]}
        case _:
            values = asdict(block)
    return {"block": _NAMES[type(block)], **values}


def _dump_problem(problem: Problem) -> Json:
    return {**asdict(problem), "due_on": problem.due_on.isoformat() if problem.due_on else None}


def _load_block(data: Json) -> Block:
    values = {name: value for name, value in data.items() if name != "block"}
    match data["block"]:
        case "paragraph":
            return Paragraph(**values)
        case "heading":
            return Heading(**values)
        case "table":
            columns = tuple(Column(**column) for column in values["columns"])
            rows = tuple(tuple(row) for row in values["rows"])
            return Table(columns, rows, values.get("caption", ""), tuple(values.get("keys", ())))
        case "problems":
            return ProblemList(tuple(_load_problem(problem) for problem in values["problems"]))
    raise ValueError(f"Unknown kind of block: {data['block']}.")


def _load_problem(data: Json) -> Problem:
    return Problem(**{**data, "due_on": date.fromisoformat(data["due_on"]) if data.get("due_on") else None})
