"""Data for other programs: as described, narrowed, in pages, with tags; wrong requests told in plain words."""

import base64
import csv
import datetime as dt
import io

import jsonschema
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from actions.models import Contributor
from partnerships.models import Look, Membership, Partnership, Role
from reporting.api.rows import RESOURCES
from reporting.models import Token
from tests.access.world import make_everything
from tests.makers import (
    make_action,
    make_agency,
    make_assured,
    make_finding,
    make_letter,
    make_measure,
    make_officer,
    make_partnership,
    make_reading,
    make_statement,
    make_token,
    make_update,
    make_user,
    make_written,
)

pytestmark = pytest.mark.django_db
TODAY = dt.date(2018, 10, 12)
NAMES = [resource.name for resource in RESOURCES]


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_: TODAY)


@pytest.fixture
def letter():
    return make_letter()


@pytest.fixture
def viewer(letter):
    return make_user(Role.VIEWER, letter.partnership)


@pytest.fixture
def key(letter, viewer):
    return make_token(viewer, "Power BI", letter.partnership)[1]


@pytest.fixture
def ask(client, key):
    def ask(path, query=(), token=key, **headers):
        return client.get(f"/api/v1/{path}", dict(query), headers={"authorization": f"Bearer {token}", **headers})

    return ask


@pytest.fixture
def rows(ask):
    def rows(path, **query):
        answer = ask(path, query)
        assert answer.status_code == 200, answer.content
        return answer.json()["results"]

    return rows


def only(found):
    (one,) = found
    return one


def test_an_action_with_its_deadline_colour_and_people(letter, rows):
    police = make_agency(letter.partnership)
    finding = make_finding(letter, number=5, lead_agency=police)
    officer = make_officer(police, "Debbie Simpson")
    action = make_written(finding, target_date=dt.date(2018, 9, 1), lead_officer=officer, measure_of_success="Audit")
    action.change(None, target_date=dt.date(2018, 10, 1))
    ccg = make_agency(letter.partnership, "Dorset CCG", "health")
    Contributor(partnership=letter.partnership, action=action, agency=ccg).enter(None)
    told = only(rows("actions"))
    expected = {
        "id": action.pk,
        "partnership_id": letter.partnership_id,
        "area": "Dorset",
        "letter_id": letter.pk,
        "finding_id": finding.pk,
        "number": "A5.1",
        "text": "Train every officer in the use of the tool.",
        "status": "not started",
        "lead_agency": "Dorset Police",
        "lead_is_suggested": True,
        "lead_officer": "Debbie Simpson",
        "deputy": None,
        "contributing_agencies": ["Dorset CCG"],
        "target_date": "2018-10-01",
        "first_target_date": "2018-09-01",
        "slippage_in_days": 30,
        "deadline": "2018-10-01",
        "deadline_state": "overdue",
        "deadline_in_words": "11 days late",
        "brag": "red",
        "brag_in_words": "Red: off track or overdue",
        "declared": None,
        "measure_of_success": "Audit",
        "page": f"http://testserver/actions/{action.pk}/",
    }
    assert {name: told[name] for name in expected} == expected


def test_a_draft_has_no_colour_and_no_words(letter, rows):
    make_action(make_finding(letter))
    letter.change(None, statement_printed=dt.date(2019, 1, 1))
    told = only(rows("actions"))
    assert (told["status"], told["text"], told["brag"], told["brag_in_words"]) == ("draft", "", None, "")


