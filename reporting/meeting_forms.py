"""What is asked about a meeting: when and where it is, and the colours that it agreed."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms

from actions.models import Brag
from partnerships.plain_dates import EXAMPLE, PlanDateField
from partnerships.stale import AGAIN, Meanwhile
from reporting.meetings.agreeing import Row
from reporting.models import Meeting, MeetingKind
from reporting.models.agreed import LONGEST_NOTE
from reporting.models.meetings import CUT_OFF, PAPERS
from reporting.statement_forms import RecordForm

SAME_DAY = "There is a meeting of this kind on this day. Choose another day, or change that meeting."
NOTHING_SEEN = 0  # the version of a colour that nobody had agreed yet


class MeetingForm(RecordForm):
    """`kind` is asked once, when the meeting is added: what it agrees on follows from it."""

    edits = {name: name for name in ("kind", "on", "cut_off", "papers_on", "name", "place")}
    kind = forms.ChoiceField(
        label="Kind of meeting",
        choices=MeetingKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose the kind of meeting.", "invalid_choice": "Choose one of these kinds."},
    )
    on = PlanDateField(label="Day of the meeting")
    cut_off = PlanDateField(
        label="Updates count until",
        required=False,
        help_text=f"The last day that its papers tell of. Empty: {CUT_OFF} working days before the meeting. {EXAMPLE}.",
    )
    papers_on = PlanDateField(
        label="Papers go out on",
        required=False,
        help_text=f"Empty: {PAPERS} working days before the meeting. {EXAMPLE}.",
    )
    name = forms.CharField(
        label="Name (optional)",
        required=False,
        max_length=200,
        help_text="Such as “Quality and performance group”. Empty: its kind’s name. Up to 200 characters.",
    )
    place = forms.CharField(label="Place (optional)", required=False, max_length=200, help_text="Up to 200 characters.")

    record: Meeting

    def __init__(self, *args: Any, record: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, record=record, **kwargs)
        if record.pk:
            del self.fields["kind"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        kind, on = cleaned.get("kind", self.record.kind), cleaned.get("on")
        if not (kind and on) or self.errors.keys() & {"cut_off", "papers_on"}:
            return cleaned
        self._in_order(on, cleaned.get("cut_off"), cleaned.get("papers_on"))
        same = Meeting.objects.standing().filter(partnership=self.record.partnership_id, kind=kind, on=on)
        if same.exclude(pk=self.record.pk).exists():
            self.add_error("on", SAME_DAY)
        return cleaned

    def _in_order(self, on: dt.date, cut_off: dt.date | None, papers_on: dt.date | None) -> None:
        if cut_off and cut_off > on:
            self.add_error(
                "cut_off", f"Updates count until: choose {on:%-d %B %Y}, the day of the meeting, or earlier."
            )
        elif papers_on and papers_on > on:
            self.add_error("papers_on", f"Papers go out on: choose {on:%-d %B %Y}, the day of the meeting, or earlier.")
        elif cut_off and papers_on and cut_off > papers_on:
            words = f"choose {papers_on:%-d %B %Y}, the day the papers go out, or earlier."
            self.add_error("cut_off", f"Updates count until: {words}")


class ColoursForm(forms.Form):
    """For each row its colour, a note, and which version of them the person saw.

    What only somebody else changed stays as they wrote it; what both changed is shown, and saved by a second try.
    """

    def __init__(self, *args: Any, rows: Sequence[Row], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = {row.name: row for row in rows}
        for name, row in self.rows.items():
            brag, note = _stands(row)
            self.fields[f"brag_{name}"] = forms.ChoiceField(
                label="Colour agreed",
                choices=[("", "None agreed"), *Brag.choices],
                required=False,
                initial=brag,
                error_messages={"invalid_choice": f"{row.number}: choose one of the colours."},
            )
            self.fields[f"note_{name}"] = forms.CharField(
                label="Note (optional)", required=False, max_length=LONGEST_NOTE, initial=note
            )
            lost = dict.fromkeys(("required", "invalid", "min_value", "max_value"), AGAIN)
            seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False, error_messages=lost)
            seen.initial = row.seen
            self.fields[f"seen_{name}"] = seen

    def lines(self) -> list[tuple[Row, Any, Any, Any]]:
        """Each row with its fields."""
        return [
            (row, self[f"brag_{name}"], self[f"note_{name}"], self[f"seen_{name}"]) for name, row in self.rows.items()
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        self.said: dict[str, tuple[str, str]] = {}
        for name, row in self.rows.items():
            typed = cleaned.get(f"brag_{name}"), cleaned.get(f"note_{name}")
            if f"brag_{name}" in self.data and None not in typed:
                self._weigh(name, row, (typed[0] or "", typed[1] or ""), cleaned.get(f"seen_{name}") or NOTHING_SEEN)
        return cleaned

    def _weigh(self, name: str, row: Row, typed: tuple[str, str], seen: int) -> None:
        stands = _stands(row)
        if typed == stands or (seen != row.seen and typed == _stood(row, seen)):
            return
        if typed[1] and not typed[0]:
            self.add_error(f"brag_{name}", f"{row.number}: choose the colour that the note is about.")
        elif seen != row.seen:
            self._show_both(name, row, stands)
        else:
            self.said[name] = typed

    def _show_both(self, name: str, row: Row, stands: tuple[str, str]) -> None:
        brag, note = stands
        who = row.here.said_by if row.here else "Somebody"
        now = f"{Brag(brag).label}{f', “{note}”' if note else ''}" if brag else "none agreed"
        words = f"{row.number}: {who} recorded this meanwhile: {now}. Look at yours, then save again."
        self.add_error(f"brag_{name}", words)
        data: Any = self.data.copy()  # type: ignore[attr-defined]
        data[f"seen_{name}"] = row.seen
        self.data = data


def _stands(row: Row) -> tuple[str, str]:
    return (row.here.brag, row.here.note) if row.here else ("", "")


def _stood(row: Row, seen: int) -> tuple[str, str]:
    """What the person saw who saw that version."""
    if not row.here or seen == NOTHING_SEEN:
        return "", ""
    was = Meanwhile(row.here, seen).was
    return was.get("brag", row.here.brag), was.get("note", row.here.note)
