"""Every history is read as it was sealed and, where it is whole, sealed anew: its contents by a digest of their own.

A broken one is refused, and nothing is changed: a new seal would make it look whole.
"""

import hashlib
import json
import secrets
from typing import Any

from django.core.management import CommandError
from django.db import migrations

from partnerships.append_only import forbid, lift

AT_A_TIME = 500
BROKEN = (
    "The history of {} is broken at event {}, so it is not sealed anew and nothing is changed. Find out why, or go back "
    "to a backup whose history is whole; then migrate again."
)


def before(event: Any) -> str:
    told = [
        *(event.partnership_id, event.sequence, event.at.isoformat(), event.actor_id, event.actor_name, event.verb),
        *(event.subject_type, event.subject_id, event.subject_name, event.changes, event.previous_hash),
    ]
    return _sha256(told)


def after(event: Any) -> str:
    told = [
        *(event.partnership_id, event.sequence, event.at.isoformat(), event.actor_id, event.actor_name, event.verb),
        *(event.subject_type, event.subject_id, event.content_hash, event.previous_hash),
    ]
    return _sha256(told)


def _sha256(told: Any) -> str:
    return hashlib.sha256(json.dumps(told, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def seal_anew(apps: Any, editor: Any) -> None:
    lift()
    chains = apps.get_model("partnerships", "Chain").objects.using(editor.connection.alias)
    events = apps.get_model("partnerships", "Event").objects.using(editor.connection.alias)
    whose = {*chains.values_list("partnership", flat=True), *events.order_by().values_list("partnership", flat=True)}
    names = dict(apps.get_model("partnerships", "Partnership").objects.values_list("pk", "name"))
    for partnership in sorted(whose, key=lambda key: key or 0):
        chain, its_own = chains.filter(partnership=partnership).first(), events.filter(partnership=partnership)
        _seal(editor.connection, its_own.order_by("sequence"), chain, names.get(partnership, "the installation"))
    forbid()


def _seal(connection: Any, events: Any, chain: Any, of: str) -> None:
    old, new, length, rows = "", "", 0, []
    with connection.cursor() as cursor:
        for event in events.iterator(chunk_size=AT_A_TIME):
            length += 1
            if (event.sequence, event.previous_hash, event.hash) != (length, old, before(event)):
                raise CommandError(BROKEN.format(of, length))
            old, event.previous_hash, event.content_salt = event.hash, new, secrets.token_hex(16)
            event.content_hash = _sha256([event.content_salt, event.subject_name, event.changes])
            new = after(event)
            rows.append((event.content_salt, event.content_hash, event.previous_hash, new, event.pk))
        if (chain.length, chain.head) != (length, old) if chain else length:
            raise CommandError(BROKEN.format(of, length + 1))
        for start in range(0, len(rows), AT_A_TIME):
            cursor.executemany(
                "UPDATE partnerships_event SET content_salt = %s, content_hash = %s, previous_hash = %s, hash = %s "
                "WHERE id = %s",
                rows[start : start + AT_A_TIME],
            )
    if chain:
        chain.head = new
        chain.save(update_fields=["head"])


class Migration(migrations.Migration):
    dependencies = [("partnerships", "0012_words_can_be_taken_out")]

    operations = [migrations.RunPython(seal_anew)]  # the way back is a backup: the former seals are gone
