"""Letters imported in the browser: seen beside what was read, corrected, and then brought in once."""

import datetime as dt
import re
from dataclasses import replace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings

from actions.models import Action
from actions.planning import import_letter
from findings.models import Difference, Finding, Letter, LetterFile
from findings.models.findings import Kind
from findings.splitting import split
from partnerships.models import Event, Membership, Partnership, Role
from tests.makers import make_administrator, make_partnership, make_user
from tests.papers.pdf import pdf_of
from tests.papers.seeds import blocks, seed
from tests.readings import a_letter

UPLOAD = "/letters/import/"
WILTSHIRE = seed("004").encode()
PDF = pdf_of(blocks(seed("004")))


@pytest.fixture(autouse=True)
def files(tmp_path):
    with override_settings(MEDIA_ROOT=tmp_path):
        yield tmp_path


@pytest.fixture
def partnership():
    return make_partnership("Wiltshire")


@pytest.fixture
def manager(client, partnership):
    user = make_user(partnership=partnership, name="Kim Jones")
    client.force_login(user)
    return user


def upload(client, *files, **more):
    return client.post(UPLOAD, {"letters": [SimpleUploadedFile(name, data) for name, data in files], **more})


def look(client, data=WILTSHIRE, name="wiltshire.txt"):
    """The address of the page on one uploaded file, and what the page shows."""
    address = upload(client, (name, data)).url
    return address, client.get(address)


def sent(page, **changes):
    """What the page's form sends when a person changes no more than this."""
    form = page.context["form"]
    told = {"added": str(len(form.added)), "added-person": str(len(form.added_people))}
    for one in form.forms:
        for field in one:
            value = field.value()
            if value not in (None, False):
                told[field.html_name] = f"{value:%d/%m/%Y}" if hasattr(value, "year") else value
    if page.context["prepared"].status == "created":
        told["published"] = "yes"
    return {name: value for name, value in {**told, **changes}.items() if value is not None}


def counts():
    return [model.objects.count() for model in (Partnership, Letter, Finding, Action, Event, LetterFile)]


def test_letter_is_seen_before_anything_is_kept(client, manager):
    before = counts()
    _, page = look(client)
    words = " ".join(page.content.decode().split())
    assert "9 findings, 9 draft actions" in words
    assert "statement due 27 March 2017" in words
    assert "Suggested lead: Wiltshire" in words
    assert counts() == before


def test_one_button_imports_it(client, manager):
    address, page = look(client)
    answer = client.post(address, sent(page), follow=True)
    letter = Letter.objects.get()
    assert answer.redirect_chain[-1][0] == f"/letters/{letter.pk}/"
    assert "9 findings, each with a draft action" in answer.content.decode()
    assert (letter.findings.count(), letter.actions.count(), letter.files.count()) == (9, 9, 1)
    assert {event.actor for event in Event.objects.about(letter)} == {manager}
    assert [event.verb for event in Event.objects.about(letter)] == ["imported"]


def test_whether_it_is_published_is_asked_and_never_guessed(client, manager):
    address, page = look(client)
    assert page.context["form"].facts["published"].value() is None
    answer = client.post(address, sent(page, published=None))
    assert "Say whether the letter is published." in answer.content.decode()
    assert Letter.objects.count() == 0


def test_only_agencies_that_it_makes_are_counted(client, manager, partnership):
    _, page = look(client)
    new = page.context["prepared"].new_agencies
    assert new == len(page.context["prepared"].agencies) > 1
    assert f", {new} new agencies, statement due" in " ".join(page.content.decode().split())
    other = replace(a_letter(), area="Wiltshire")
    import_letter("other.txt", b"other", other, None)
    there = partnership.agencies.count()
    _, page = look(client)
    prepared = page.context["prepared"]
    assert prepared.new_agencies == len(prepared.agencies) - there


