"""What is asked about a measure and its readings."""

from decimal import Decimal
from typing import Any

from django import forms

from actions.finding_forms import FindingForm
from actions.models import Measure, MeasureReading
from actions.models.measures import SourceOfMeasure
from partnerships.plain_dates import PastDateField
from partnerships.stale import StaleForm

NUMBER = "A number, such as 25 or 12.5"


class NumberField(forms.DecimalField):
    """As people write them: "61", "12.5", "1,250", and "61%" where the unit is typed along."""

    def __init__(self, **kwargs: Any) -> None:
        wrong = f"{kwargs['label']}: write a number, such as 25 or 12.5."
        kwargs.setdefault("help_text", f"{NUMBER}.")
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal"}))
        told = ("required", "invalid", "max_digits", "max_decimal_places", "max_whole_digits")
        super().__init__(max_digits=12, decimal_places=2, error_messages=dict.fromkeys(told, wrong), **kwargs)

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str):
            value = value.strip().removesuffix("%").replace(",", "").replace("\u2212", "-")
        return super().to_python(value)

    def clean(self, value: Any) -> Decimal | None:
        """As it is kept, so that the same number is no change."""
        number = super().clean(value)
        return None if number is None else Decimal(number).quantize(Decimal("0.01"))


class MeasureFields(forms.Form):
    name = forms.CharField(
        label="What is measured",
        max_length=300,
        help_text="Such as “Children at risk flagged within 24 hours”. Up to 300 characters.",
        error_messages={"required": "Write what is measured."},
    )
    unit = forms.CharField(
        label="Unit", required=False, max_length=30, help_text="Such as %, days or children. Up to 30 characters."
    )
    baseline = NumberField(label="Baseline", required=False, help_text=f"Where it stood at the inspection. {NUMBER}.")
    target = NumberField(label="Target", required=False, help_text=f"Where it should be. {NUMBER}.")
    source = forms.ChoiceField(
        label="Source",
        choices=SourceOfMeasure.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose where the numbers come from."},
    )


class AddMeasureForm(MeasureFields, FindingForm):
    """A new measure of the finding."""


class MeasureForm(MeasureFields, StaleForm):
    """A measure as it stood when the form was opened."""

    edits = {name: name for name in ("name", "unit", "baseline", "target", "source")}

    def __init__(self, *args: Any, measure: Measure, **kwargs: Any) -> None:
        super().__init__(*args, record=measure, **kwargs)
        self.initial = {name: getattr(measure, name) for name in self.edits}


class ReadingFields(forms.Form):
    measure: Measure

    on = PastDateField(label="Date of the reading")
    value = NumberField(label="Value")

    def name_unit(self) -> None:
        if self.measure.unit:
            self.fields["value"].label = f"Value ({self.measure.unit})"


class AddReadingForm(ReadingFields):
    def __init__(self, *args: Any, measure: Measure, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.measure = measure
        self.name_unit()


class ReadingForm(ReadingFields, StaleForm):
    """A reading as it stood when the form was opened."""

    edits = {name: name for name in ("on", "value")}

    def __init__(self, *args: Any, reading: MeasureReading, **kwargs: Any) -> None:
        super().__init__(*args, record=reading, **kwargs)
        self.measure = reading.measure
        self.initial = {name: getattr(reading, name) for name in self.edits}
        self.name_unit()
