"""How the county's workbooks write a degree, the same for inspectors and experts."""

from core.excel.values import Choice
from inspectors.models import Education

DEGREES = Choice(
    {
        "本科": Education.BACHELOR,
        "大学本科": Education.BACHELOR,
        "研究生": Education.GRADUATE,
        "硕士": Education.GRADUATE,
        "博士": Education.GRADUATE,
        "大专": Education.COLLEGE,
        "专科": Education.COLLEGE,
    }
)