def test_a_letter_that_is_held_by_its_dates_is_compared_first(client, manager):
    address, page = look(client)
    client.post(address, sent(page))
    held = Letter.objects.get()
    address, page = look(client, WILTSHIRE.replace(b"16 December 2016", b"17 December 2016", 1), "other.txt")
    assert f'href="/letters/{held.pk}/"' in page.content.decode()
    answer = client.post(address, sent(page))
    assert "Compare the letters, then say that it is another letter." in answer.content.decode()
    assert Letter.objects.count() == 1
    client.post(address, sent(page, another_letter="on"))
    assert Letter.objects.count() == 2


def test_second_click_imports_nothing_more(client, manager):
    address, page = look(client)
    form = sent(page)
    client.post(address, form)
    before = counts()
    answer = client.post(address, form, follow=True)
    assert "It is kept once." in answer.content.decode()
    assert counts() == before


def test_someone_else_importing_it_meanwhile_is_told(client, manager, partnership):
    address, page = look(client)
    other = Client()
    other.force_login(make_user(partnership=partnership))
    theirs, seen = look(other)
    other.post(theirs, sent(seen))
    before = counts()
    answer = client.post(address, sent(page), follow=True)
    assert "This file was imported before" in answer.content.decode()
    assert counts() == before


def test_corrections_are_the_person_s_and_what_was_read_is_kept(client, manager):
    address, page = look(client)
    second = page.context["form"].findings[1]
    form = sent(
        page,
        **{
            "letter_date": "17 December 2016",
            "statement_to": "joint@ofsted.gov.uk",
            "finding-0-text": "As the letter really says.",
            "finding-2-kind": Kind.PRIORITY_ACTION,
            "finding-3-left_out": "on",
            "finding-4-lead": second["lead"].field.choices[-1][0],
        },
    )
    client.post(address, form)
    letter = Letter.objects.get()
    assert f"{letter.letter_date:%-d %B %Y}" == "17 December 2016"
    assert (letter.as_read["letter_date"], letter.statement_to) == ("2016-12-16", "joint@ofsted.gov.uk")
    codes = [finding.code for finding in letter.findings.in_order()]
    assert codes == ["P1", *(f"A{number}" for number in range(1, 8))]
    first = letter.findings.get(kind=Kind.IMPROVEMENT, number=1)
    assert first.text == "As the letter really says." != first.as_read["text"]
    assert letter.findings.get(kind=Kind.PRIORITY_ACTION).as_read["kind"] == Kind.IMPROVEMENT
    assert len(letter.left_out) == 1
    assert letter.actions.count() == 8
    said = Event.objects.filter(verb="corrected when imported")
    assert {event.actor for event in said} == {manager}
    chosen = letter.findings.filter(lead_confirmed_by=manager).get()
    assert chosen.lead_agency.name == form["finding-4-lead"] == chosen.actions.get().lead_agency.name


def test_finding_that_was_not_read_is_added(client, manager):
    address, page = look(client)
    page = client.post(address, {**sent(page), "another": "finding"})
    assert Letter.objects.count() == 0
    assert re.search(r'<textarea name="added-0-text"[^>]* autofocus', page.content.decode())
    assert 'formaction="#id_added-1-text"' in page.content.decode()
    form = sent(page, **{"added-0-text": "Nobody read this one.", "added-0-kind": Kind.IMPROVEMENT})
    client.post(address, form)
    added = Finding.objects.get(number=10)
    assert (added.text, added.as_read, added.actions.count()) == ("Nobody read this one.", {}, 1)


def test_fields_that_were_never_shown_are_no_error(client, manager):
    address, page = look(client)
    client.post(address, sent(page, **{"added": "3", "added-person": "7"}))
    letter = Letter.objects.get()
    assert (letter.findings.count(), letter.addressees.count()) == (9, len(page.context["form"].people))


