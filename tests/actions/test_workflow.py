import datetime as dt

import pytest

from actions.models import Action, Brag, NotPossible, Status, Update
from partnerships.models import Event
from tests.makers import (
    make_action,
    make_evidence,
    make_finding,
    make_letter,
    make_partnership,
    make_update,
    make_user,
    make_written,
)

pytestmark = pytest.mark.django_db
TODAY = dt.date(2018, 9, 3)
DAY = dt.timedelta(days=1)
SOON = TODAY + 14 * DAY


def delivered() -> Action:
    action = make_written()
    make_evidence(action)
    action.deliver(None, "Officers use the tool in nine visits of ten.")
    return action


def test_a_draft_becomes_an_action_when_its_text_is_written():
    action = make_action()
    action.write_text(None, "Train every officer.")
    assert action.status == Status.NOT_STARTED


def test_the_first_progress_starts_the_work_and_no_change_does_not():
    action = make_written()
    make_update(action, kind="no change", text="")
    assert action.status == Status.NOT_STARTED
    make_update(action)
    assert (action.status, action.started_at is not None) == (Status.IN_PROGRESS, True)


def test_delivering_needs_evidence_and_a_sentence_on_what_is_different():
    action = make_written()
    with pytest.raises(NotPossible, match="evidence"):
        action.deliver(None, "Officers use the tool.")
    make_evidence(action)
    with pytest.raises(NotPossible, match="different"):
        action.deliver(None, "  ")
    assert action.deliver(None, "Officers use the tool.")
    assert (action.status, action.delivered_at is not None) == (Status.DELIVERED, True)


def test_a_draft_cannot_be_delivered():
    action = make_action()
    make_evidence(action)
    with pytest.raises(NotPossible):
        action.deliver(None, "Done.")


def test_assuring_stamps_who_and_when():
    action, chair = delivered(), make_user(None)
    assert action.assure(chair)
    assert (action.status, action.assured_by, action.assured_at is not None) == (Status.ASSURED, chair, True)
    with pytest.raises(NotPossible):
        action.assure(chair)


def test_more_evidence_needed_stays_so_until_it_is_delivered_with_something_new():
    action, scrutineer = delivered(), make_user(None)
    with pytest.raises(NotPossible, match="reason"):
        action.ask_for_more_evidence(scrutineer, "")
    action.ask_for_more_evidence(scrutineer, "An audit, not a policy.")
    assert (action.status, action.asked, action.asked_by) == (
        Status.MORE_EVIDENCE,
        "An audit, not a policy.",
        scrutineer,
    )
    make_update(action)
    assert (action.status, action.is_asked) == (Status.MORE_EVIDENCE, True)
    with pytest.raises(NotPossible, match="Add evidence that is new since then"):
        action.deliver(None, "Officers use the tool.")
    make_evidence(action, title="Audit of the audit")
    assert action.deliver(None, "Officers use the tool.")
    assert (action.status, action.is_asked, action.shows_asked) == (Status.DELIVERED, False, True)
    action.assure(None)
    assert (action.asked, action.asked_at, action.shows_asked) == ("", None, False)


def test_evidence_cleared_after_the_request_is_new():
    action = delivered()
    draft = make_update(action.change(None, status=Status.IN_PROGRESS) and action, draft=True)
    make_evidence(action, update=draft)
    action.change(None, status=Status.DELIVERED)
    action.ask_for_more_evidence(None, "An audit.")
    with pytest.raises(NotPossible, match="new since"):
        action.deliver(None, "Used.")
    draft.clear(None)
    assert action.deliver(None, "Used.")


def test_delivery_is_taken_back_with_a_reason_and_no_request_is_lost_by_it():
    action = delivered()
    with pytest.raises(NotPossible, match="reason"):
        action.take_back(None, " ")
    assert action.take_back(None, "The wrong button.")
    assert (action.status, action.delivered_at, action.delivered_by) == (Status.IN_PROGRESS, None, None)
    action.deliver(None, "Used.")
    action.ask_for_more_evidence(None, "An audit.")
    make_evidence(action)
    action.deliver(None, "Used.")
    action.take_back(None, "Not yet.")
    assert (action.status, action.asked) == (Status.MORE_EVIDENCE, "An audit.")
    action.deliver(None, "Used.")
    action.assure(None)
    with pytest.raises(NotPossible, match="waits for assurance"):
        action.take_back(None, "Not yet.")


def test_cancelling_and_reopening_does_away_with_no_request():
    action = delivered()
    action.ask_for_more_evidence(None, "An audit.")
    action.cancel(None, "Not needed.")
    action.reopen(None, "Needed.")
    assert (action.status, action.asked) == (Status.MORE_EVIDENCE, "An audit.")


@pytest.mark.parametrize("step", ["cancel", "reopen", "ask_for_more_evidence", "take_back"])
def test_a_step_that_needs_a_reason_is_refused_without(step):
    action = delivered()
    if step == "reopen":
        action.assure(None)
    with pytest.raises(NotPossible, match="reason"):
        getattr(action, step)(None, " ")


