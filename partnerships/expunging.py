"""Taking out what identifies a child: of a record, of its history and of who looked; for good.

What went stays told: who took out words of what, when and why, and never which words they were.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.db import models, transaction

from partnerships.directions import unturned
from partnerships.history import Historic, NotPossible
from partnerships.models import Chain, Event
from partnerships.rewriting import Texts, rewrite_events, rewrite_looks, without
from partnerships.sealing import REWRITTEN, TOOK_OUT
from partnerships.words_said import Words

NOT_GONE = "The file could not be removed just now, so nothing is taken out. Try again in a while."


@transaction.atomic
def expunge(words: Iterable[Words], actor: Any, reason: str) -> bool:
    """Takes the words out; False where none of them is left. Raises NotPossible where a file's bytes do not go.

    All rows are locked first, then the end of the history: what is being added waits, or is seen.
    """
    its_own: dict[tuple[str, int], Texts] = defaultdict(lambda: defaultdict(list))
    for one in words:
        its_own[one.model._meta.label_lower, one.pk][one.field].append(one.part or one.said)
    rows = {key: apps.get_model(key[0])._base_manager.select_for_update().get(pk=key[1]) for key in sorted(its_own)}
    owners = {row.history_partnership_id for row in rows.values()}
    list(Chain.objects.select_for_update().filter(partnership__in=owners))
    taken = [_take_out(row, its_own[key], actor, reason) for key, row in rows.items()]
    for key, row in rows.items():
        _forget_bytes(row, its_own[key])
    return any(taken)


def _take_out(record: Historic, texts: Texts, actor: Any, reason: str) -> bool:
    was = record.told_now()
    for name, said in texts.items():
        if (left := without(was[name], said)) != was[name]:
            for field, value in {name: left, **record.goes_along.get(name, {})}.items():
                setattr(record, field, value)
    now = record.told_now()
    changed = [name for name in now if now[name] != was[name]]
    rewritten = rewrite_events(record, texts, actor)
    if not (changed or rewritten):
        return False
    rewrite_looks(record, texts, was)
    record.version += 1
    record.save(update_fields=[*changed, *record.derived_fields(), "version"])
    # what stood before is not told; that something stands there now is, or a form opened before would put it back
    changes: dict[str, Any] = {name: [None, now[name]] for name in changed}
    changes |= {"why": [None, unturned(reason)], REWRITTEN: [None, rewritten]}
    Event.objects.append(record.history_partnership_id, actor, [record.event(TOOK_OUT, changes)])
    return True


def _forget_bytes(record: Historic, texts: Texts) -> None:
    """A file's bytes go with the last record that needs them."""
    for name, said in texts.items():
        field: Any = record._meta.get_field(name)
        for path in said if isinstance(field, models.FileField) else ():
            if not type(record)._base_manager.filter(**{name: path}).exists():
                try:
                    field.storage.delete(path)
                except OSError as wrong:
                    raise NotPossible(NOT_GONE) from wrong