def test_people_and_what_is_printed_of_the_statement_are_corrected(client, manager):
    address, page = look(client)
    people = [one.initial for one in page.context["form"].people]
    first = people[0]
    page = client.post(address, {**sent(page), "another": "person"})
    form = sent(
        page,
        **{
            "theme": "Neglect",
            "principal_authority": "Wiltshire County Council",
            "sender": "The chair",
            "person-0-organisation": "Wiltshire Council",
            "person-0-sector": "local authority",
            "person-1-left_out": "on",
            "added-person-0-name": "Ann Other",
            "added-person-0-role": "Independent chair",
            "added-person-0-organisation": "Wiltshire LSCB",
            "added-person-0-sector": "safeguarding board",
        },
    )
    client.post(address, form)
    letter = Letter.objects.get()
    printed = (letter.theme, letter.principal_authority, letter.sender)
    assert printed == ("Neglect", "Wiltshire County Council", "The chair")
    assert letter.as_read["theme"] != "Neglect"
    listed = list(letter.addressees.all())
    assert [one.name for one in listed] == [first["name"], *(one["name"] for one in people[2:]), "Ann Other"]
    assert (listed[0].organisation, listed[0].agency.name) == ("Wiltshire Council",) * 2
    assert listed[0].as_read.endswith(first["organisation"])
    assert Event.objects.about(listed[0]).latest("sequence").verb == "corrected when imported"
    assert (listed[-1].officer.never_owner, listed[-1].as_read) == (True, "")
    assert people[1]["name"] in letter.left_out[0]["text"]
    assert not letter.partnership.officers.filter(name=people[1]["name"]).exists()


def test_a_body_that_was_misread_becomes_no_agency_and_leads_under_its_right_name(client, manager):
    misread = WILTSHIRE.replace(b"Wiltshire County", b"Wiltshyre County")
    address, page = look(client, misread)
    form = page.context["form"]
    wrong = [at for at, one in enumerate(form.people) if "Wiltshyre" in one.initial["organisation"]]
    right = {f"person-{at}-organisation": "Wiltshire County Council" for at in wrong}
    chosen = {"finding-0-lead": form.people[wrong[0]].initial["organisation"]} if wrong else {}
    client.post(address, sent(page, **right, **chosen))
    letter = Letter.objects.get()
    assert wrong
    assert not letter.partnership.agencies.filter(name__contains="Wiltshyre").exists()
    assert letter.findings.get(kind=Kind.IMPROVEMENT, number=1).lead_agency.name == "Wiltshire County Council"


def test_a_lead_that_is_left_alone_stays_a_suggestion(client, manager):
    address, page = look(client)
    client.post(address, sent(page))
    assert not Finding.objects.exclude(lead_confirmed_at=None).exists()


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("letter_date", "soon", "Letter date: write a day, a month and a year"),
        ("statement_printed", "1 January 1817", "Statement due, as printed: choose a date from 2000"),
        ("inspected_to", "1 January 2016", "choose a day on or after the first day of the inspection"),
        ("statement_to", "ofsted", "give a whole e-mail address"),
        ("finding-0-text", "", "Area for improvement 1: write its words, or leave it out."),
        ("finding-0-text", "x" * 10_001, "Area for improvement 1: write up to 10,000 characters."),
        ("finding-0-lead", "Somebody", "Select a valid choice"),
        ("person-0-name", "", "give the name, or leave them out."),
        ("person-0-name", "x" * 301, "Name: write up to 300 characters."),
        ("person-0-sector", "circus", "Select a valid choice"),
        ("sender", "x" * 1001, "Who sends it, as printed: write up to 1,000 characters."),
    ],
)
def test_wrong_correction_is_told_and_keeps_what_was_typed(client, manager, field, typed, words):
    address, page = look(client)
    answer = client.post(address, sent(page, **{field: typed}))
    assert words in answer.content.decode()
    assert "There is a problem" in answer.content.decode()
    assert Letter.objects.count() == 0