def test_superseded_by_another_action_of_the_same_plan_only():
    letter = make_letter()
    one, other = make_written(make_finding(letter)), make_written(make_finding(letter))
    foreign = make_written(make_finding(make_letter(make_partnership("Wiltshire"))))
    for wrong in (one, foreign):
        with pytest.raises(NotPossible):
            one.supersede(None, "Merged.", wrong)
    assert one.supersede(None, "Merged.", other)
    assert list(other.supersedes.all()) == [one]


def test_reopening_goes_back_to_where_the_work_stood():
    begun, untouched, draft = (
        delivered(),
        make_written(make_finding(make_letter(make_partnership("Poole")))),
        make_action(make_finding(make_letter(make_partnership("Kent")))),
    )
    for action, status in ((begun, Status.IN_PROGRESS), (untouched, Status.NOT_STARTED), (draft, Status.DRAFT)):
        action.cancel(None, "Not needed.")
        action.reopen(None, "Needed after all.")
        assert (action.status, action.closed_at) == (status, None)


def test_nothing_is_recorded_on_a_closed_action():
    action = make_written()
    action.cancel(None, "Not needed.")
    with pytest.raises(NotPossible, match="closed"):
        make_update(action)


def test_the_same_form_sent_twice_is_kept_once():
    action, author = make_written(), make_user(None)
    import uuid

    token = uuid.uuid4()
    for kept in (True, False):
        update = Update(
            partnership=action.partnership,
            action=action,
            agency=action.lead_agency,
            kind="progress",
            text="x",
            author=author,
            token=token,
        )
        assert update.record(author) is kept
    assert action.updates.count() == 1


def test_an_update_that_waits_for_clearing_changes_nothing_until_it_is_cleared():
    action, author = make_written(), make_user(None)
    update = make_update(action, draft=True, declared="red")
    assert (action.status, action.declared, action.last_update_at) == (Status.NOT_STARTED, "", None)
    assert update.clear(author)
    assert (action.status, action.declared) == (Status.IN_PROGRESS, "red")
    assert not update.clear(author)


def test_an_older_draft_takes_nothing_back_of_what_counted_before_it():
    action = make_written()
    draft = make_update(action, draft=True, declared="red")
    newer = make_update(action, declared="green")
    assert draft.clear(None)
    assert (action.declared, action.last_update_at) == ("green", newer.recorded_at)
    silent = make_update(action, draft=True, kind="no change", text="", declared="amber")
    make_update(action, kind="no change", text="")  # says no colour
    silent.clear(None)
    assert action.declared == "amber"


def test_a_draft_leaves_a_closed_action_alone_and_is_told():
    action = make_written()
    draft = make_update(action, draft=True, declared="red")
    action.cancel(None, "Not needed.")
    before = action.version
    assert draft.clear(None)
    assert (action.version, action.declared, action.status) == (before, "", Status.CANCELLED)
    assert list(Update.objects.cleared()) == [draft]


def test_what_was_sent_back_never_counts_and_is_sent_back_once():
    action = make_written()
    draft = make_update(action, draft=True, declared="red")
    with pytest.raises(NotPossible, match="reason"):
        draft.send_back(None, " ")
    assert draft.send_back(None, "Which officers?")
    assert not draft.send_back(None, "Which officers?")
    assert not draft.clear(None)
    assert (action.declared, action.last_update_at) == ("", None)
    assert list(Update.objects.sent_back()) == [draft]
    assert not Update.objects.waiting().exists()
    make_update(action, draft=True)  # the agency says it again
    assert not Update.objects.sent_back().exists()


def test_every_step_is_told():
    action = delivered()
    action.assure(None)
    verbs = list(Event.objects.about(action).order_by("sequence").values_list("verb", flat=True))
    assert verbs == ["entered", "delivered", "assured"]


@pytest.mark.parametrize(
    ("values", "shown"),
    [
        ({}, Brag.GREEN),
        ({"declared": "amber"}, Brag.AMBER),
        ({"declared": "red"}, Brag.RED),
        ({"target_date": TODAY - DAY, "declared": "green"}, Brag.RED),
        ({"target_date": TODAY}, Brag.AMBER),
        ({"target_date": TODAY, "status": "in progress"}, Brag.GREEN),
        ({"planned_start": TODAY + DAY}, Brag.GREY),
        ({"planned_start": TODAY + DAY, "declared": "red"}, Brag.RED),
        ({"status": "more evidence needed", "declared": "green"}, Brag.AMBER),
        ({"status": "assured", "target_date": TODAY - DAY, "declared": "red"}, Brag.BLUE),
        ({"status": "delivered", "target_date": TODAY - DAY}, Brag.GREEN),
        ({"status": "delivered", "declared": "amber"}, Brag.GREEN),
        ({"status": "cancelled", "declared": "red"}, ""),
        ({"text": "", "status": "draft", "target_date": SOON + DAY}, ""),
        ({"text": "", "status": "draft", "target_date": SOON + DAY, "planned_start": TODAY + DAY}, ""),
        ({"text": "", "status": "draft", "target_date": SOON, "declared": "red"}, Brag.AMBER),
        ({"text": "", "status": "draft", "target_date": TODAY - DAY}, Brag.RED),
    ],
)
def test_the_worse_of_the_dates_and_what_the_lead_declares_is_shown(values, shown):
    make_written(**values)
    assert Action.objects.with_brag(TODAY).get().brag == shown
