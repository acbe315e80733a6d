"""Telling people what came of an import that they did not wait for."""

from django.utils.translation import gettext as _

from core.excel.reasons import reason_text
from core.models import ImportRun
from core.notifications import tell

Status = ImportRun.Status


def outcome_text(run: ImportRun) -> str:
    """What came of the background's work on `run`, in one sentence."""
    words = {"file": run.file_name, "good": run.good, "refused": run.counts.get("refused", 0)}
    if run.status == Status.CONFIRMED:
        return _("“%(file)s” is imported: %(good)s rows added or changed, %(refused)s refused.") % words
    if run.status == Status.FAILED:
        return _("“%(file)s” could not be read.") % words
    if run.refreshed_at is not None:
        return _("“%(file)s” was not imported: the data changed meanwhile. Look at the new preview.") % words
    return _("The preview of “%(file)s” is ready: %(good)s rows to be added or changed, %(refused)s refused.") % words


def tell_outcome(run: ImportRun) -> None:
    """Put the outcome into the inbox of whoever uploaded or confirmed the workbook; telling twice is harmless."""
    person = run.confirmed_by or run.by
    reasons = "\n".join(reason_text(reason) for reason in run.refusals)
    key = f"import-{run.pk}-{run.status}-{run.digest[:12]}"
    tell([person], "import_workbook", outcome_text(run), run, reasons, key=key)