def test_letter_to_another_partnership_is_refused_in_the_same_words_whether_it_is_here_or_not(client, manager):
    def refusal(name):
        page = upload(client, (name, seed("003").encode())).content.decode()
        return re.search(r"lincolnshire.txt: (This is a letter to Lincolnshire.*?)<", page)[1]

    unknown = refusal("lincolnshire.txt")
    assert "Give it to the business manager of Lincolnshire’s partnership." in unknown
    other = make_user(partnership=make_partnership("Lincolnshire"))
    theirs = Client()
    theirs.force_login(other)
    address, page = look(theirs, seed("003").encode())
    theirs.post(address, sent(page))
    assert Letter.objects.get().partnership.area == "Lincolnshire"
    before = counts()
    assert refusal("lincolnshire.txt") == unknown
    assert counts() == before


BAD = {
    "empty.txt": (b"", "The file is empty."),
    "picture.pdf": (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "This is a picture"),
    "recipe.txt": (b"Take two eggs.\nWhisk them.\n", "This is no letter about a joint targeted area inspection"),
}


@pytest.mark.parametrize("name", BAD)
def test_file_that_is_no_letter_keeps_the_form_with_the_line_that_says_why(client, manager, name):
    page = upload(client, (name, BAD[name][0]))
    assert page.status_code == 200
    assert f"{name}: {BAD[name][1]}" in page.content.decode()
    assert page.context["form"].errors


def test_several_files_are_looked_at_one_by_one(client, manager, files):
    answer = upload(client, ("one.txt", WILTSHIRE), ("empty.txt", b""), ("two.txt", WILTSHIRE + b"\n"))
    listed = client.get(answer.url).content.decode()
    assert listed.count("Look at it") == 2
    assert "The file is empty." in listed
    first = f"{answer.url}0/"
    done = client.post(first, sent(client.get(first)), follow=True).content.decode()
    assert "Imported" in done
    copy = client.get(f"{answer.url}2/")
    assert "It says the same." in copy.content.decode()
    client.post(f"{answer.url}2/", {})
    assert (Letter.objects.count(), LetterFile.objects.count()) == (1, 2)
    client.post(f"{answer.url}forget/")
    assert not any((files / "waiting").iterdir())


def test_pages_of_a_pdf_are_pictures_for_the_session_that_uploaded_it(client, manager, partnership):
    address, page = look(client, PDF, "wiltshire.pdf")
    pictures = re.findall(r'<img[^>]*src="([^"]+)"', page.content.decode())
    assert pictures
    answer = client.get(pictures[0])
    assert answer["Content-Type"] == "image/png"
    assert answer.content.startswith(b"\x89PNG")
    colleague = Client()
    colleague.force_login(make_user(partnership=partnership))
    assert colleague.get(pictures[0]).url == UPLOAD
    assert "no longer wait" in colleague.get(address, follow=True).content.decode()


@pytest.mark.parametrize("role", [role for role in Role if role != Role.BUSINESS_MANAGER])
def test_only_who_may_import_gets_there(client, partnership, role):
    client.force_login(make_user(role, partnership))
    assert client.get(UPLOAD).status_code == 403
    assert upload(client, ("wiltshire.txt", WILTSHIRE)).status_code == 403
    assert 'href="/letters/import/"' not in client.get("/letters/").content.decode()


def test_role_that_ended_since_the_upload_imports_nothing(client, partnership, manager):
    address, page = look(client)
    form = sent(page)
    Membership(partnership=make_partnership("Dorset"), user=manager, role=Role.BUSINESS_MANAGER).enter(None)
    make_user(partnership=partnership)  # the manager who stays
    manager.memberships.get(partnership=partnership).change(None, expires_on=dt.date(2020, 1, 1))
    assert client.post(address, form).status_code == 403
    assert Letter.objects.count() == 0


def test_administrator_makes_a_partnership_by_importing_or_says_whose_it_is(client):
    dorset = make_partnership("Dorset")
    client.force_login(make_administrator())
    address, page = look(client)
    assert "Wiltshire safeguarding partnership" in page.content.decode()
    asked = client.post(address, {"whose": "ask"})
    assert "Whose letter is it?" in asked.content.decode()
    assert "not both" in client.post(address, {"whose": "yes"}).content.decode()
    page = client.post(address, {"whose": "yes", "whose-partnership": dorset.pk}, follow=True)
    client.post(address, sent(page))
    assert Letter.objects.get().partnership == dorset
    assert not Partnership.objects.of_area("Wiltshire").exists()


