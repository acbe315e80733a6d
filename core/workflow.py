"""What may follow what: the vocabulary in which every app writes its transition tables (pure data, no Django)."""

from collections.abc import Iterator
from dataclasses import dataclass


def gettext_noop(message: str) -> str:
    """Mark `message` for translation in a table that may not import Django; returns it unchanged."""
    return message


PARTY_LABELS: dict[str, str] = {
    "office": gettext_noop("the supervision office"),
    "office_head": gettext_noop("the head of the supervision office"),
    "leader": gettext_noop("the committee's leaders"),
    "unit": gettext_noop("the supervised unit"),
    "team": gettext_noop("the supervision team"),
    "team_leader": gettext_noop("the team's leader"),
    "appraised": gettext_noop("the inspector who is appraised"),
    "author": gettext_noop("the inspector who wrote it"),
    "raiser": gettext_noop("whoever raised it"),
    "recommender": gettext_noop("whoever recommended"),
    "rechecker": gettext_noop("the inspector appointed to recheck"),
    "department": gettext_noop("the department in charge"),
    "ledger_keeper": gettext_noop("the supervision office, which keeps the ledger"),
    "letter_issuer": gettext_noop("the supervision office, which issues the letters"),
    "payee": gettext_noop("the inspector who is paid"),
    "reviewer": gettext_noop("the reviewer at the desk"),
    "asker": gettext_noop("whoever asked at the desk"),
    "pool_head": gettext_noop("the head of the supervision office, for the county's own experts"),
    "pool_keeper": gettext_noop("the supervision office, for the county's own experts"),
    "conduct_office": gettext_noop("the supervision office, without those concerned"),
    "conduct_head": gettext_noop("the head of the supervision office, or a leader where it is about the head"),
    "conduct_handler": gettext_noop("whoever handles the report"),
    "conduct_answerer": gettext_noop("whoever handles the report and answers"),
    "conduct_filer": gettext_noop("whoever handles what the office found"),
    "correction_office": gettext_noop("the supervision office, for orders to correct"),
    "measure_office": gettext_noop("the supervision office, for talks, warnings and proposed removals"),
    "investigator": gettext_noop("whoever inquires"),
    "reported": gettext_noop("the inspector concerned"),
    "corrector": gettext_noop("the inspector who is to correct"),
    "system": gettext_noop("the platform"),
}


@dataclass(frozen=True)
class State:
    """One state: its stored `code`, English `label` (a msgid) and `tone` (neutral, active, waiting, good, bad)."""

    code: str
    label: str
    tone: str = "neutral"


@dataclass(frozen=True)
class Step:
    """One allowed move.

    `by` names the parties (keys of the model's `parties`) that may take it; "system" is the platform itself.
    `turn` says whether the step makes the object wait for those parties in *my turn*; a side exit such as
    cancelling does not. `needs_reason` makes the door refuse an empty reason. `page` is the URL name of the page where
    the step is taken (default: the action's own) and `button` the words on the button that leads there (default:
    `label`); a step with `page=None` has no button: it follows from another record's step.
    """

    action: str
    label: str
    sources: tuple[str, ...]
    target: str
    by: tuple[str, ...]
    turn: bool = True
    needs_reason: bool = False
    page: str | None = ""
    button: str = ""


@dataclass(frozen=True)
class Workflow:
    """One state machine: `name` its token, `line` the main road shown as a stepper, the first state the initial one."""

    name: str
    label: str
    states: tuple[State, ...]
    steps: tuple[Step, ...]
    line: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a table that contradicts itself: unknown states, an action doubled for one source."""
        codes = {state.code for state in self.states}
        seen: set[tuple[str, str]] = set()
        for step in self.steps:
            unknown = ({*step.sources, step.target} | set(self.line)) - codes
            if unknown:
                raise ValueError(f"{self.name}.{step.action}: unknown states {sorted(unknown)}")
            for source in step.sources:
                if (step.action, source) in seen:
                    raise ValueError(f"{self.name}.{step.action}: twice from {source}")
                seen.add((step.action, source))

    @property
    def initial(self) -> str:
        """The state in which every new object starts."""
        return self.states[0].code

    @property
    def choices(self) -> list[tuple[str, str]]:
        """Pairs for a model field; labels stay msgids."""
        return [(state.code, state.label) for state in self.states]

    def state(self, code: str) -> State:
        """The state named `code`; raises KeyError for one the table does not know."""
        for state in self.states:
            if state.code == code:
                return state
        raise KeyError(f"{self.name}: {code}")

    def steps_from(self, state: str) -> Iterator[Step]:
        """The steps that leave `state`, in the table's order."""
        return (step for step in self.steps if state in step.sources)

    def step(self, action: str, state: str) -> Step | None:
        """The step `action` takes from `state`, or None where the table has none."""
        return next((step for step in self.steps_from(state) if step.action == action), None)
