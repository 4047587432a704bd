"""Files of evidence on their way in: checked, then kept under the hash of their bytes."""

import hashlib
import logging
from pathlib import PurePath
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Sum

from actions.file_types import Refused, file_type
from actions.models import Action, Evidence, NotPossible
from actions.models.evidence import kept_at
from actions.virus_scan import scan
from partnerships.models import Chain

log = logging.getLogger(__name__)

MEGABYTE = 1024 * 1024
LONGEST_NAME = 255
NO_ROOM = "There is no room left for this partnership's files. Give a link, or ask the administrator."


def check(file: UploadedFile, partnership_id: int) -> None:
    """Raises Refused: too large, no room left, of a wrong type, or infected."""
    size = file.size or 0
    if size > settings.EVIDENCE_MAX_MEGABYTES * MEGABYTE:
        found = f"The file has {size / MEGABYTE:,.1f} MB; the limit is {settings.EVIDENCE_MAX_MEGABYTES} MB."
        raise Refused(f"{found} Save it smaller, or give a link to where it is.")
    if not room_for(size, partnership_id):
        raise Refused(NO_ROOM)
    data = file.read()
    file.seek(0)
    file_type(data, file.name or "")
    if settings.CLAMAV_SOCKET:
        scan(data, settings.CLAMAV_SOCKET)


def used(partnership_id: int) -> int:
    """Bytes of evidence that the partnership keeps."""
    return Evidence.objects.filter(partnership=partnership_id).aggregate(sum=Sum("size"))["sum"] or 0


def room_for(size: int, partnership_id: int) -> bool:
    return used(partnership_id) + size <= settings.EVIDENCE_QUOTA_MEGABYTES * MEGABYTE


def from_file(action: Action, title: str, file: UploadedFile, actor: Any) -> Evidence:
    """Evidence to be entered, of a file that was checked."""
    data = file.read()
    name = short_name(file.name or "file")
    evidence = Evidence(
        partnership=action.partnership,
        action=action,
        title=title or name,
        name=name,
        sha256=hashlib.sha256(data).hexdigest(),
        size=len(data),
        media_type=file_type(data, name).media_type,
        added_by=actor,
    )
    content: Any = ContentFile(data, name)
    evidence.content = content
    return evidence


@transaction.atomic
def keep(evidence: Evidence, actor: Any) -> None:
    """Enters evidence, in turn with whoever else adds to or takes from the partnership's files. Raises NotPossible.

    So two at once do not pass the quota together, and no bytes go that another piece of evidence is about to need.
    """
    _wait_for_turn(evidence)
    if evidence.size and not room_for(evidence.size, evidence.partnership_id):
        raise NotPossible(NO_ROOM)
    try:
        if evidence.sha256 and _storage().exists(kept_at(evidence, "")):
            evidence.content = kept_at(evidence, "")
        evidence.enter(actor, "added evidence")
    except OSError as wrong:  # a full disk, a store that does not answer
        log.exception("Evidence could not be kept.")
        raise NotPossible("The file could not be kept just now. Save without it, or try again in a while.") from wrong


@transaction.atomic
def keep_once(evidence: Evidence, actor: Any) -> bool:
    """Enters evidence that the action has not got yet; False where it has the same from the same person."""
    _wait_for_turn(evidence)
    if is_kept(evidence):
        return False
    keep(evidence, actor)
    return True


def is_kept(evidence: Evidence) -> bool:
    same = {name: getattr(evidence, name) for name in ("action", "update", "sha256", "link", "added_by")}
    return Evidence.objects.filter(**same).exists()


def _wait_for_turn(evidence: Evidence) -> None:
    """The action's row, then the end of the partnership's history: in the order in which every change takes them."""
    Action.objects.select_for_update().order_by().get(pk=evidence.action_id)
    Chain.objects.select_for_update().filter(partnership=evidence.partnership_id).first()


def _storage() -> Any:
    return Evidence._meta.get_field("content").storage


@transaction.atomic
def forget_bytes(evidence: Evidence) -> None:
    """For evidence that was taken back: its bytes go if they came into the store, unless other evidence has them."""
    name = evidence.content.name or ""
    stored = evidence.sha256 and name.startswith(kept_at(evidence, ""))
    _wait_for_turn(evidence)
    if stored and not Evidence.objects.filter(content=name).exists():
        evidence.content.delete(save=False)


def short_name(name: str) -> str:
    """A name that fits, with its ending."""
    path = PurePath(name)
    return path.stem[: LONGEST_NAME - len(path.suffix)] + path.suffix
