"""Smoke."""

import pytest
from django.urls import reverse

from core.transitions import available_steps
from rectification.models import *
from tests.walk import rectification as walk


def see(client, name, *args, status=200, **q):
    url = reverse(name, args=args)
    r = client.get(url, q)
    assert r.status_code == status, (url, r.status_code)
    return r.content.decode()


def test_smoke(cast, sign_in):
    office, school, insp = sign_in(cast.office), sign_in(cast.school_head), sign_in(cast.other_inspector)
    head = sign_in(cast.office_head)
    p = walk.registered(cast)
    see(office, "problems"); see(office, "problem", p.pk); see(office, "register_problem"); see(head, "withdraw_problem", p.pk)
    see(office, "create_order", problem=str(p.pk))
    o = walk.drafted(cast, [p]); see(office, "orders"); see(office, "order", o.pk); see(office, "issue_order", o.pk); see(office, "cancel_order", o.pk)
    from rectification import services
    o = services.issue_order(o, by=cast.office)
    pl = walk.draft_plan(o)
    for c in (office, school):
        see(c, "order", o.pk); see(c, "problem", p.pk); see(c, "problems")
    see(school, "plan", pl.pk); see(school, "submit_plan", pl.pk)
    see(office, "plan", pl.pk, status=404)
    pl = services.submit_plan(walk.written_plan(cast, o), by=cast.school_head)
    see(office, "plan", pl.pk); see(office, "accept_plan", pl.pk); see(office, "return_plan", pl.pk)
    services.accept_plan(pl, by=cast.office)
    p.refresh_from_db()
    see(school, "write_report", p.pk)
    r = walk.written(cast, p)
    see(school, "write_report", p.pk); see(school, "rectification_report", r.pk); see(school, "submit_report", r.pk)
    r = services.submit_report(r, by=cast.school_head)
    see(office, "rectification_report", r.pk); see(office, "return_report", r.pk); see(office, "assign_recheck", p.pk)
    p.refresh_from_db()
    services.assign_recheck(p, by=cast.office, inspector=walk.inspector_of(cast.other_inspector))
    p.refresh_from_db()
    see(office, "assign_recheck", p.pk); see(insp, "record_recheck", p.pk); see(insp, "problem", p.pk); see(office, "problem", p.pk)
    q = walk.proposed(cast); see(office, "urgings"); see(office, "urging", q.pk); see(office, "issue_urging", q.pk); see(office, "dismiss_urging", q.pk)
    see(office, "issue_urgings", problem=[str(q.problem_id), str(p.pk)]); see(office, "problem", q.problem_id)
    f = walk.urged(cast); see(school, "urging", f.pk); see(school, "problem", f.problem_id)
    r = office.get(reverse("export_problems")); assert r.status_code == 200