def test_findings_letters_measures_statements_and_updates(letter, rows):
    finding = make_finding(letter, text="Leaders must listen.", stem="Leaders should:", kind="priority action")
    action = make_assured(finding)
    make_update(make_written(finding), text="Forty are trained.", declared="amber", next_step="Go on.")
    measure = make_measure(finding)
    make_reading(measure, dt.date(2018, 9, 1), 30)
    make_reading(measure, dt.date(2018, 8, 1), 25)
    make_statement(letter)
    told = only(rows("findings"))
    assert (told["number"], told["text"], told["lead_in"]) == ("P1", "Leaders must listen.", "Leaders should:")
    assert (told["state"], told["actions_open"], told["brag"]) == ("open", 1, "amber")
    told = only(rows("letters"))
    assert (told["letter_date"], told["statement_due"], told["statement_due_is"]) == (
        *("2018-07-09", "2018-10-16", "printed"),
    )
    assert (told["inspectorates"], told["before_publication"]) == (["Ofsted", "Care Quality Commission"], False)
    told = only(rows("updates"))
    assert (told["text"], told["declared"], told["action_number"]) == ("Forty are trained.", "amber", "P1.2")
    told = only(rows("measures"))
    assert [one["on"] for one in told["readings"]] == ["2018-08-01", "2018-09-01"]
    assert (told["baseline"], told["latest"], told["latest_on"]) == (25.0, 30.0, "2018-09-01")
    assert [one["value"] for one in rows("readings")] == [30.0, 25.0]
    told = only(rows("statements"))
    assert (told["due"], told["versions_sent"], told["agencies_asked"]) == ("2018-10-16", 0, 1)
    assert rows("timetable")[0]["name"] == "First draft"
    assert only(rows("agencies", partnership=letter.partnership_id))["name"] == "Dorset Police"
    assert action.pk in [one["id"] for one in rows("actions", status="assured")]


def test_each_documented_address_answers_as_its_description_says(ask):
    """Of a partnership with one of everything, lists and single rows; each row's every field is described."""
    keys = make_everything("Torbay")
    partnership = Partnership.objects.get(pk=keys["partnership"])
    _, key = make_token(make_user(Role.BUSINESS_MANAGER, partnership), "x", partnership)
    schema = ask("openapi.json", token=key).json()
    assert (schema["openapi"], schema["servers"]) == ("3.1.0", [{"url": "http://testserver"}])
    seen = 0
    for path, methods in schema["paths"].items():
        assert set(methods) == {"get"}, path
        described = methods["get"]["responses"]["200"]["content"]
        assert set(methods["get"]["responses"]) == {"200", "401", "404", "422", "429"}
        listed = path.removeprefix("/api/v1/").partition("/")[0].partition(".")[0]
        first = ask(listed, token=key).json()["results"][0]
        address = path.removeprefix("/api/v1/").replace("{id}", str(first["id"]))
        answer = ask(address, token=key)
        assert answer.status_code == 200, path
        if path.endswith(".csv"):
            assert set(described) == {"text/csv"}
            continue
        expected = {**described["application/json"]["schema"], "components": schema["components"]}
        jsonschema.Draft202012Validator(expected, format_checker=jsonschema.FormatChecker()).validate(answer.json())
        model = schema["components"]["schemas"][expected["$ref"].rpartition("/")[2]]
        assert set(model["properties"]) == set(answer.json()), path
        refused = jsonschema.Draft202012Validator(
            {
                **methods["get"]["responses"]["404"]["content"]["application/json"]["schema"],
                "components": schema["components"],
            }
        )
        refused.validate(ask("actions/999999", token=key).json())
        seen += 1
    assert seen == 2 * len(RESOURCES)


def test_what_is_described_needs_a_token_or_a_session(client, ask, viewer):
    assert client.get("/api/v1/openapi.json").status_code == 401
    assert ask("openapi.json").status_code == 200
    client.force_login(viewer)
    answer = client.get("/api/v1/openapi.json")
    assert answer.status_code == 200
    assert client.get("/api/v1/openapi.json", headers={"if-none-match": answer["ETag"]}).status_code == 304
    assert client.post("/api/v1/openapi.json").status_code == 405


def test_the_page_for_people_lists_every_table_and_needs_no_other_host(client, viewer):
    client.force_login(viewer)
    page = client.get("/api/v1/").content.decode()
    for resource in RESOURCES:
        assert f"http://testserver/api/v1/{resource.name}<" in page
        for name in (*resource.columns, *resource.narrowing.model_fields):
            assert f"<dt>{name}</dt>" in page
    assert (
        "//"
        not in page.replace("http://testserver", "")
        .replace("http://www.w3.org", "")
        .partition("<main")[2]
        .partition("</main")[0]
    )


