"""A test that a rule says no names which: another refusal on the way there would otherwise pass for it."""

import ast
from collections.abc import Iterator
from pathlib import Path

from core.errors import NotAllowed, Refused

TESTS = Path(__file__).parents[1]


def kinds(base: type[Exception]) -> set[str]:
    """The names of `base` and of everything that is one."""
    return {base.__name__}.union(*(kinds(one) for one in base.__subclasses__()))


def without_reason(tree: ast.Module) -> Iterator[int]:
    """Lines that expect a refusal with neither `match=` nor a look at what was raised."""
    names = kinds(Refused) | kinds(NotAllowed)
    looked_at = {
        node.value.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr == "value" and isinstance(node.value, ast.Name)
    }
    for node in ast.walk(tree):
        for item in node.items if isinstance(node, ast.With) else ():
            call, kept = item.context_expr, item.optional_vars
            if not (isinstance(call, ast.Call) and ast.unparse(call.func) == "pytest.raises" and call.args):
                continue
            refusal = names & {part.id for part in ast.walk(call.args[0]) if isinstance(part, ast.Name)}
            matched = any(keyword.arg == "match" for keyword in call.keywords)
            if refusal and not matched and not (isinstance(kept, ast.Name) and kept.id in looked_at):
                yield call.lineno


def test_every_expected_refusal_names_its_reason() -> None:
    found = [
        f"{path.relative_to(TESTS)}:{line}"
        for path in sorted(TESTS.rglob("*.py"))
        for line in without_reason(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert not found


def test_a_bare_refusal_is_found() -> None:
    bare = "with pytest.raises((NotYourTurn, TransitionRefused)):\n    act()\n"
    assert list(without_reason(ast.parse(bare))) == [1]
    kept = "with pytest.raises(Refused) as refusal:\n    act()\n"
    assert list(without_reason(ast.parse(kept))) == [1]
    assert not list(without_reason(ast.parse(kept + 'assert "第十条" in str(refusal.value)\n')))
    assert not list(without_reason(ast.parse('with pytest.raises(Refused, match="第十条"):\n    act()\n')))
    assert not list(without_reason(ast.parse("with pytest.raises(ValueError):\n    act()\n")))
