"""Workflow tables drawn as Mermaid diagrams with a table of the steps: what `docs/workflows/` shows."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

from django.conf import settings
from django.utils.translation import gettext, override

from core.models import workflowed_models
from core.workflow import PARTY_LABELS, State, Step, Workflow

Row = TypeVar("Row", State, Step)

FOLDER = ("docs", "workflows")
COLOURS = {"neutral": "#e9ecef", "active": "#cfe2ff", "waiting": "#fff3cd", "good": "#d1e7dd", "bad": "#f8d7da"}


def pages() -> dict[Path, str]:
    """Every page of the folder by its path, as it should read now."""
    folder = Path(settings.BASE_DIR).joinpath(*FOLDER)
    workflows = {model.workflow.name: model.workflow for model in workflowed_models()}
    found = {folder / f"{name}.md": page(workflow) for name, workflow in workflows.items()}
    lines = [f"- [{w.label}]({name}.md) · {_zh(w.label)}" for name, w in sorted(workflows.items())]
    found[folder / "README.md"] = "\n".join(
        [
            "# Workflows",
            "",
            "Drawn from the tables in each app's `workflow/` by `manage.py draw_diagrams`; never edited by hand.",
            "",
            *lines,
            "",
        ]
    )
    return found


def page(workflow: Workflow) -> str:
    """One workflow: its diagram, its states and its steps."""
    return "\n".join(
        [
            f"# {workflow.label} · {_zh(workflow.label)}",
            "",
            "```mermaid",
            *_diagram(workflow),
            "```",
            "",
            *_table(("State", "", "中文"), workflow.states, lambda s: (f"`{s.code}`", s.label, _zh(s.label))),
            "",
            *_table(("Step", "", "中文", "from", "to", "by"), workflow.steps, _step_cells),
            "",
            "*Reason*: the step asks for one and keeps it in the log.",
            "",
        ]
    )


def _diagram(workflow: Workflow) -> Iterator[str]:
    yield "stateDiagram-v2"
    for state in workflow.states:
        yield f'    state "{state.label}<br>{_zh(state.label)}" as {state.code}'
    yield f"    [*] --> {workflow.initial}"
    for step in workflow.steps:
        for source in step.sources:
            yield f"    {source} --> {step.target}: {step.action}"
    for state in workflow.states:
        if not any(workflow.steps_from(state.code)):
            yield f"    {state.code} --> [*]"
    for tone, colour in COLOURS.items():
        codes = [state.code for state in workflow.states if state.tone == tone]
        if codes:
            yield f"    classDef {tone} fill:{colour},color:#212529,stroke:#6c757d"
            yield f"    class {','.join(codes)} {tone}"


def _step_cells(step: Step) -> tuple[str, ...]:
    label = f"{step.label} (*reason*)" if step.needs_reason else step.label
    sources = ", ".join(f"`{source}`" for source in step.sources)
    parties = ", ".join(PARTY_LABELS[party] for party in step.by)
    return f"`{step.action}`", label, _zh(step.label), sources, f"`{step.target}`", parties


def _table(heads: tuple[str, ...], rows: tuple[Row, ...], cells: Callable[[Row], tuple[str, ...]]) -> Iterator[str]:
    yield f"| {' | '.join(heads)} |"
    yield f"|{'---|' * len(heads)}"
    for row in rows:
        yield f"| {' | '.join(cells(row))} |"


def _zh(text: str) -> str:
    with override("zh-hans"):
        return gettext(text)
