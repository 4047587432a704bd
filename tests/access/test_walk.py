"""Every address of the site × every kind of person × GET and POST, held against one table of who may."""

from contextlib import contextmanager

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib import admin
from django.core.cache import cache
from django.db import connection, transaction
from django.urls import URLPattern, get_resolver, reverse

from partnerships.models import Partnership, Role
from tests.access.by_key import BY_KEY
from tests.access.table import SEES, TABLE
from tests.access.unpacked import words_of
from tests.access.world import (
    ADMINISTRATOR,
    ANONYMOUS,
    INSIDE,
    OUTSIDER,
    OWN,
    SECRET,
    WHO,
    make_everything,
    make_person,
)
from tests.headers import check as check_headers
from tests.rows_once import rows_once

pytestmark = pytest.mark.django_db
SIGN_IN = "/accounts/sign-in/"
FEW = ("business manager", "viewer", OUTSIDER)
SQLITE = settings.DATABASES["default"]["ENGINE"].endswith("sqlite3")
WALKERS = WHO if SQLITE else FEW  # rights are Python's: on the second database a few show that its queries hold
INSIDERS = sorted(INSIDE & set(WALKERS))
NOTED = ('"django_session"', '"partnerships_look"')
STATE = [m for m in apps.get_models() if m._meta.label_lower not in ("sessions.session", "partnerships.look")]


world = rows_once(lambda: (make_everything("Dorset", OWN), make_everything("Torbay", SECRET)))


@pytest.fixture(autouse=True)
def _no_tries():
    cache.clear()  # tries are counted there, and each test's people have the same keys


def everyone_in(world, who):
    return make_person(who, *(Partnership.objects.get(pk=keys["partnership"]) for keys in world))


def signed_in(client, world, who):
    person = everyone_in(world, who)
    if who != ANONYMOUS:
        client.force_login(person)
    client.raise_request_exception = True
    return client


def address(name, keys):
    """The address of `name` for the records of `keys`; an argument that begins with ' stands for itself."""
    args = [one[1:] if one.startswith("'") else keys[one] for one in TABLE[name].args]
    return reverse(name, args=args)


@contextmanager
def undone():
    """What happens inside is seen, and then gone."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def send(client, method, url, data=()):
    """The answer and its text; afterwards nothing has happened, signing out included."""
    cookies = client.cookies.copy()
    with undone():
        answer = getattr(client, method)(url, dict(data))
        client.cookies = cookies
        return answer, text_of(answer)


@contextmanager
def written():
    """The rows that are written meanwhile, but for the session and who looked, as SQL."""
    found = []

    def note(execute, sql, params, many, context):
        if sql.startswith(("INSERT", "UPDATE", "DELETE")) and not any(table in sql for table in NOTED):
            found.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield found


def text_of(answer):
    return words_of(b"".join(answer.streaming_content) if answer.streaming else answer.content)


def verdict(answer):
    """`sign in`, `404`, `403`, `405` or `may`."""
    if answer.status_code == 302 and answer.url.startswith((SIGN_IN, "/admin/login/")):
        return "sign in"
    return "may" if answer.status_code < 400 else str(answer.status_code)


def expected(row, method, who):
    allowed = getattr(row, method)
    if who in (allowed or ()):
        return {"may"}
    if who == ANONYMOUS and who not in (row.get or ()):
        return {"sign in"}
    if allowed is None:
        return {"405"}
    if row.own:
        return {"404"}
    return {"403"} if who in SEES else {"404"}


def test_every_address_is_in_the_table():
    def names(patterns):
        for one in patterns:
            if isinstance(one, URLPattern):
                yield one.name
            elif one.namespace != "admin":
                yield from names(one.url_patterns)

    found = list(names(get_resolver().url_patterns))
    assert None not in found
    assert set(found) == {*TABLE, *BY_KEY}


def secrets(who):
    """The words that no page, file or message says to this person: of a partnership in which they have no part."""
    if who == ADMINISTRATOR:
        return ()
    of_torbay = () if who == OUTSIDER else (SECRET, "Torbay")
    return of_torbay if who in INSIDE else (*of_torbay, OWN)


PACKED = [name for name in TABLE if name.endswith(("_excel", "_excel_full", "_word", "_pdf"))]


@pytest.mark.parametrize("name", PACKED)
def test_a_secret_in_a_packed_file_is_seen(client, world, name):
    """Whoever may read the file finds its word there, so that the walk can fail."""
    signed_in(client, world, Role.BUSINESS_MANAGER)
    assert OWN in send(client, "get", address(name, world[0]))[1]


@pytest.mark.parametrize("who", WALKERS)
def test_who_may_open_and_send(client, world, who):
    signed_in(client, world, who)
    told, writing = {}, set()
    for name, row in TABLE.items():
        for method in ("get", "post"):
            with written() as changes:
                answer, text = send(client, method, address(name, world[0]), row.also)
            check_headers(answer, (name, method))
            writing |= {(name, method)} if changes else set()
            if verdict(answer) not in expected(row, method, who):
                told[name, method] = (answer.status_code, expected(row, method, who))
            if any(secret in text for secret in secrets(who)):
                told[name, method] = "leaks"
    assert told == {}
    assert {name for name, method in writing if method == "get"} == set()
    assert who != Role.BUSINESS_MANAGER or len(writing) > 10  # what is sent does write


@pytest.mark.parametrize("who", INSIDERS)
def test_nothing_of_another_partnership_is_there(client, world, who):
    """Its records are 404 in a path, alone and mixed with one's own."""
    signed_in(client, world, who)
    own, other = world
    told = {}
    for name, row in TABLE.items():
        for method in ("get", "post"):
            for foreign in row.args if getattr(row, method) is not None else ():
                if foreign.startswith("'"):
                    continue
                answer, text = send(client, method, address(name, {**own, foreign: other[foreign]}), row.also)
                if answer.status_code != 404 or SECRET in text or "Torbay" in text:
                    told[name, method, foreign] = answer.status_code
    assert told == {}


