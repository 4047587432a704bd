"""Where an older plan stands in its file, which columns are what, and whom and what its rows mean."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms

from findings.models import Letter
from reporting.plans import table
from reporting.plans.bringing import Chosen, Line
from reporting.plans.fields import BY_NAME, FIELDS
from reporting.plans.matching import Findings
from reporting.plans.names import People, plain
from reporting.plans.table import Place, PlanRow
from reporting.plans.values import cannot
from reporting.plans.waiting_plan import Mapped
from reporting.spreadsheets.reading.book import Book

MOST_NAMES = 100  # of agencies, and of officers, that can be chosen one by one; a plan has some twenty
NEEDED = "Action: choose its column. Without it there is nothing to bring in."


class PlaceForm(forms.Form):
    """Which sheet, and which row has the headings."""

    sheet = forms.TypedChoiceField(label="Sheet", coerce=int)
    head = forms.IntegerField(
        label="Row of the headings",
        min_value=1,
        max_value=1_048_576,
        help_text="Its number, as the file shows it at the left.",
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-4", "inputmode": "numeric"}),
        error_messages={"required": "Give the number of the row that has the headings."},
    )

    def __init__(self, *args: Any, book: Book, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        told = [
            (at, f"{one.name}{' (hidden)' if one.hidden else ''}") for at, one in enumerate(book.sheets) if one.rows
        ]
        self.fields["sheet"].choices = told  # type: ignore[attr-defined]


class ColumnsForm(forms.Form):
    """A choice of column for each field; `columns` is what was guessed or chosen before."""

    def __init__(
        self, *args: Any, book: Book, place: Place, letters: Sequence[Letter], mapped: Mapped | None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.place, self.letters = place, letters
        sheet = book.sheets[place.sheet]
        here = mapped if mapped and (mapped.sheet, mapped.head) == (place.sheet, place.head) else None
        columns = here.columns if here else table.guess(table.head_row(sheet, place.head))
        if len(letters) > 1:
            self.fields["letter"] = _letter_field(letters, mapped.letter if mapped else None)
        choices = [("", "Not in this file"), *((str(at), words) for at, words in table.headings(sheet, place.head))]
        rows = [row for row in sheet.rows if row.number > place.head]
        chosen = {name: column for column, name in columns.items()}
        for field in FIELDS:
            at = chosen.get(field.name)
            first = next((row.cells[at].text for row in rows if at in row.cells), "") if at is not None else ""
            self.fields[field.name] = forms.ChoiceField(
                label=field.label,
                choices=choices,
                required=False,
                initial="" if at is None else str(at),
                help_text=f"First: “{' '.join(first.split())[:100]}”" if first else "",
                error_messages={"invalid_choice": f"{field.label}: choose a column from the list."},
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        taken: dict[str, str] = {}
        for field in FIELDS:
            column = cleaned.get(field.name)
            if column and column in taken:
                self.add_error(field.name, f"{field.label}: {taken[column]} has this column already. Choose another.")
            elif column:
                taken[column] = field.label
        if "action" not in self.errors and not cleaned.get("action"):
            self.add_error("action", NEEDED)
        return cleaned

    @property
    def letter(self) -> Letter:
        chosen = self.cleaned_data.get("letter")
        return next((one for one in self.letters if str(one.pk) == chosen), self.letters[0])

    def mapped(self) -> Mapped:
        columns = {int(self.cleaned_data[one.name]): one.name for one in FIELDS if self.cleaned_data[one.name]}
        return Mapped(self.letter.pk, self.place.sheet, self.place.head, columns)


def _letter_field(letters: Sequence[Letter], initial: int | None) -> forms.ChoiceField:
    return forms.ChoiceField(
        label="Which letter does the plan answer?",
        choices=[(str(one.pk), str(one)) for one in letters],
        initial=str(initial or letters[0].pk),
        error_messages={"required": "Choose the letter.", "invalid_choice": "Choose a letter from the list."},
    )


class RowsForm(forms.Form):
    """The finding of each row, by its number, and whom each name means."""

    def __init__(
        self,
        *args: Any,
        rows: Sequence[PlanRow],
        lines: Sequence[Line],
        people: People,
        findings: Findings,
        chosen: Chosen,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.findings, self.lines = findings, lines
        self.names = {"agencies": _asked(rows, "agency", people.agencies)}
        self.names["officers"] = _asked(rows, "officer", people.officers)
        for line in lines:
            self.fields[_row(line.row)] = forms.CharField(
                label=f"Finding of row {line.row}", required=False, max_length=12, initial=line.finding
            )
        for kind, names in self.names.items():
            choices = people.choices_of(kind)
            for at, name in enumerate(names):
                self.fields[f"{kind}-{at}"] = forms.ChoiceField(
                    label=name[:200],
                    choices=choices,
                    required=False,
                    initial=chosen.names.get(kind, {}).get(name, people.guess(kind, name)),
                    error_messages={"invalid_choice": f"{name[:60]}: choose one from the list."},
                )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for line in self.lines:
            code = cleaned[_row(line.row)] = (cleaned.get(_row(line.row)) or "").strip().upper()
            if code and not self.findings.of_code(code):
                why = f"Row {line.row}: the letter has no finding {code}. Write one such as A5, or leave it empty."
                self.add_error(_row(line.row), why)
        return cleaned

    def chosen(self) -> Chosen:
        """A row that was not matched and is left empty is left out."""
        findings = {str(line.row): self.cleaned_data[_row(line.row)] for line in self.lines}
        names = {
            kind: {name: self.cleaned_data[f"{kind}-{at}"] for at, name in enumerate(names)}
            for kind, names in self.names.items()
        }
        return Chosen(findings, names)

    def of_lines(self, lines: Sequence[Line]) -> list[tuple[Line, forms.BoundField]]:
        return [(line, self[_row(line.row)]) for line in lines]

    def of_names(self, kind: str) -> list[forms.BoundField]:
        return [self[f"{kind}-{at}"] for at in range(len(self.names[kind]))]


def _row(number: int) -> str:
    return f"row-{number}"


def _asked(rows: Sequence[PlanRow], name: str, known: Iterable[Any]) -> list[str]:
    """The names that are not plainly somebody's; what cannot be kept is none."""
    clear = {plain(one.name) for one in known}
    cells = [
        row.cells[name] for row in rows if name in row.cells and not cannot(row.cells[name], BY_NAME[name].longest)
    ]
    return sorted({said.text for said in cells if plain(said.text) not in clear}, key=str.casefold)[:MOST_NAMES]
