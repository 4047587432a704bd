"""Confirming suggested leads and deciding on differences, several at a time."""

from django.urls import reverse

from findings.models import Difference
from findings.splitting import split
from partnerships.models import Event
from tests import makers
from tests.admin.forms import enter, errors

FINDINGS = reverse("admin:findings_finding_changelist")
DIFFERENCES = reverse("admin:findings_difference_changelist")


def do(client, url, action, records):
    sent = {"action": action, "_selected_action": [record.pk for record in records]}
    response = client.post(url, sent, follow=True)
    return str(next(iter(response.context["messages"])))


def two_differences():
    finding = makers.make_finding(as_read={"text": makers.TEXT})
    file = makers.make_file(finding.letter)
    theme = makers.make_difference(file, subject="theme", now="neglect")
    return finding, [makers.make_difference(file, finding, now="As it is said."), theme]


def test_suggested_leads_are_confirmed_once(admin, administrator):
    letter = makers.make_letter()
    suggested, bare = makers.make_finding(letter), makers.make_finding(letter, lead_agency=None)
    told = do(admin, FINDINGS, "confirm_suggested_lead", [suggested, bare])
    assert told == "1 confirmed. 1 with no suggestion: open the finding and choose who leads."
    suggested.refresh_from_db()
    bare.refresh_from_db()
    assert suggested.lead_confirmed_by == administrator
    assert bare.lead_is_suggestion
    assert do(admin, FINDINGS, "confirm_suggested_lead", [suggested]) == "0 confirmed. 1 had been confirmed before."
    assert Event.objects.about(suggested).filter(verb="confirmed lead").count() == 1


def test_differences_are_accepted_together(admin, administrator):
    finding, differences = two_differences()
    assert do(admin, DIFFERENCES, "accept_them", differences) == "2 accepted."
    finding.refresh_from_db()
    assert (finding.text, finding.letter.theme) == ("As it is said.", "neglect")
    assert {d.decided_by for d in Difference.objects.all()} == {administrator}
    assert do(admin, DIFFERENCES, "keep_as_it_was", differences) == "0 kept as it was. 2 had been decided before."


def test_differences_are_kept_as_they_were(admin):
    finding, differences = two_differences()
    do(admin, DIFFERENCES, "keep_as_it_was", differences)
    finding.refresh_from_db()
    assert finding.text == makers.TEXT
    assert not Difference.objects.open().exists()


def test_one_that_cannot_be_accepted_is_told_and_keeps_no_other_back(admin):
    finding, (text, theme) = two_differences()
    split(finding, len("Health visitors "), None)
    sent = {"action": "accept_them", "_selected_action": [text.pk, theme.pk]}
    told = [str(message) for message in admin.post(DIFFERENCES, sent, follow=True).context["messages"]]
    assert told[0] == "1 accepted."
    assert "was split, and these are the words of all its parts" in told[1]
    assert {one.pk: one.decision for one in Difference.objects.all()} == {text.pk: "open", theme.pk: "accepted"}


def test_a_number_that_another_finding_had_is_not_typed(admin):
    finding = makers.make_finding()
    finding.change(None, kind="priority action")
    other = makers.make_finding(finding.letter, number=5)
    page = enter(admin, reverse("admin:findings_finding_change", args=[other.pk]), number=1)
    assert "A1 was another finding’s number." in errors(page)
    other.refresh_from_db()
    assert other.number == 5
