"""Records for the addresses of regular visits, their follow-ups and urgent reports."""

from core import files
from inspectors.models import Inspector, PlaqueAssignment
from supervision.models import FollowUp
from supervision.regular import services
from tests.house.targets import Kwargs, each
from tests.people import Cast, make_unit
from tests.walk import regular as walk


def targets(cast: Cast) -> dict[str, Kwargs]:
    """A unit to begin at, a record under way, a submitted one, follow-ups of each kind, reports."""
    units = [make_unit(f"510421007{n}", f"挂牌{n}小学", "primary", zone=cast.zone) for n in range(5)]
    for unit in units:
        walk.hang(cast, unit)
    if not PlaqueAssignment.objects.current().filter(unit=cast.school).exists():
        walk.hang(cast)
    PlaqueAssignment.objects.current().filter(unit=cast.school).update(
        inspector=Inspector.objects.get(user=cast.inspector)
    )
    draft = walk.filled(cast, "small", unit=units[0])
    item = draft.items.all()[0]
    photo = files.files_of(item).get()
    submitted = walk.submitted(cast, "general", "serious")
    general, serious = (FollowUp.objects.get(visit=submitted, kind=kind) for kind in ("general", "serious"))
    answered = FollowUp.objects.get(visit=walk.submitted(cast, "complex", unit=units[1]))
    answered = services.issue_letter(
        answered, by=cast.office, department=cast.education_bureau, found="占道", advice="整治"
    )
    answered = services.answer_follow_up(answered, by=cast.liaison, text="已整治")
    waiting = FollowUp.objects.get(visit=walk.submitted(cast, "complex", unit=units[2]))
    report = services.report_urgent(submitted, by=cast.inspector, text="围墙开裂")
    return {
        **each(units[3], "begin_regular_visit"),
        **each(draft, "open_regular_visit", "rate_rest", "record_methods", "submit_regular_visit", "report_urgent"),
        "record_matter": {"pk": draft.pk, "item_pk": item.pk},
        "add_matter_photos": {"pk": draft.pk, "item_pk": item.pk},
        "remove_matter_photo": {"pk": draft.pk, "item_pk": item.pk, "photo_pk": photo.pk},
        **each(submitted, "regular_visit", "file_regular_visit", "return_regular_visit", "api_regular_visits-detail"),
        **each(general, "follow_up", "answer_follow_up"),
        **each(serious, "close_follow_up", "register_follow_up"),
        **each(waiting, "issue_letter"),
        **each(answered, "accept_follow_up", "return_follow_up"),
        **each(report, "urgent_report", "press_school", "handle_urgent_report"),
    }
