"""The papers in the file of a person: added with kind and caption, removed with a reason (INSP)."""

from collections.abc import Iterable
from pathlib import PurePath
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from core import audit, files
from core.errors import Refused, TransitionRefused
from core.models import StoredFile
from inspectors.models import Inspector, InspectorFile, PaperKind
from inspectors.roster import permissions

PURPOSE = "paper"


@transaction.atomic
def add_inspector_file(inspector: Inspector, *, by: User, kind: str, caption: str, file: "File[Any]") -> InspectorFile:
    """File a paper (degree, certificate, letter) of `inspector`. Returns the paper.

    Raises NotAllowed; Refused without a caption or for a file that is not what it claims to be.
    """
    permissions.check_can_keep_files(by, inspector)
    if not caption.strip():
        raise Refused(_("Please say what the file is."))
    paper = InspectorFile.objects.create(inspector=inspector, kind=kind, caption=caption.strip(), added_by=by)
    stored = files.store(file, holder=paper, by=by, purpose=PURPOSE, caption=paper.caption)
    data = {"file": stored.name, "sha256": stored.sha256, "kind": kind}
    audit.record("add_inspector_file", by=by, obj=inspector, data=data)
    return paper


def take_over_papers(inspector: Inspector, papers: Iterable[StoredFile], *, by: User) -> list[InspectorFile]:
    """File `papers`, handed in with a recommendation, in the file of `inspector` too; the bytes are shared.

    From inside the service that appoints; checks no right. Returns the papers that were not there already (INSP).
    """
    held = {one.sha256 for files_held in files.files_of_many(papers_of(inspector)).values() for one in files_held}
    taken = []
    for stored in papers:
        if stored.sha256 in held:
            continue
        caption = (stored.caption or PurePath(stored.name).stem)[:100]
        paper = InspectorFile.objects.create(inspector=inspector, kind=PaperKind.OTHER, caption=caption, added_by=by)
        files.share(stored, holder=paper, by=by, purpose=PURPOSE, caption=caption)
        data = {"file": stored.name, "sha256": stored.sha256, "kind": paper.kind}
        audit.record("add_inspector_file", by=by, obj=inspector, data=data)
        held.add(stored.sha256)
        taken.append(paper)
    return taken


@transaction.atomic
def remove_inspector_file(paper: InspectorFile, *, by: User, reason: str) -> InspectorFile:
    """Take a paper off the file of a person; row and bytes stay for the log. Returns the fresh record.

    Raises NotAllowed, Refused without a reason, TransitionRefused where it was removed meanwhile.
    """
    permissions.check_can_remove_file(by, paper)
    if not reason.strip():
        raise Refused(_("Please state the reason."))
    now = timezone.now()
    if not InspectorFile.objects.current().filter(pk=paper.pk).update(removed_at=now, removal_reason=reason[:200]):
        raise TransitionRefused(_("“%(name)s” was removed before.") % {"name": paper.caption})
    for stored in files.files_of(paper):
        files.remove(stored, by=by, reason=reason)
    paper.refresh_from_db()
    data = {"file": paper.caption, "kind": paper.kind}
    audit.record("remove_inspector_file", by=by, obj=paper.inspector, reason=reason, data=data)
    return paper


def papers_of(inspector: Inspector) -> list[InspectorFile]:
    """The papers of `inspector` that nobody has removed, each with its stored file in `stored`; two queries."""
    papers = list(InspectorFile.objects.current().filter(inspector=inspector).select_related("added_by"))
    held = files.files_of_many(papers)
    for paper in papers:
        paper.stored = next(iter(held[str(paper.pk)]), None)  # type: ignore[attr-defined]
    return papers
