"""A plan as large as asked for, to measure with. Called in an installation of its own, by `manage.py shell`."""

import secrets

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils import timezone

from actions.evidence_files import from_file
from actions.models import Update
from tests.makers import make_agency, make_finding, make_letter, make_partnership, make_user, make_written

AREA = "Barsetshire"
UPDATES = 20  # for each action
SIZE = 1024 * 1024  # bytes of each piece of evidence
SAID = "Officers were trained and twenty cases were looked at together; what was found goes to the next meeting. " * 5


@transaction.atomic
def make(findings: int) -> None:
    """Each finding with an action, its updates, and a file of evidence that no packing makes smaller."""
    letter = make_letter(make_partnership(AREA))
    agency, person = make_agency(letter.partnership), make_user(None)
    for number in range(findings):
        action = make_written(make_finding(letter, number=number + 1, lead_agency=agency))
        said = {"partnership": action.partnership, "action": action, "agency": agency, "kind": "progress"}
        said |= {"text": SAID, "author": person, "cleared_by": person, "cleared_at": timezone.now()}
        told = [Update(**said) for _ in range(UPDATES)]
        Update.enter_all(person, told)
        file = SimpleUploadedFile("audit.csv", b"40 cases\n" + secrets.token_hex(SIZE // 2).encode())
        from_file(action, "Audit", file, person).enter(person, "added evidence")
