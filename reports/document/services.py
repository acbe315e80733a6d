"""Official documents: frozen and registered on issue, built as PDF in the background, received by the unit."""

import datetime as dt
import secrets
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from celery import signature
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import Organisation, User
from core import audit, files
from reports.document import emails
from reports.document.permissions import check_can_acknowledge_document
from reports.layout.content import CheckCode, DocumentContent
from reports.layout.kinds import KINDS
from reports.layout.render import render_pdf
from reports.layout.storage import dump, load
from reports.models import BuildState, DocumentReceipt, OfficialDocument
from supervision.models import Inspection

# Letters and digits that nobody mistakes for one another on paper.
CODE_ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
STUCK_AFTER = dt.timedelta(minutes=3)


@transaction.atomic
def issue_document(
    *,
    content: DocumentContent,
    about: models.Model,
    addressee: Organisation | None,
    by: User,
    copies: Iterable[Organisation] = (),
    inspection: Inspection | None = None,
) -> OfficialDocument:
    """Freeze `content` as an official document of the record `about` and put it into the inbox of whoever it goes to.

    Takes a numbered content, the unit it is addressed to, those that get copies (PLAN 二（三）2) and the acting `by`.
    Returns the document; its PDF is built by a Celery task once the transaction commits.
    """
    code = "".join(secrets.choice(CODE_ALPHABET) for _unused in range(10))
    url = f"{settings.SITE_URL}{reverse('check_document')}?code={code}"
    content = replace(content, check=CheckCode(code=code, url=url))
    document = OfficialDocument.objects.create(
        kind=content.kind,
        number=content.number,
        title=content.title,
        content=dump(content),
        addressee=addressee,
        about_type=ContentType.objects.get_for_model(about),
        about_id=str(about.pk),
        inspection=inspection,
        issued_on=content.issued_on,
        issued_by=by,
        check_code=code,
    )
    copied = [unit for unit in copies if addressee is None or unit.pk != addressee.pk]
    document.copies.set(copied)
    audit.record("issue_document", by=by, obj=document, data={"kind": KINDS[content.kind].name, "about": str(about)})
    emails.document_issued(document, copied)
    transaction.on_commit(lambda: queue_build(document.pk))
    return document


def queue_build(document_id: Any) -> None:
    """Ask a worker for the PDF of a document; by the task's name, since tasks stand above services."""
    signature("reports.document.tasks.build_document", args=[str(document_id)]).delay()


@transaction.atomic
def acknowledge_document(document: OfficialDocument, *, by: User) -> DocumentReceipt:
    """Record that the unit for which `by` acts has received `document`; a second time changes nothing.

    Raises NotAllowed for a person who acts for neither the addressee nor a copied unit.
    """
    organisation = check_can_acknowledge_document(by, document)
    receipt, is_new = DocumentReceipt.objects.get_or_create(
        document=document, organisation=organisation, defaults={"received_at": timezone.now(), "received_by": by}
    )
    if is_new:
        audit.record("acknowledge_document", by=by, obj=document, data={"organisation": organisation.name})
    return receipt


def build_pdf(document_id: Any) -> OfficialDocument:
    """Build the PDF of a document, check it and freeze it with its SHA-256; harmless when called again.

    Not in one transaction: each stage is committed, so that the page shows how far it is and a killed worker leaves a
    document that the next worker builds again. The same content gives the same bytes, so doing it twice does no harm.
    """
    document = OfficialDocument.objects.get(pk=document_id)
    if document.build_state == BuildState.BUILT:
        return document
    _stage(document, BuildState.BUILDING, 20)
    try:
        data = render_pdf(load(document.content))
        _stage(document, BuildState.BUILDING, 80)
        with transaction.atomic():
            locked = OfficialDocument.objects.select_for_update(no_key=True).get(pk=document.pk)
            if locked.pdf_id is None:
                locked.pdf = files.store_bytes(data, name=f"{locked.number}.pdf", holder=locked, by=None, purpose="pdf")
                locked.build_state, locked.build_progress, locked.build_error = BuildState.BUILT, 100, ""
                locked.save(update_fields=["pdf", "build_state", "build_progress", "build_error"])
                audit.record("build_document", by=None, obj=locked, data={"sha256": locked.pdf.sha256})
    except Exception as exc:
        OfficialDocument.objects.filter(pk=document.pk, pdf=None).update(
            build_state=BuildState.FAILED, build_error=f"{type(exc).__name__}: {exc}"[:300]
        )
        raise
    return locked


def _stage(document: OfficialDocument, state: BuildState, progress: int) -> None:
    OfficialDocument.objects.filter(pk=document.pk, pdf=None).update(build_state=state, build_progress=progress)


def queue_waiting_builds() -> int:
    """Queue again the documents whose PDF should long have been there: the queue or a worker lost them."""
    waiting = list(
        OfficialDocument.objects.exclude(build_state=BuildState.BUILT)
        .filter(created_at__lt=timezone.now() - STUCK_AFTER)
        .values_list("pk", flat=True)[:100]
    )
    for document_id in waiting:
        queue_build(document_id)
    return len(waiting)


@transaction.atomic
def rebuild_document(document: OfficialDocument, *, by: User) -> None:
    """Queue the PDF of `document` again after a failure; a built one stays as it is."""
    again = OfficialDocument.objects.filter(pk=document.pk, pdf=None).update(
        build_state=BuildState.QUEUED, build_progress=0, build_error=""
    )
    if again:
        audit.record("rebuild_document", by=by, obj=document)
        transaction.on_commit(lambda: queue_build(document.pk))
