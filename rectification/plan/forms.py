"""The unit's plan, problem by problem, and the office's review of it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.fields import DayInput, long_text
from rectification.models import PlannedMeasure, RectificationPlan


class PlanForm(forms.Form):
    """The arrangement, and three fields for every problem of the round."""

    arrangement = long_text(_("Who leads and how the work is organised"), rows=4, required=False)

    def __init__(self, *args: Any, plan: RectificationPlan, items: list[PlannedMeasure], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.items = items
        self.fields["arrangement"].initial = plan.arrangement
        for item in items:
            key = item.pk.hex
            self.fields[f"measures-{key}"] = long_text(_("Measures"), rows=3, required=False, initial=item.measures)
            self.fields[f"responsible-{key}"] = forms.CharField(
                label=_("Responsible person"), max_length=40, required=False, initial=item.responsible
            )
            limits = {"max": item.problem.deadline_on.isoformat()} if item.problem.deadline_on else {}
            self.fields[f"finish_on-{key}"] = forms.DateField(
                label=_("To be finished by"), required=False, initial=item.finish_on, widget=DayInput(attrs=limits)
            )

    def rows(self) -> list[dict[str, Any]]:
        """Each item with its three bound fields, for the template."""
        return [
            {
                "item": item,
                "measures": self[f"measures-{item.pk.hex}"],
                "responsible": self[f"responsible-{item.pk.hex}"],
                "finish_on": self[f"finish_on-{item.pk.hex}"],
            }
            for item in self.items
        ]

    def written(self) -> dict[str, Any]:
        """What `services.save_plan` takes."""
        data = self.cleaned_data
        return {
            "arrangement": data["arrangement"],
            "items": [
                {
                    "problem": item.problem,
                    "measures": data[f"measures-{item.pk.hex}"],
                    "responsible": data[f"responsible-{item.pk.hex}"],
                    "finish_on": data[f"finish_on-{item.pk.hex}"],
                }
                for item in self.items
            ],
        }


class ReturnPlanForm(forms.Form):
    """Why the plan is returned, and problem by problem what is wrong."""

    reason = long_text(_("Reason"), rows=3)

    def __init__(self, *args: Any, items: list[PlannedMeasure], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.items = items
        for item in items:
            self.fields[f"item-{item.pk.hex}"] = long_text(_("What is wrong with this measure"), rows=2, required=False)

    def rows(self) -> list[dict[str, Any]]:
        """Each item with its bound field, for the template."""
        return [{"item": item, "field": self[f"item-{item.pk.hex}"]} for item in self.items]

    def written(self) -> dict[str, Any]:
        """What `services.return_plan` takes."""
        return {
            "reason": self.cleaned_data["reason"],
            "item_reasons": {item.problem_id: self.cleaned_data[f"item-{item.pk.hex}"] for item in self.items},
        }
