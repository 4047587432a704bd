"""What is said of a finding is said once, however often its form is sent."""

from typing import Any

from django.db import transaction

from findings.models import Finding
from partnerships.history import Historic


@transaction.atomic
def enter_once(record: Historic, actor: Any, verb: str) -> bool:
    """Enters a new record of a finding; False where the same person has said the very same of it before.

    The finding's row is locked first, so that one form sent twice at once waits for itself.
    """
    finding: int = record.finding_id  # type: ignore[attr-defined]
    Finding.objects.select_for_update().get(pk=finding)
    if type(record)._base_manager.filter(**_said(record)).exists():
        return False
    record.enter(actor, verb)
    return True


def _said(record: Historic) -> dict[str, Any]:
    return {name: getattr(record, name) for name in record.recorded_fields}
