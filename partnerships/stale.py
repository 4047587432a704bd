"""Two people edit one thing: the second sees both versions field by field, and chooses; nothing is overwritten unseen.

What stood when the form was opened, and who wrote what since, is read from the history: no form carries old values.
"""

import copy
import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.forms import BoundField

from partnerships.history import Historic, StaleEdit, told
from partnerships.history_words import in_words, value_in_words
from partnerships.models import Event

THEIRS, MINE = "theirs", "mine"
AGAIN = "Nothing is saved: this form does not fit what stands now. Open the page again."
LOST = dict.fromkeys(("required", "invalid", "min_value"), AGAIN)
FIRST = "Not saved yet: {who} changed this after you opened it."
JUST_NOW = "Not saved yet: someone changed this just now. Look at it, then save again."


@dataclass(frozen=True)
class Beside:
    """One field's two versions in words, and the radios (`choice`) that choose between them."""

    choice: BoundField
    at: dt.datetime
    was: str
    theirs: str
    mine: str


class Meanwhile:
    """What was written on `record` since its version `opened`: who wrote last on a field, and what stood before."""

    def __init__(self, record: Historic, opened: int) -> None:
        number = max(record.version - opened, 0)
        self.events = list(Event.objects.about(record).order_by("-sequence")[:number])
        self.last: dict[str, Event] = {}
        self.was: dict[str, Any] = {}
        for event in self.events:
            for name, (before, _) in event.changes.items():
                self.last.setdefault(name, event)
                self.was[name] = before

    @property
    def who(self) -> str:
        names = list(dict.fromkeys(event.actor_name for event in self.events)) or ["someone"]
        return names[0] if len(names) == 1 else f"{', '.join(names[1:])} and {names[0]}"