def test_narrowed(letter, rows):
    police, ccg = make_agency(letter.partnership), make_agency(letter.partnership, "Dorset CCG", "health")
    late = make_written(make_finding(letter, lead_agency=police), target_date=dt.date(2018, 10, 1))
    other = make_letter(letter.partnership, letter_date=dt.date(2019, 1, 1))
    ahead = make_written(make_finding(other, lead_agency=ccg), target_date=dt.date(2019, 3, 1))
    done = make_assured(make_finding(letter, lead_agency=police), target_date=dt.date(2018, 10, 1))

    def found(**query):
        return {one["id"] for one in rows("actions", **query)}

    assert found() == {late.pk, ahead.pk, done.pk}
    assert found(overdue="true") == {late.pk}
    assert found(overdue="false") == {ahead.pk, done.pk}
    assert found(letter=other.pk) == {ahead.pk}
    assert found(agency=police.pk) == {late.pk, done.pk}
    assert found(agency=police.pk, status="assured") == {done.pk}
    assert found(finding=ahead.finding_id) == {ahead.pk}
    assert found(partnership=letter.partnership_id, status="draft") == set()
    assert {one["id"] for one in rows("findings", closed="false", letter=other.pk)} == {ahead.finding_id}


def test_changed_since(letter, rows, monkeypatch):
    action, other = (make_written(make_finding(letter)) for _ in range(2))
    later = timezone.now() + dt.timedelta(days=2)
    since = (later - dt.timedelta(days=1)).isoformat().replace("+00:00", "Z")
    assert rows("actions", changed_since=since) == []
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)
    other.change(None, text="Train all of them.")
    assert [one["id"] for one in rows("actions", changed_since=since)] == [other.pk]
    assert len(rows("actions", changed_since="2018-10-16")) == 2
    assert only(rows("actions", changed_since=since))["changed_at"] > since
    assert action.pk != other.pk


def test_pages_lead_from_one_to_the_next(letter, ask, client, key):
    for _ in range(5):
        make_written(make_finding(letter))
    address, seen, pages = "/api/v1/actions?limit=2&status=not+started", [], 0
    while address:
        answer = client.get(address, headers={"authorization": f"Bearer {key}"}).json()
        seen += [one["id"] for one in answer["results"]]
        assert (answer["count"], len(answer["results"]) <= 2) == (5, True)
        address, pages = answer["next"], pages + 1
    assert (len(set(seen)), pages, seen) == (5, 3, sorted(seen))


@pytest.mark.parametrize(
    ("query", "name", "said"),
    [
        ({"limit": "501"}, "limit", "Give a number up to 500."),
        ({"limit": "0"}, "limit", "Give a number from 1 on."),
        ({"limit": "many"}, "limit", "Give a whole number."),
        ({"after": "-1"}, "after", "Give a number from 0 on."),
        ({"after": "9" * 40}, "after", "Give a number up to 9223372036854775807."),
        ({"letter": "\0"}, "letter", "Give a whole number."),
        ({"letter": "9" * 5000}, "letter", "whole number"),
        ({"letter": ["1", "2"]}, "letter", "Give it once."),
        ({"status": "done"}, "status", "Give one of: 'draft', 'not started'"),
        ({"overdue": "perhaps"}, "overdue", "Give true or false."),
        ({"changed_since": "yesterday"}, "changed_since", "Give a day or a moment, such as 2018-10-16"),
        ({"changed_since": "0001-01-01"}, "changed_since", "Give a day from 2000 to 2100."),
        ({"changed_since": "9999-12-31T23:59:59Z"}, "changed_since", "Give a day from 2000 to 2100."),
        ({"changed_since": "9" * 30}, "changed_since", "Give a day"),
        ({"updated": "1"}, "updated", "There is no such parameter. There are: after, agency"),
    ],
)
def test_wrong_parameters_are_told(ask, query, name, said):
    answer = ask("actions", query)
    assert answer.status_code == 422, answer.content
    assert said in answer.json()["wrong"][name]
    assert f"{name}: " in answer.json()["detail"]


def test_one_row_and_a_flat_table_take_fewer_parameters(letter, ask):
    action = make_written(make_finding(letter))
    assert ask(f"actions/{action.pk}", {"status": "draft"}).status_code == 422
    assert ask("actions.csv", {"limit": "5"}).status_code == 422


def test_what_is_not_there_says_so(letter, ask):
    foreign = make_written(make_finding(make_letter(make_partnership("Torbay"))))
    for path in ("actions/0", "actions/999999", f"actions/{foreign.pk}", "actions/" + "9" * 30):
        answer = ask(path)
        assert (answer.status_code, answer.json()["detail"][:20]) == (404, "There is nothing at ")
    gone = ask("actions", {"letter": foreign.letter_id})
    missing = ask("actions", {"letter": 999999})
    assert gone.status_code == missing.status_code == 404
    assert gone.json()["detail"] == f"There is no letter {foreign.letter_id} that this token can see."
    for path in ("", "nothing", "actions/", "actions/x", "v2/actions", "actions.xml", "../admin"):
        answer = ask(path) if path else ask("nothing/")
        assert (answer.status_code, answer["Content-Type"]) == (404, "application/json"), path


