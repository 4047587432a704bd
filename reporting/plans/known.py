"""Which action of a finding a row of an older plan is, so that the same file changes nothing when it comes again."""

from collections import defaultdict
from collections.abc import Iterable

from actions.models import Action, Status
from findings.models import Finding, Letter
from partnerships.models import Event
from reporting.plans.likeness import likeness, words_of

NEAR = 90  # of 100, from which on an action is the same in other words


class KnownActions:
    """Those of a letter. `texts` are all of the file, each with its finding's key: one that is there word for word
    is nobody else's."""

    def __init__(self, letter: Letter, texts: Iterable[tuple[int, str]]) -> None:
        related = ("finding", "letter__partnership", "lead_agency", "lead_officer")
        self.of: dict[int, list[Action]] = defaultdict(list)
        for action in Action.objects.filter(letter=letter).select_related(*related).order_by("sequence"):
            self.of[action.finding_id].append(action)
        self.taken: set[int] = set()
        self.named = {(finding, tuple(words_of(text))) for finding, text in texts}
        self.former = self._former(letter)

    def action_for(self, finding: Finding, text: str) -> tuple[Action | None, str]:
        """The action that has these words, had them before, or has them almost; and what to know of it."""
        words, free = words_of(text), [one for one in self.of[finding.pk] if one.pk not in self.taken and one.text]
        exact = [one for one in free if words_of(one.text) == words]
        before = [one for one in free if tuple(words) in self.former[one.pk]]
        own = [one for one in free if (finding.pk, tuple(words_of(one.text))) not in self.named]
        near = [one for one in own if likeness(words, words_of(one.text)) >= NEAR]
        for found, how in ((exact, ""), (before, "in words that it had before"), (near, "almost in these words")):
            if found:
                self.taken.add(found[0].pk)
                return found[0], f"{found[0].number} is there {how}, and keeps its own." if how else ""
        return None, ""

    def draft_of(self, finding: Finding) -> Action | None:
        drafts = (one for one in self.of[finding.pk] if one.status == Status.DRAFT and one.pk not in self.taken)
        return next(drafts, None)

    def takes(self, action: Action) -> None:
        self.taken.add(action.pk)

    def _former(self, letter: Letter) -> dict[int, set[tuple[str, ...]]]:
        """The words that each action had since it was written."""
        keys = [one.pk for several in self.of.values() for one in several]
        told = Event.objects.filter(subject_type=Action._meta.label_lower, subject_id__in=keys)
        former: dict[int, set[tuple[str, ...]]] = defaultdict(set)
        for key, changes in told.filter(changes__has_key="text").values_list("subject_id", "changes"):
            former[key] |= {tuple(words_of(text)) for text in changes["text"] if isinstance(text, str) and text}
        return former
