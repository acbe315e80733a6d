"""From a measure about an inspector to the words of its notice; always in the county's language."""

from core.notifications import in_chinese
from inspectors.models import ConductMeasure
from reports.builders.measure import MeasureFacts, measure_notice
from reports.facts.inspection import office
from reports.layout.content import DocumentContent
from reports.layout.office import Issue


@in_chinese
def notice_of_measure(measure: ConductMeasure) -> DocumentContent:
    """What the notice says: the measure alone, nothing of the report on which it rests."""
    facts = MeasureFacts(
        name=measure.inspector.name,
        certificate=measure.inspector.certificate,
        kind=measure.kind,
        established=tuple(line.strip() for line in measure.text.splitlines() if line.strip()),
        reply_until=measure.due_on,
        correct_by=measure.correct_by,
    )
    return measure_notice(facts, office=office(), issue=Issue(issued_on=measure.decided_on, number=measure.number))