def test_without_a_token_that_opens_it_says_what_to_do(client, letter, viewer, key):
    wrong = [
        *({}, {"authorization": "Bearer no-such-token"}, {"authorization": f"Token {key}"}, {"authorization": key}),
        *({"authorization": "Basic !!!"}, {"authorization": "Basic " + base64.b64encode(b"\xff\xfe").decode()}),
        *({"authorization": "Bearer "}, {"authorization": "Basic"}, {"authorization": "Bearer é\x00"}),
    ]
    told = set()
    for headers in wrong:
        answer = client.get("/api/v1/actions", headers=headers)
        assert answer.status_code == 401, headers
        assert answer["WWW-Authenticate"].startswith("Basic ")
        told.add(answer.json()["detail"])
    assert len(told) == 1
    assert told.pop().startswith("Send a token: as “Authorization: Bearer TOKEN”")


def test_a_session_opens_nothing_and_is_not_begun(client, ask, letter, viewer, key):
    make_written(make_finding(letter))
    client.force_login(viewer)
    for path in ("actions", "actions/1", "actions.csv", "letters"):
        assert client.get(f"/api/v1/{path}").status_code == 401
    client.logout()
    answer = client.get("/api/v1/actions", headers={"authorization": f"bearer {key}", "origin": "https://example.org"})
    assert answer.status_code == 200
    assert answer.cookies == {}
    assert not [name for name in answer.headers if name.lower().startswith("access-control")]


def test_the_token_s_person_counts_and_not_who_is_signed_in(client, letter, key):
    make_written(make_finding(letter))
    torbay = make_letter(make_partnership("Torbay"))
    torbay.partnership.change(None, data_api=True)
    make_written(make_finding(torbay))
    client.force_login(make_user(Role.BUSINESS_MANAGER, torbay.partnership))
    answer = client.get("/api/v1/actions", headers={"authorization": f"Bearer {key}"})
    assert [one["area"] for one in answer.json()["results"]] == ["Dorset"]


def test_as_the_password_of_any_name_as_excel_sends_it(client, letter, key):
    make_written(make_finding(letter))
    for name in ("", "kim", "kim@example.org"):
        sent = base64.b64encode(f"{name}:{key}".encode()).decode()
        assert client.get("/api/v1/actions.csv", headers={"authorization": f"Basic {sent}"}).status_code == 200


def test_it_can_be_read_and_not_changed(client, letter, key):
    headers = {"authorization": f"Bearer {key}"}
    for send in (client.post, client.put, client.patch, client.delete, client.options):
        for path in ("actions", "actions/1", "actions.csv"):
            answer = send(f"/api/v1/{path}", headers=headers)
            assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD")
            assert answer.json() == {"detail": "This can be read and not changed: use GET or HEAD."}
    answer = client.head("/api/v1/actions", headers=headers)
    assert (answer.status_code, answer.content) == (200, b"")
    assert not Look.objects.exists()


def test_nothing_leaves_until_it_is_turned_on(client, letter, viewer):
    make_written(make_finding(letter))
    _, key = make_token(viewer)
    headers = {"authorization": f"Bearer {key}"}
    for name in NAMES:
        assert client.get(f"/api/v1/{name}", headers=headers).json()["results"] == [], name
    assert client.get(f"/api/v1/letters/{letter.pk}", headers=headers).status_code == 404
    letter.partnership.change(None, data_api=True)
    assert client.get(f"/api/v1/letters/{letter.pk}", headers=headers).status_code == 200


def test_two_partnerships_of_which_one_lets_data_out(letter, viewer, rows):
    torbay = make_letter(make_partnership("Torbay"))
    Membership(partnership=torbay.partnership, user=viewer, role=Role.VIEWER).enter(None)
    assert [one["area"] for one in rows("letters")] == ["Dorset"]
    torbay.partnership.change(None, data_api=True)
    assert [one["area"] for one in rows("partnerships")] == ["Dorset", "Torbay"]
    assert [one["area"] for one in rows("letters", partnership=torbay.partnership_id)] == ["Torbay"]


