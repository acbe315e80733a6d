"""One token per use case: what the README promises of names is so."""

from core.models import workflowed_models
from tests.house.county import addresses
from tests.house.source import APPS, functions, is_layer, python_files

# Pages of libraries, and the two that lead somewhere else.
BORROWED = ("account_", "api_", "mfa_", "usersessions_", "set_language")


def test_an_address_is_called_as_its_view() -> None:
    found = {name: getattr(pattern.callback, "__name__", "") for name, pattern in addresses().items()}
    assert {name: view for name, view in found.items() if view != name and not name.startswith(BORROWED)} == {}


def test_a_step_with_a_page_leads_to_an_address_and_is_a_use_case_of_that_name() -> None:
    """A step without a page follows from another record; a page may offer several outcomes of one use case."""
    names = addresses()
    services = {node.name for path in python_files(*APPS) if is_layer(path, "services") for node in functions(path)}
    steps = {
        step.action: step.page or step.action
        for m in workflowed_models()
        for step in m.workflow.steps
        if step.page is not None
    }
    assert {action for action, page in steps.items() if page not in names} == set()
    assert {action for action, page in steps.items() if action not in services and page not in services} == set()
