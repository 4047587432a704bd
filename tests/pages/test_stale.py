"""Two people edit one thing: the second sees both versions and chooses; nothing is lost."""

import datetime as dt

import pytest
from django.urls import reverse

from partnerships.history import StaleEdit
from partnerships.models import Role
from tests.makers import make_agency, make_officer, make_user, make_written

FIRST, LATER = dt.date(2018, 10, 1), dt.date(2018, 12, 3)


@pytest.fixture
def action(client):
    action = make_written(measure_of_success="Seven of ten.")
    client.force_login(make_user(Role.AGENCY_LEAD, action.partnership, agency=action.lead_agency, name="Lea Lead"))
    return action


@pytest.fixture
def ann(action):
    return make_user(partnership=action.partnership, name="Ann Ash")


def send(client, action, page="plan", **form):
    answer = client.post(reverse(page, args=[action.pk]), {"version": action.version} | form, follow=True)
    action.refresh_from_db()
    return " ".join(answer.content.decode().split())


def stale(client, action, ann, **form):
    """Ann says eight of ten meanwhile; then the form that was opened before is sent."""
    opened = action.version
    action.change(ann, measure_of_success="Eight of ten.")
    return opened, send(client, action, version=opened, **form)


def test_both_versions_and_what_stood_before_are_shown(client, action, ann):
    _, page = stale(client, action, ann, measure_of_success="Nine of ten.")
    assert "Not saved yet: Ann Ash changed this after you opened it." in page
    assert "When you opened this page: “Seven of ten.”" in page
    assert "Keep what Ann Ash wrote on" in page
    assert "“Eight of ten.”" in page
    assert "“Nine of ten.”" in page
    assert 'href="#id_keep_measure_of_success_0"' in page
    assert action.measure_of_success == "Eight of ten."


@pytest.mark.parametrize(
    ("keep", "becomes"), [("theirs", "Eight of ten."), ("mine", "Nine of ten."), ("", "Eight of ten.")]
)
def test_the_choice_decides_and_without_one_nothing_is_saved(client, action, ann, keep, becomes):
    form = {"measure_of_success": "Nine of ten.", "planned_start": "1/9/2018"}
    opened, _ = stale(client, action, ann, **form)
    page = send(client, action, opened=opened, keep_measure_of_success=keep, **form)
    assert action.measure_of_success == becomes
    assert action.planned_start == (dt.date(2018, 9, 1) if keep else None)
    assert ("choose which to keep" in page) is (keep == "")


def test_a_choice_made_before_the_other_version_was_seen_does_not_count(client, action, ann):
    _, page = stale(client, action, ann, measure_of_success="Nine of ten.", keep_measure_of_success="mine")
    assert "Not saved yet: Ann Ash changed this" in page
    assert action.measure_of_success == "Eight of ten."


def test_a_version_that_is_still_to_come_saves_nothing(client, action):
    page = send(client, action, version=action.version + 1, measure_of_success="Nine of ten.")
    assert "this form does not fit what stands now" in page
    assert action.measure_of_success == "Seven of ten."


THEIRS = "Changed meanwhile: Measure of success is “Eight of ten.”, as Ann Ash wrote."


def test_a_field_only_they_changed_is_theirs_and_told_with_the_saving(client, action, ann):
    form = {"measure_of_success": "Seven of ten.", "planned_start": "1/9/2018"}
    _, page = stale(client, action, ann, **form)
    assert f"The plan of A1.1 is saved. {THEIRS}" in page
    assert (action.measure_of_success, action.planned_start) == ("Eight of ten.", dt.date(2018, 9, 1))


@pytest.mark.parametrize("start", ["soon", "1/9/2018"])
def test_a_page_shown_again_has_their_words_in_the_fields_i_left_alone(client, action, ann, start):
    """For a date that is wrong as for one that Ann chose otherwise; then it is saved with hers."""
    opened = action.version
    action.change(ann, measure_of_success="Eight of ten.", planned_start=FIRST)
    page = send(client, action, version=opened, measure_of_success="Seven of ten.", planned_start=start)
    assert THEIRS in page
    assert "Eight of ten.</textarea>" in page
    assert "Measure of success: which one do you keep?" not in page
    form = {"measure_of_success": "Eight of ten.", "planned_start": "1/9/2018", "keep_planned_start": "mine"}
    assert "is saved" in send(client, action, opened=opened, **form)
    assert (action.measure_of_success, action.planned_start) == ("Eight of ten.", dt.date(2018, 9, 1))


def test_what_they_took_away_stays_away(client, action, ann):
    officer = make_officer(action.lead_agency, "Bo Birch")
    action.change(None, lead_officer=officer, planned_start=FIRST)
    opened = action.version
    action.change(ann, lead_officer=None, planned_start=None)
    form = {"lead_officer": officer.pk, "planned_start": "1 October 2018", "measure_of_success": "Nine of ten."}
    page = send(client, action, version=opened, **form)
    assert "Lead officer is empty, as Ann Ash wrote. Planned start is empty, as Ann Ash wrote." in page
    assert (action.lead_officer, action.planned_start) == (None, None)
    assert action.measure_of_success == "Nine of ten."


