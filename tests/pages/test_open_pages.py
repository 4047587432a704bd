"""Everything is closed by default: what opens without signing in is the short list, and nothing else."""

from django.test import Client
from django.urls import NoReverseMatch, URLResolver, get_resolver, reverse

from partnerships.signing_in.closed import OPEN_PAGES

SAMPLES = {
    "uidb36": "1",
    "key": "abc-def",
    "provider_id": "none",
    "app_label": "actions",
}  # every other argument takes a number


def named_pages(resolver=None, space=""):
    """The name of each address that the resolver knows, with its arguments."""
    for one in (resolver or get_resolver()).url_patterns:
        if isinstance(one, URLResolver):
            yield from named_pages(one, f"{space}{one.namespace}:" if one.namespace else space)
        else:
            yield f"{space}{one.name}", one


def address(name, pattern):
    arguments = list(pattern.pattern.regex.groupindex)
    try:
        return reverse(name, kwargs={each: SAMPLES.get(each, 1) for each in arguments})
    except NoReverseMatch:
        return reverse(name, args=[1] * pattern.pattern.regex.groups)


def is_closed(answer):
    return answer.status_code == 302 and answer.url.startswith("/accounts/sign-in/?next=")


def test_the_list_of_open_pages_is_what_the_resolver_answers(client):
    pages = {name: pattern for name, pattern in named_pages() if not name.endswith(":None")}
    assert len(pages) > 60
    opened = set()
    for name, pattern in pages.items():
        where = address(name, pattern)
        if not all(is_closed(ask(where)) for ask in (client.get, client.post)):
            opened.add(name)
    assert opened == set(OPEN_PAGES)


def test_addresses_without_a_name_are_closed(client):
    for path in ("/admin/nothing/here/", "/admin/partnerships/user/1/nothing/", "/admin/r/1/1/"):
        assert is_closed(client.get(path)), path


def test_what_is_not_there_says_nothing_but_that(client):
    for path in ("/nothing/", "/favicon.ico", "/static/nothing.css", "/static/../jtai_tracker/settings.py", "/.env"):
        answer = client.get(path)
        assert answer.status_code == 404, path
        assert b"Sign out" not in answer.content


def test_a_page_open_by_a_library_s_decorator_stays_closed(client, rf):
    """Django's own middleware would let it through."""
    from allauth.account.views import login
    from django.contrib.auth.models import AnonymousUser

    from partnerships.signing_in.closed import ClosedByDefault

    request = rf.get("/actions/")
    request.user, request.resolver_match = AnonymousUser(), get_resolver().resolve("/actions/")
    assert is_closed(ClosedByDefault(lambda _: None).process_view(request, login, (), {}))


def test_a_form_from_elsewhere_is_refused():
    client = Client(enforce_csrf_checks=True)
    assert client.post("/accounts/sign-in/", {"login": "a@example.org", "password": "x"}).status_code == 403
