"""What is asked of who wants another date, and of who declines it."""

from typing import Any

from django import forms

from actions.models import DateChange
from actions.step_forms import ReasonForm, reason_field
from partnerships.plain_dates import PlanDateField


class LaterDateForm(ReasonForm):
    """`waiting`: what the person asked for before, and can put right while nobody has answered."""

    wanted = PlanDateField(label="New target date")
    field_order = ("wanted", "reason")

    def __init__(self, *args: Any, waiting: DateChange | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if waiting:
            self.initial = {"wanted": waiting.wanted, "reason": waiting.reason}


class DeclineForm(forms.Form):
    reason = reason_field("Why is it declined?")
