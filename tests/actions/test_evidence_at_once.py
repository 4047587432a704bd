"""Files that come in at the same time: one form sent twice, a quota with room for one, bytes that two need."""

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from actions.evidence_files import forget_bytes, from_file, keep
from actions.models import Evidence, Update
from partnerships.models import Event
from tests.actions.test_at_once import at_once
from tests.makers import make_user, make_written

pytestmark = pytest.mark.django_db(transaction=True)
HALF = b"%PDF-" + b"x" * 600_000


@pytest.fixture
def action(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return make_written()


def sends(user, action, data, token):
    """A form with a file, sent by a browser of its own."""
    client = Client()
    client.force_login(user)

    def send():
        form = {"kind": "progress", "text": "Audited.", "declared": "green", "token": token}
        form["file"] = SimpleUploadedFile("audit.pdf", data)
        return client.post(reverse("record_progress", args=[action.pk]), form, follow=True).content.decode()

    return send


def files(tmp_path):
    return [path for path in tmp_path.rglob("*") if path.is_file()]


def test_one_form_sent_twice_at_once_is_kept_once(action, tmp_path):
    token, manager = uuid.uuid4(), make_user(partnership=action.partnership)
    pages = at_once(*(sends(manager, action, HALF, token) for _ in range(2)))
    assert sorted("It is kept once." in page for page in pages) == [False, True]
    assert (Update.objects.count(), Evidence.objects.count(), len(files(tmp_path))) == (1, 1, 1)
    assert Event.objects.broken_at(action.partnership_id) is None


def test_a_quota_with_room_for_one_takes_one_of_two(action, settings, tmp_path):
    settings.EVIDENCE_QUOTA_MEGABYTES = 1
    other, manager = make_written(action.finding), make_user(partnership=action.partnership)
    pages = at_once(sends(manager, action, HALF, uuid.uuid4()), sends(manager, other, HALF + b"another", uuid.uuid4()))
    assert sorted("There is no room left" in page for page in pages) == [False, True]
    assert (Update.objects.count(), Evidence.objects.count(), len(files(tmp_path))) == (1, 1, 1)


def test_bytes_taken_back_stay_where_another_adds_the_same(action, tmp_path):
    """One person's saving fails after its bytes came in; another's, of the same file, goes through meanwhile."""
    person = make_user(partnership=action.partnership)
    taken_back, added = (
        from_file(one, "Audit", SimpleUploadedFile("audit.pdf", HALF), person)
        for one in (action, make_written(action.finding))
    )
    taken_back.content.save("audit.pdf", taken_back.content.file, save=False)
    assert at_once(lambda: forget_bytes(taken_back), lambda: keep(added, person)) == [None, None]
    assert Evidence.objects.get().content.open().read() == HALF
    assert len(files(tmp_path)) == 1
