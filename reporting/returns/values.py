"""What stands in a return's cells, as the browser's form for progress would send it, and problems named by cell."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from actions.models import Action
from actions.models.updates import Kind as Changed
from partnerships.models import Agency
from reporting.returns.columns import BY_HEADING
from reporting.returns.reading import Answer
from reporting.spreadsheets.reading.book import Kind, Said

Choices = Mapping[str, Sequence[tuple[str, str]]]
LEAD_ONLY = frozenset(column.name for column in BY_HEADING.values() if column.lead_only)
BEFORE = {"next_step": "Next step: ", "link": "Evidence: ", "deliver": "Delivered: "}


def form_data(answer: Answer, action: Action, agency: Agency, lists: Choices) -> tuple[dict[str, str], dict[str, str]]:
    """The form's fields, and by their names why what stands there cannot be understood.

    Where nothing has changed, the colour that the lead declared before stands unless another is given.
    """
    data = {"kind": "", "text": "", "declared": "", "next_step": "", "link": ""}
    wrong: dict[str, str] = {}
    for name, said in answer.said.items():
        try:
            value = _value(said, lists.get(name))
        except ValueError as why:
            wrong[name] = str(why)
            continue
        if value and name in LEAD_ONLY and action.lead_agency_id != agency.pk:
            wrong[name] = f"{action.lead_agency} leads, and says so. Leave it empty."
        elif value or name != "deliver":
            data[name] = value
    if data["kind"] == Changed.NO_CHANGE and not data["declared"]:
        data["declared"] = action.declared
    return data, wrong


def _value(said: Said, listed: Sequence[tuple[str, str]] | None) -> str:
    """Raises ValueError."""
    if said.kind == Kind.ERROR:
        raise ValueError(f"the cell shows {said.text}. Write what you mean.")
    if said.kind == Kind.FORMULA:
        raise ValueError("it holds a formula without a value. Write what you mean.")
    if listed is None or not said.text:
        return said.text
    for value, shown in listed:
        if said.text.casefold() in (value.casefold(), shown.casefold(), shown.partition(" (")[0].casefold()):
            return value
    raise ValueError(f"“{said.text[:60]}” is none of: {'; '.join(shown for _, shown in listed)}.")


def told_by_cell(answer: Answer, wrong: Mapping[str, str], errors: Mapping[str, Iterable[Any]]) -> list[str]:
    """Such as "H7: Say what has happened, or what help is needed."; what is not understood is told once."""
    told = [f"{where(answer, name)}: {why}" for name, why in wrong.items()]
    told += [f"{where(answer, name)}: {why}" for name, all_ in errors.items() if name not in wrong for why in all_]
    return told


def where(answer: Answer, name: str) -> str:
    """The cell of a form's field; of one that the file has no column for, the row's number."""
    return answer.said[name].where if name in answer.said else answer.number.where


def in_words(answer: Answer) -> list[str]:
    """What is recorded, a line for each cell; what a formula gave is told."""
    return list(_lines(answer))


def _lines(answer: Answer) -> Iterator[str]:
    for name, said in answer.said.items():
        if said.text and (name, said.text.casefold()) != ("deliver", "no"):
            out = f" (what the formula in {said.where} gave)" if said.worked_out else ""
            yield f"{BEFORE.get(name, '')}{said.text}{out}"