def test_a_copy_asks_for_each_difference(client, partnership, manager):
    address, page = look(client)
    client.post(address, sent(page))
    changed = WILTSHIRE.replace(b"27 March 2017", b"28 March 2017").replace(b"ProtectionOfChildren", b"JTAI")
    address, page = look(client, changed, "again.txt")
    differences = page.context["prepared"].differences
    assert len(differences) == 2
    keys = {one["about"].split()[1]: one["key"] for one in differences}
    client.post(address, {keys["due,"]: "accept", keys["goes"]: "keep"})
    letter = Letter.objects.get()
    assert f"{letter.statement_printed:%-d %B %Y}" == "28 March 2017"
    assert letter.statement_to.startswith("ProtectionOfChildren")
    assert not Difference.objects.open().exists()


def test_what_is_left_is_decided_on_the_letter_s_page(client, manager):
    address, page = look(client)
    client.post(address, sent(page))
    address, _ = look(client, WILTSHIRE.replace(b"27 March 2017", b"28 March 2017"), "again.txt")
    answer = client.post(address, {}, follow=True)
    assert "1 difference left to decide" in answer.content.decode()
    assert Difference.objects.open().count() == 1


def test_letter_that_is_held_back_is_told_only_to_who_has_it_in_hand(client, partnership, manager):
    address, page = look(client)
    client.post(address, sent(page, published="no"))
    letter = Letter.objects.get()
    assert letter.embargoed
    assert Letter.objects.visible_to(manager).exists()
    colleague = Client()
    colleague.force_login(make_user(partnership=partnership))
    assert "There are no letters yet" in colleague.get("/letters/").content.decode()
    for data in (WILTSHIRE, WILTSHIRE + b"\n"):
        page = upload(colleague, ("mine.txt", data)).content.decode()
        assert "held already, before its publication. Ask Kim Jones to name you as a reader" in page
    colleague_page = " ".join(colleague.get(f"/partnerships/{partnership.pk}/").content.decode().split())
    assert "27 March 2017" not in colleague_page


def test_letter_that_is_held_back_after_the_upload_tells_nothing_of_its_plan(client, partnership, manager):
    address, page = look(client)
    client.post(address, sent(page))
    address, page = look(client, WILTSHIRE + b"\n", "again.txt")
    assert page.status_code == 200
    Letter.objects.get().hold_back(make_user(partnership=partnership))
    assert client.get(address).status_code == 404
    assert client.post(address, {}).status_code == 404


def test_published_copy_opens_the_letter_to_everyone(client, partnership, manager):
    address, page = look(client)
    client.post(address, sent(page, published="no"))
    address, page = look(client, WILTSHIRE.replace(b"27 March 2017", b"28 March 2017"), "published.txt")
    assert "choose today or an earlier day" in client.post(address, {"published_on": "1 January 2099"}).content.decode()
    client.post(address, {"published_on": "20 December 2016"})
    letter = Letter.objects.get()
    assert (letter.embargoed, f"{letter.published_on:%-d %B %Y}") == (False, "20 December 2016")
    assert Letter.objects.visible_to(make_user(Role.VIEWER, partnership)).exists()


def test_events_of_agencies_that_it_names_are_hidden_with_it(client, partnership, manager):
    address, page = look(client)
    client.post(address, sent(page, published="no"))
    named = Event.objects.filter(verb="named in a letter")
    assert named.exists()
    assert not named.visible_to(make_user(partnership=partnership)).exists()


def test_page_costs_the_same_whatever_was_read(client, manager, django_assert_max_num_queries):
    address, _ = look(client)
    with django_assert_max_num_queries(10):
        client.get(address)