class StaleForm(forms.Form):
    """On `record` as it stands now. `version` is the one that was seen last, `opened` the one first opened.

    `edits` names, for a form's fields, the record's own. One that both changed is asked about; one that only somebody
    else changed takes what they wrote, and `theirs` says so. What they changed elsewhere stays as they wrote it; a form
    that takes a step (`looks_first`) shows it before it is taken. In one that `confirms`, leaving a field as it is
    says as much as changing it.
    """

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, error_messages=LOST)
    opened = forms.IntegerField(widget=forms.HiddenInput, min_value=1, required=False, error_messages=LOST)

    edits: ClassVar[dict[str, str]] = {}
    looks_first: ClassVar[bool] = False
    confirms: ClassVar[bool] = False

    def __init__(self, *args: Any, record: Historic, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.record = record
        self.fields["version"].initial = record.version
        self.meanwhile: Meanwhile | None = None  # what nobody has seen yet who looks at this form
        self.theirs = ""  # a sentence with a space before it, to be told with the saving
        self._beside: dict[str, Beside] = {}

    def visible_fields(self) -> list[BoundField]:
        """Without the radios that choose: each of them is shown with its field (includes/field.html)."""
        return [field for field in super().visible_fields() if not field.name.startswith("keep_")]

    def beside(self, name: str) -> Beside | None:
        return self._beside.get(name)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if "version" in cleaned:
            self._bring_together(cleaned)
        return cleaned

    def attempt(self, save: Callable[[], bool]) -> bool | None:
        """What `save` gives; None where somebody was faster: then the form says so and offers the choice.

        False where what stands now is what this form would write, as when it is sent twice at once.
        """
        try:
            return save()
        except StaleEdit:
            self.record = type(self.record)._base_manager.get(pk=self.record.pk)
            self._bring_together(self.cleaned_data)
            if not self.errors and self._stands():
                return False
            if not self.errors:
                self.add_error(None, JUST_NOW + self.theirs)
            return None

    def _stands(self) -> bool:
        mine = self._as_typed(self.cleaned_data)
        return bool(mine) and all(_same(value, told(self.record, self.edits[name])) for name, value in mine.items())

    def _bring_together(self, cleaned: dict[str, Any]) -> None:
        seen, now = cleaned["version"], self.record.version
        opened = cleaned.get("opened") or seen
        if seen > now:
            self.add_error(None, AGAIN)
        if seen > now or opened >= now:
            return
        meanwhile, unseen = Meanwhile(self.record, opened), seen != now
        self.meanwhile = meanwhile if unseen else None
        mine = self._as_typed(cleaned)
        differ = [name for name in self.edits if name in self.fields and self._differs(name, meanwhile, mine)]
        asked = [name for name in differ if self.confirms or not _same(mine[name], meanwhile.was[self.edits[name]])]
        self._take_theirs([name for name in differ if name not in asked], meanwhile)
        for name in asked:
            self._ask(name, meanwhile, mine, unseen)
        self.order_fields([each for name in self.fields for each in (f"keep_{name}", name)])
        self._show_again(version=now, opened=opened)
        cleaned["version"] = now
        if asked and (unseen or any(f"keep_{name}" in self.errors for name in asked)):
            self.add_error(None, FIRST.format(who=meanwhile.who) + " Choose for each field, then save again.")
        elif self.looks_first and unseen:
            self._tell(meanwhile)

    def _take_theirs(self, names: list[str], meanwhile: Meanwhile) -> None:
        """In fields that I left alone."""
        sentences = []
        for name in names:
            own = self.edits[name]
            self.cleaned_data[name] = value = getattr(self.record, own)
            self._show_again(**{name: self.fields[name].prepare_value(value)})
            words = value_in_words(self.record, own, told(self.record, own))
            now = f"“{words}”" if words else "empty"
            sentences.append(f"{self[name].label} is {now}, as {meanwhile.last[own].actor_name} wrote.")
        if sentences:
            self.theirs = f" Changed meanwhile: {' '.join(sentences)}"

    def _tell(self, meanwhile: Meanwhile) -> None:
        self.add_error(None, FIRST.format(who=meanwhile.who) + " Look, then save again.")
        for event in meanwhile.events:
            for change in in_words(event, stamps=False):
                self.add_error(
                    None, f"{event.actor_name}: {change.label} is now “{change.now}”, before “{change.was}”."
                )

    def given_back(self) -> str:
        """What was typed, with a space before it, where it can no longer be saved; empty where nothing was."""
        changed = [name for name in self.changed_data if name not in ("version", "opened")] if self.is_bound else []
        typed = {self[name].label: self._in_words(name) for name in changed}
        lines = [f"{label}: “{words}”." for label, words in typed.items() if words]
        return f" What you wrote is not saved. {' '.join(lines)}" if lines else ""

    def _in_words(self, name: str) -> str:
        try:
            value = self.fields[name].clean(self[name].data)
        except forms.ValidationError:
            value = self[name].data
        return f"{value:%-d %B %Y}" if isinstance(value, dt.date) else str(value or "")

    def _post_clean(self) -> None:
        """Where the page is shown again, it says what has come into my fields."""
        super()._post_clean()  # type: ignore[misc]
        if self.theirs and self.errors:
            self.add_error(None, self.theirs.strip())

    def _as_typed(self, cleaned: dict[str, Any]) -> dict[str, Any]:
        """What the form would write, as the history keeps it; a value that was refused, as it was typed."""
        mine = copy.copy(self.record)
        typed = {}
        for name, own in self.edits.items():
            if name in cleaned:
                setattr(mine, own, cleaned[name])
                typed[name] = told(mine, own)
            elif name in self.fields:
                typed[name] = str(self[name].value() or "")
        return typed

    def _differs(self, name: str, meanwhile: Meanwhile, mine: dict[str, Any]) -> bool:
        own = self.edits[name]
        now = told(self.record, own)
        changed = own in meanwhile.last and not _same(meanwhile.was[own], now)
        return changed and (not _same(mine[name], now) or name in self.errors)

    def _ask(self, name: str, meanwhile: Meanwhile, mine: dict[str, Any], unseen: bool) -> None:
        """Adds the radios; a choice made before the other version was seen does not count."""
        own, keep = self.edits[name], f"keep_{name}"
        chosen = None if unseen else self.data.get(self.add_prefix(keep))
        label = self[name].label
        event = meanwhile.last[own]
        choices = [(THEIRS, f"Keep what {event.actor_name} wrote"), (MINE, "Take mine")]
        self.fields[keep] = forms.ChoiceField(choices=choices, widget=forms.RadioSelect, label=label)
        was, theirs = (value_in_words(self.record, own, one) for one in (meanwhile.was[own], told(self.record, own)))
        typed = mine[name] if name not in self.cleaned_data else value_in_words(self.record, own, mine[name])
        self._beside[name] = Beside(self[keep], event.at, was, theirs, typed)
        if chosen == THEIRS:
            self.errors.pop(name, None)
            self.cleaned_data[name] = getattr(self.record, own)
        elif chosen != MINE:
            self._show_again(**{keep: ""})
            self.add_error(keep, f"{label}: choose which to keep, {event.actor_name}’s or yours.")

    def _show_again(self, **values: Any) -> None:
        data: Any = self.data.copy()  # type: ignore[attr-defined]
        for name, value in values.items():
            data[self.add_prefix(name)] = value
        self.data = data


def _same(one: Any, other: Any) -> bool:
    """Nothing and an empty text are the same, and so are a browser's ends of lines and ours."""
    return _bare(one) == _bare(other)


def _bare(value: Any) -> Any:
    if isinstance(value, dict):
        return value.get("id", value)
    return (value or "").replace("\r\n", "\n").strip() if isinstance(value, str | None) else value