def test_a_form_sent_twice_in_one_moment_was_saved_before(client, action, monkeypatch):
    original = type(action).change

    def overtaken(self, actor, verb="changed", **values):
        monkeypatch.setattr(type(action), "change", original)
        type(action).objects.get(pk=self.pk).change(actor, verb, **values)
        raise StaleEdit("Someone was faster.")

    monkeypatch.setattr(type(action), "change", overtaken)
    page = send(client, action, measure_of_success="Nine of ten.")
    assert "Not saved" not in page
    assert action.measure_of_success == "Nine of ten."


def test_what_was_changed_elsewhere_is_left_and_asks_nothing(client, action, ann):
    opened = action.version
    action.write_text(ann, "Train everyone.")
    assert "The plan of A1.1 is saved." in send(client, action, version=opened, measure_of_success="Nine of ten.")
    assert (action.text, action.measure_of_success) == ("Train everyone.", "Nine of ten.")


def test_the_same_change_by_both_asks_nothing(client, action, ann):
    _, page = stale(client, action, ann, measure_of_success="Eight of ten.")
    assert "Not saved yet" not in page


def test_a_third_change_while_choosing_is_shown_too(client, action, ann):
    opened, _ = stale(client, action, ann, measure_of_success="Nine of ten.")
    seen = action.version
    action.change(ann, measure_of_success="Ten of ten.")
    choice = {"keep_measure_of_success": "mine", "measure_of_success": "Nine of ten."}
    page = send(client, action, version=seen, opened=opened, **choice)
    assert "“Ten of ten.”" in page
    assert "When you opened this page: “Seven of ten.”" in page
    assert action.measure_of_success == "Ten of ten."


def test_people_are_named_in_the_choice(client, action, ann):
    opened = action.version
    officers = [make_officer(action.lead_agency, name, job_title="Inspector") for name in ("Bo Birch", "Cy Cedar")]
    action.change(ann, lead_officer=officers[0])
    page = send(client, action, version=opened, lead_officer=officers[1].pk)
    assert "“Bo Birch, Inspector”" in page
    assert "“Cy Cedar, Inspector”" in page
    assert action.lead_officer == officers[0]


def test_a_value_that_is_wrong_as_well_is_kept_and_theirs_takes_it_away(client, action, ann):
    opened = action.version
    action.change(ann, planned_start=FIRST)
    page = send(client, action, version=opened, planned_start="soon")
    assert "“soon”" in page
    assert "write a day, a month and a year" in page
    page = send(client, action, opened=opened, planned_start="soon", keep_planned_start="theirs")
    assert "There is a problem" not in page
    assert action.planned_start == FIRST


def test_a_first_target_date_set_meanwhile_is_told_and_not_overwritten(client, action, ann):
    opened = action.version
    action.change(ann, target_date=FIRST)
    page = send(client, action, version=opened, target_date="3 December 2018", measure_of_success="Seven of ten.")
    assert "The target date was set to 1 October 2018 after you opened this. If yours, “3 December 2018”" in page
    assert action.target_date == FIRST


def test_someone_faster_by_a_moment_leads_to_the_same_choice(client, action, ann, monkeypatch):
    original = type(action).change

    def overtaken(self, actor, verb="changed", **values):
        monkeypatch.setattr(type(action), "change", original)
        type(action).objects.get(pk=self.pk).change(ann, measure_of_success="Eight of ten.")
        raise StaleEdit("Someone was faster.")

    monkeypatch.setattr(type(action), "change", overtaken)
    page = send(client, action, measure_of_success="Nine of ten.")
    assert "Measure of success: choose which to keep, Ann Ash’s or yours." in page
    assert action.measure_of_success == "Eight of ten."


def test_the_lead_is_chosen_again_where_two_choose(client, action, ann):
    client.force_login(make_user(partnership=action.partnership))
    finding, council = action.finding, make_agency(action.partnership, "Dorset Council", "local authority")
    opened, trust = finding.version, make_agency(action.partnership, "Dorset NHS Trust", "health")
    finding.confirm_lead(ann, council)
    page = send(client, finding, "lead", version=opened, agency=trust.pk)
    assert "“Dorset Council”" in page
    send(client, finding, "lead", opened=opened, agency=trust.pk, keep_agency="mine")
    assert finding.lead_agency == trust


def test_what_was_typed_for_a_step_that_no_longer_fits_is_given_back(client, action, ann):
    client.force_login(make_user(Role.CHAIR, action.partnership))
    opened = action.version
    action.cancel(ann, "It is done elsewhere.")
    page = send(client, action, "cancel", version=opened, reason="No money is left.")
    assert "What you wrote is not saved: “No money is left.”" in page
    assert "What you wrote" not in send(client, action, "cancel", version=opened, reason="It is done elsewhere.")


def test_markup_in_either_version_stays_text(client, action, ann):
    opened = action.version
    action.change(ann, measure_of_success="<script>alert(1)</script>")
    page = send(client, action, version=opened, measure_of_success="<b>Nine</b>")
    assert "<script>alert" not in page
    assert "<b>Nine" not in page