def test_command_and_browser_make_the_same_plan(client, manager):
    address, page = look(client)
    client.post(address, sent(page))
    told = ("kind", "number", "text", "stem", "lead_agency__name", "because", "page", "as_read")
    mine = list(Finding.objects.in_order().values(*told))
    read = page.context["prepared"].letter_read
    elsewhere = a_letter(area="Elsewhere", findings=read.findings, addressees=read.addressees)
    other = import_letter("other.txt", b"other", elsewhere, None)
    theirs = list(other.letter.findings.in_order().values(*told))
    assert [{**row, "lead_agency__name": ""} for row in mine] == [{**row, "lead_agency__name": ""} for row in theirs]


def test_a_copy_shows_each_difference_beside_its_page_and_no_other_page(client, manager):
    paper = blocks(seed("004"))
    address, page = look(client, pdf_of(paper), "first.pdf")
    client.post(address, sent(page))
    last = max(at for at, block in enumerate(paper) if block.kind == "bullet")
    paper[last] = replace(paper[last], text=f"{paper[last].text} The board should see to it every month.")
    address, page = look(client, pdf_of(paper), "second.pdf")
    (item,) = page.context["items"]
    text = page.content.decode()
    assert item.page == Finding.objects.in_order().last().page > 1
    assert f'href="#difference-{item.difference["key"]}"' in text
    assert re.findall(r"Page (\d+) of the letter, as a picture", text) == [str(item.page)]
    assert re.search(r"<ins>.*The board should see to it every month\..*</ins>", text)
    assert "<del>" not in text
    assert "The whole text of both" in text
    assert text.index("Area for improvement 9: text</h2>") < text.index("<ins>")


def test_what_changed_is_marked_on_the_letter_s_page_too(client, manager):
    address, page = look(client)
    client.post(address, sent(page))
    finding = Finding.objects.in_order().last()
    changed = WILTSHIRE.decode().replace(" ".join(finding.text.split()[:3]), "Nobody can say how", 1)
    address, _ = look(client, changed.encode(), "again.txt")
    answer = client.post(address, {}, follow=True).content.decode()
    assert re.search(r"<del>.*</del> <ins>.*Nobody can say how.*</ins>", answer)


@pytest.mark.parametrize("page", ["0", "41", "9" * 300, "9" * 3000])
def test_a_page_that_cannot_be_has_no_picture(client, manager, page):
    address, _ = look(client, PDF, "wiltshire.pdf")
    assert client.get(f"{address}page-{page}.png").status_code in (302, 404)


@pytest.mark.parametrize("number", ["7", "9" * 30, "9" * 3000])
def test_a_file_that_cannot_be_is_told_so(client, manager, number):
    address, _ = look(client)
    answer = client.get(f"{address[:-2]}{number}/")
    assert answer.status_code in (302, 404)


def test_accepting_what_a_split_finding_says_otherwise_is_told_and_the_copy_kept(client, manager):
    address, page = look(client)
    client.post(address, sent(page))
    finding = Finding.objects.in_order().last()
    words = finding.text.split()
    split(finding, len(" ".join(words[:3])) + 1, manager)
    changed = WILTSHIRE.decode().replace(" ".join(words[-4:]), "when they meet every child.", 1)
    address, page = look(client, changed.encode(), "again.txt")
    (one,) = page.context["prepared"].differences
    answer = client.post(address, {one["key"]: "accept"}, follow=True).content.decode()
    assert "1 difference left to decide" in answer
    assert "was split, and these are the words of all its parts" in answer
    assert (LetterFile.objects.count(), Difference.objects.open().count()) == (2, 1)


def test_a_file_that_went_while_it_was_sent_is_no_error(client, manager, files):
    address, page = look(client)
    form = sent(page)
    for path in (files / "waiting").rglob("0*"):
        path.unlink()
    answer = client.post(address, form, follow=True).content.decode()
    assert "It no longer waits." in answer
    assert Letter.objects.count() == 0
