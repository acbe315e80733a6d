"""The audit log: append-only by trigger, chained by hash when a transaction commits."""

import pgtrigger
from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _

CHAIN_LOCK = 7302026  # the key of the advisory lock under which links are written

# The expression over which the chain's hash is taken: a JSON array, so that no text can slip from one field into the
# next unnoticed. `core.audit.verify` uses the same one.
DIGEST_SQL = """encode(sha256(convert_to(jsonb_build_array({prev}, {row}.id, to_char({row}.at at time zone 'UTC',
 'YYYY-MM-DD HH24:MI:SS.US'), {row}.actor_id, {row}.actor_name, {row}.action, {row}.about_type_id, {row}.about_id,
 {row}.about_text, {row}.from_state, {row}.to_state, {row}.reason, {row}.data)::text, 'UTF8')), 'hex')"""

# Links are written at the commit, in two rounds. The first event of a transaction leaves a note; the note's own
# trigger runs in the next round, when every other deferred check is done (foreign keys lock rows), takes the lock that
# orders the chain and links all events of the transaction. So nobody waits for a row while holding the chain, and two
# commits can't wait for each other. Notes, and events without a link, are seen only by the transaction that wrote them.
NOTE_FUNCTION = """
IF NOT EXISTS (SELECT FROM core_auditnote) AND NOT EXISTS (SELECT FROM core_auditlink WHERE event_id = NEW.id) THEN
    INSERT INTO core_auditnote (first_event) VALUES (NEW.id);
END IF;
RETURN NULL;
"""

LINK_FUNCTION = f"""
PERFORM pg_advisory_xact_lock({CHAIN_LOCK});
SELECT hash INTO previous FROM core_auditlink ORDER BY position DESC LIMIT 1;
FOR event IN SELECT * FROM core_auditevent e WHERE e.id >= NEW.first_event ORDER BY e.id LOOP
    CONTINUE WHEN EXISTS (SELECT FROM core_auditlink l WHERE l.event_id = event.id);
    previous := {DIGEST_SQL.format(prev="coalesce(previous, '')", row="event")};
    INSERT INTO core_auditlink (event_id, hash) VALUES (event.id, previous);
END LOOP;
DELETE FROM core_auditnote WHERE first_event = NEW.first_event;
RETURN NULL;
"""  # noqa: S608 (constants of this module; nothing from outside enters the text)


def no_truncate(name: str) -> pgtrigger.Trigger:
    """A trigger called `name` that refuses to empty the table."""
    return pgtrigger.Trigger(
        name=name,
        level=pgtrigger.Statement,
        when=pgtrigger.Before,
        operation=pgtrigger.Truncate,
        func="RAISE EXCEPTION 'the audit log is append-only';",
    )


class AuditEvent(models.Model):
    """Who did what to which record, when and why."""

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField(_("At"))
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    actor_name = models.CharField(_("Who"), max_length=80)
    action = models.CharField(_("Action"), max_length=60)
    about_type = models.ForeignKey(ContentType, models.PROTECT, null=True, related_name="+")
    about_id = models.CharField(max_length=40, blank=True)
    about = GenericForeignKey("about_type", "about_id")
    about_text = models.CharField(_("About"), max_length=200, blank=True)
    from_state = models.CharField(max_length=24, blank=True)
    to_state = models.CharField(max_length=24, blank=True)
    reason = models.TextField(_("Reason"), blank=True)
    data = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("audit event")
        verbose_name_plural = _("audit events")
        ordering = ("-id",)
        indexes = [
            models.Index(fields=["about_type", "about_id", "-id"], name="audit_about"),
            models.Index(fields=["actor", "-id"], name="audit_actor"),
            models.Index(fields=["action", "-id"], name="audit_action"),
            models.Index(fields=["-at"], name="audit_at"),
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
            no_truncate("no_truncate"),
            pgtrigger.Trigger(
                name="chain",
                level=pgtrigger.Row,
                when=pgtrigger.After,
                operation=pgtrigger.Insert,
                timing=pgtrigger.Deferred,
                func=NOTE_FUNCTION,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor_name} {self.action}"


class AuditLink(models.Model):
    """One link of the chain: the hash over the link before it and one event."""

    position = models.BigAutoField(primary_key=True)
    event = models.OneToOneField(AuditEvent, models.PROTECT, related_name="link")
    hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("audit link")
        verbose_name_plural = _("audit links")
        triggers = [
            pgtrigger.Protect(name="link_append_only", operation=pgtrigger.Update | pgtrigger.Delete),
            no_truncate("link_no_truncate"),
        ]

    def __str__(self) -> str:
        return f"{self.position} {self.hash[:12]}"


class AuditNote(models.Model):
    """A note to link the events from `first_event` on; written and deleted in one commit, so nobody ever sees one."""

    first_event = models.BigIntegerField(primary_key=True)

    class Meta:
        verbose_name = _("audit note")
        verbose_name_plural = _("audit notes")
        triggers = [
            pgtrigger.Trigger(
                name="link",
                level=pgtrigger.Row,
                when=pgtrigger.After,
                operation=pgtrigger.Insert,
                timing=pgtrigger.Deferred,
                declare=[("previous", "text"), ("event", "core_auditevent%ROWTYPE")],
                func=LINK_FUNCTION,
            ),
        ]

    def __str__(self) -> str:
        return str(self.first_event)