def test_tags(letter, ask):
    action = make_written(make_finding(letter))
    for path in ("actions", f"actions/{action.pk}"):
        answer = ask(path)
        assert (answer["Cache-Control"], answer["Vary"]) == ("private, no-cache", "Authorization, Cookie")
        looks = Look.objects.count()
        again = ask(path, **{"if-none-match": answer["ETag"]})
        assert (again.status_code, again.content, Look.objects.count()) == (304, b"", looks)
    action.change(None, text="Train all of them.")
    assert ask("actions", **{"if-none-match": answer["ETag"]}).status_code == 200


def table(answer):
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_a_flat_table_holds_every_row(letter, ask):
    for number in range(3):
        make_written(make_finding(letter), text=f"=1+{number}", target_date=dt.date(2018, 10, 1))
    letter.partnership.change(None, marking="OFFICIAL")
    answer = ask("actions.csv", {"overdue": "true"})
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="OFFICIAL actions 2018-10-12.csv"'
    told = table(answer)
    assert [one["text"] for one in told] == ["'=1+0", "'=1+1", "'=1+2"]  # no formula
    assert (told[0]["deadline"], told[0]["lead_is_suggested"], told[0]["brag"]) == ("2018-10-01", "TRUE", "red")
    assert Look.objects.get().rows == 3


@pytest.mark.parametrize("resource", RESOURCES, ids=lambda one: one.name)
def test_each_flat_table_has_its_columns_and_the_list_s_rows(ask, resource):
    keys = make_everything("Torbay")
    partnership = Partnership.objects.get(pk=keys["partnership"])
    _, key = make_token(make_user(Role.BUSINESS_MANAGER, partnership), "x", partnership)
    told, listed = table(ask(f"{resource.name}.csv", token=key)), ask(resource.name, token=key).json()
    assert list(told[0]) == resource.columns
    assert [int(one["id"]) for one in told] == [one["id"] for one in listed["results"]]
    assert listed["marking"] == ["OFFICIAL-SENSITIVE"]
    assert all("{" not in value for one in told for value in one.values())


def test_who_took_how_much_is_noted(letter, viewer, ask):
    for _ in range(3):
        action = make_written(make_finding(letter))
    ask("actions", {"limit": "2"})
    ask(f"actions/{action.pk}")
    told = [(one.user, one.what, one.subject_name, one.rows, one.path) for one in Look.objects.order_by("pk")]
    assert told == [
        (viewer, "export", "API: actions", 2, "/api/v1/actions"),
        (viewer, "export", f"API, actions: {action}", None, f"/api/v1/actions/{action.pk}"),
    ]


def test_too_many_requests(client, ask, key, settings):
    settings.DATA_RATE_LIMITS = {"api": "2/m/key", "unknown": "2/m/ip"}
    assert [ask("letters").status_code for _ in range(3)] == [200, 200, 429]
    answer = ask("letters")
    assert (answer["Retry-After"], answer.json()["detail"]) == ("60", "Too many requests. Ask again in a minute.")
    assert [ask("letters", token="none").status_code for _ in range(3)] == [401, 401, 429]
    assert [ask("openapi.json", token="none").status_code] == [429]


def queries(ask, path):
    with CaptureQueriesContext(connection) as told:
        answer = ask(path)
        assert answer.status_code == 200
        b"".join(answer.streaming_content) if answer.streaming else answer.content
    return len(told)


def test_no_list_asks_more_of_a_larger_plan(letter, ask):
    def grow():
        finding = make_finding(letter)
        action = make_written(finding)
        agency = make_agency(letter.partnership, f"Trust {finding.number}", "health")
        Contributor(partnership=letter.partnership, action=action, agency=agency).enter(None)
        make_update(action)
        make_reading(make_measure(finding))

    grow()
    make_statement(letter)
    paths = [f"{name}{form}" for name in NAMES for form in ("", ".csv")]
    for path in paths:
        queries(ask, path)
    before = {path: queries(ask, path) for path in paths}
    for _ in range(6):
        grow()
    assert {path: queries(ask, path) for path in paths} == before
    assert max(before.values()) <= 7


def test_a_token_that_was_used_says_when(viewer, ask):
    ask("letters")
    used = Token.objects.get().last_used_at
    assert used is not None
    ask("letters")
    assert Token.objects.get().last_used_at == used  # once a minute
