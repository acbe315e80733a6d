"""The inspectors of the cast, for the tests of the corps."""

import pytest

from inspectors.models import Inspector
from tests.people import Cast


@pytest.fixture
def first(cast: Cast) -> Inspector:
    """The inspector behind the account `inspector`, with a telephone."""
    Inspector.objects.filter(user=cast.inspector).update(phone="13800005035", employer="县教育和体育局")
    return Inspector.objects.get(user=cast.inspector)


@pytest.fixture
def second(cast: Cast) -> Inspector:
    """The inspector behind the account `other_inspector`."""
    return Inspector.objects.get(user=cast.other_inspector)
