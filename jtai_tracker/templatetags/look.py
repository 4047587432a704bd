"""The one thing about the look that a template cannot say itself: a form control's GOV.UK class."""

from typing import Any

from django import template
from django.forms import BoundField, CheckboxInput, FileInput, Select, Textarea
from django.utils.safestring import SafeString

register = template.Library()


@register.filter
def control(field: BoundField) -> SafeString:
    """The field's control with its class; Django points it to the hint and the error itself."""
    return field.as_widget(attrs={"class": " ".join(_classes(field))})


def _classes(field: BoundField) -> list[str]:
    widget = field.field.widget
    kinds = {Select: "select", Textarea: "textarea", FileInput: "file-upload", CheckboxInput: "checkboxes__input"}
    name = next((name for kind, name in kinds.items() if isinstance(widget, kind)), "input")
    own = widget.attrs.get("class", "").split()
    return [f"govuk-{name}", *own, *([f"govuk-{name}--error"] if field.errors else [])]


@register.filter
def beside(field: BoundField) -> Any:
    """What somebody else wrote in this field meanwhile (partnerships.stale.Beside); None where nobody did."""
    beside = getattr(field.form, "beside", None)
    return beside(field.name) if beside else None
