"""The addresses of teams, experts, consultations and requests for recusal."""

from inspectors.models import Inspector
from supervision.team import services
from tests.house.targets import Kwargs, each
from tests.people import Cast, make_inspector
from tests.walk import inspection as walk
from tests.walk import team as teams


def targets(cast: Cast) -> dict[str, Kwargs]:
    """A task with two teams, its expert and its consultation; a request for recusal that waits."""
    task = teams.two_teams(cast)
    leader = Inspector.objects.get(user=cast.inspector)
    services.set_team(task, by=cast.office, number=3, members=[], leader=None, units=[])
    notified = walk.notified(cast)
    teams.invited(cast, walk.approved(cast, name="邀请专家的任务"))
    guest = walk.make_task(cast, name="专家参加的任务")
    teams.invited(cast, guest)
    consultation = teams.consulted(cast, notified.task)
    # Not one of the team: an undecided request would hold up the inspections of the other addresses.
    person = make_inspector(None, "督学壬", 71, zone=cast.zone)
    request = teams.raised(cast, by=cast.office, side="office", inspector=person)
    own = teams.raised(cast, unit=cast.kindergarten)
    return {
        "set_team": {"pk": task.pk, "number": 2},
        "remove_team": {"pk": task.pk, "number": 3},
        "replace_member": {"pk": notified.task_id, "inspector_pk": leader.pk},
        **each(notified.task, "invite_expert", "record_consultation"),
        "end_expert": {"pk": guest.pk, "user_pk": cast.expert.pk},
        "assess_expert": {"pk": guest.pk, "invitation_pk": guest.expert_invitations.get().pk},
        **each(consultation, "consultation"),
        **each(notified, "raise_unit_recusal"),
        **each(leader, "raise_recusal"),
        **each(request, "recusal_request", "uphold_recusal", "dismiss_recusal"),
        **each(own, "withdraw_recusal"),
    }