def foreign_value(name, control, other):
    """What a filter may be asked for: a key of the other partnership, or a word that stands in its findings too."""
    kinds = {"area": "partnership", "lead": "agency", "who": "officer"}
    return other.get(kinds.get(name, name), other["agency"]) if hasattr(control, "choices") else "Leaders"


@pytest.mark.parametrize("who", INSIDERS)
def test_filters_know_nothing_of_another_partnership(client, world, who):
    """One that is asked for a foreign key says nothing of it."""
    signed_in(client, world, who)
    own, other = world
    for name, row in TABLE.items():
        if who in (row.get or ()):
            page, _ = send(client, "get", address(name, own), row.also)
            if narrowed := (page.context or {}).get("filter"):
                filters_say_nothing(client, address(name, own), narrowed.form, other)


def filters_say_nothing(client, url, form, other):
    for field, control in form.fields.items():
        _, text = send(client, "get", url, {form.add_prefix(field): foreign_value(field, control, other)})
        assert SECRET not in text, (url, field)
        assert "Torbay" not in text, (url, field)


@pytest.mark.parametrize("who", WHO)
def test_actions_named_in_a_query_or_a_body(client, world, who):
    signed_in(client, world, who)
    own, other = world
    url = reverse("change_actions")
    for method in ("get", "post"):
        mine, _ = send(client, method, url, {"action": own["action"]})
        both, text = send(client, method, url, {"action": [own["action"], other["action"]]})
        if who in ("business manager", ADMINISTRATOR):
            assert verdict(mine) == "may"
        else:
            assert verdict(mine) == ("sign in" if who == ANONYMOUS else "403" if who in INSIDE else "404")
        if who not in (ANONYMOUS, ADMINISTRATOR):
            assert both.status_code == 404
            assert SECRET not in text


def rows():
    return {model._meta.label: list(model._base_manager.order_by("pk").values()) for model in STATE}


@pytest.mark.parametrize("who", ["business manager", ADMINISTRATOR])
def test_looking_changes_nothing(client, world, who):
    signed_in(client, world, who)
    before = rows()
    addresses = [address(name, world[0]) for name in TABLE]
    addresses += [reverse(f"admin:{name}", kwargs=keys) for name, keys in admin_addresses()]
    for url in addresses:
        answer = client.get(url)
        b"".join(answer.streaming_content) if answer.streaming else answer.content
    assert rows() == before


def admin_addresses():
    for one in admin.site.get_urls():
        patterns = [one] if isinstance(one, URLPattern) else one.url_patterns
        for pattern in patterns:
            if pattern.name not in (None, "login", "logout"):  # these two lead to the one sign-in
                keys = dict.fromkeys(pattern.pattern.converters or _groups(pattern), "1")
                yield pattern.name, {**keys, "app_label": "actions"} if "app_label" in keys else keys


def _groups(pattern):
    regex = getattr(pattern.pattern, "regex", None)
    return regex.groupindex if regex else ()


@pytest.mark.parametrize("who", [one for one in WALKERS if one != ADMINISTRATOR])
def test_admin_is_for_administrators(client, world, who):
    """No role counts there, so the likeliest three try every address and the others every seventh."""
    signed_in(client, world, who)
    every = who in (ANONYMOUS, OUTSIDER, Role.BUSINESS_MANAGER)
    for name, kwargs in list(admin_addresses())[:: 1 if every else 7]:
        url = reverse(f"admin:{name}", kwargs=kwargs)
        for method in ("get", "post"):
            answer, text = send(client, method, url)
            assert verdict(answer) == ("sign in" if who == ANONYMOUS else "403"), (url, method)
            assert SECRET not in text
