"""What every page is held to: its weight, whom it asks, what its policy forbids, and the headers of every answer."""

import re
from urllib.parse import urldefrag, urlsplit

import pytest
from django.core.management import call_command
from django.test.testcases import LiveServerThread

from partnerships.models import Partnership, Role
from tests.access.world import SECRET, make_everything
from tests.headers import NOTHING, OWN, check, policy
from tests.makers import make_administrator, make_finding, make_letter, make_officer, make_user, make_written

KB = 1000
WORDS = "Leaders must ensure that children who go missing are offered a talk with somebody they trust. " * 6
LEFT_OUT = ("/admin/", "/accounts/sign-out/")


@pytest.fixture
def plan():
    """Fifty actions as a real plan has them, each with a lead officer, a date and something to say."""
    letter = make_letter()
    finding = make_finding(letter, text=WORDS)
    officer = make_officer(finding.lead_agency, "Alexandra Featherstonehaugh", job_title="Head of safeguarding")
    for number in range(50):
        make_written(
            finding if number < 9 else make_finding(letter, text=WORDS),
            text=WORDS,
            lead_officer=officer,
            target_date=letter.letter_date,
        )
    return letter.partnership


@pytest.fixture
def served(transactional_db, settings, tmp_path):
    """The site with its files as on a server: named by their content, compressed, sent by WhiteNoise."""
    settings.STATIC_ROOT = tmp_path / "static"
    files = {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": files}
    call_command("collectstatic", interactive=False, verbosity=0)
    server = LiveServerThread("localhost", lambda application: application)
    server.daemon = True
    server.start()
    server.is_ready.wait()
    yield f"http://localhost:{server.port}"
    server.terminate()


@pytest.mark.django_db
def test_table_of_fifty_actions_is_light(client, plan):
    client.force_login(make_user(partnership=plan))
    page = client.get("/actions/?per_page=50").content
    assert page.count(b'<tr role="row">') == 50
    assert len(page) < 60 * KB


def test_first_page_is_light_as_it_is_sent(page, served, plan, client):
    client.force_login(make_user(partnership=plan))
    sent: list[int] = []
    asked = page.context.new_cdp_session(page)
    asked.send("Network.enable")
    asked.send("Network.setCacheDisabled", {"cacheDisabled": True})
    asked.on("Network.loadingFinished", lambda event: sent.append(event["encodedDataLength"]))
    weights = {}
    for path in ("/accounts/sign-in/", "/", "/actions/?per_page=50"):
        sent.clear()
        page.goto(served + path, wait_until="networkidle")
        weights[path] = sum(sent)
        page.context.add_cookies(
            [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": served}],
        )
    assert min(weights.values()) > 20 * KB  # the style sheet came along
    assert max(weights.values()) < 120 * KB, weights


def crawl(client, start="/"):
    """Address and text of every page that links lead to, each pattern of address once."""
    todo, seen = [start], {}
    while todo:
        path = todo.pop()
        shape = re.sub(r"\d+", "1", path.split("?")[0]) + ("?" if "?" in path else "")
        if shape in seen or path.startswith(LEFT_OUT):
            continue
        answer = client.get(path)
        is_page = answer.get("Content-Type", "").startswith("text/html") and not answer.streaming
        seen[shape] = (path, answer.content.decode()) if is_page and answer.status_code == 200 else None
        for link in re.findall(r'href="([^"#][^"]*)"', seen[shape][1] if seen[shape] else ""):
            link = urldefrag(link.replace("&amp;", "&")).url
            if link.startswith("?"):
                link = path.split("?")[0] + link
            if link.startswith("/") and not link.startswith("/static/"):
                todo.append(link)
    return [page for page in seen.values() if page]


@pytest.fixture
def world(transactional_db):
    keys = make_everything("Dorset")
    make_everything("Torbay", SECRET)
    return Partnership.objects.get(pk=keys["partnership"])


def test_no_page_holds_script_or_style(client, world):
    client.force_login(make_user(partnership=world))
    pages = crawl(client)
    assert len(pages) > 25
    for path, text in pages:
        assert not re.search(r"<script(?![^>]*\ssrc=)", text), path
        assert "<style" not in text, path
        assert not re.search(r"<[^>]*\s(style|on[a-z]+)=[\"']", text), path
        assert "javascript:" not in text, path


def test_no_page_asks_another_host_or_errs(page, client, live_server, sign_in, world):
    user = make_user(partnership=world)
    client.force_login(user)
    paths = [path for path, _ in crawl(client)]
    sign_in(page, user)
    hosts, errors = set(), []
    page.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
    page.on("console", lambda said: errors.append((page.url, said.text)) if said.type == "error" else None)
    for path in paths:
        page.goto(live_server.url + path)
    assert hosts == {urlsplit(live_server.url).netloc}
    assert errors == []


@pytest.mark.django_db
def test_answers_that_no_address_gives_have_their_headers(client, settings):
    """The walk of every address checks the rest (tests/access/test_walk.py)."""
    settings.WHITENOISE_USE_FINDERS = settings.WHITENOISE_AUTOREFRESH = True
    keys = make_everything("Dorset")
    partnership = Partnership.objects.get(pk=keys["partnership"])
    for path in ("/", "/accounts/sign-in/", "/nothing/", "/admin/", "/static/nothing.css", "/help/"):
        check(client.get(path), path)
    check(client.get("/static/tracker.css"), "static", private=False)
    check(client.get("/", headers={"host": "elsewhere.example.org"}), "wrong host")
    client.force_login(make_user(Role.VIEWER, partnership))
    check(client.put("/actions/"), "405")
    client.force_login(make_administrator())
    for path in ("/admin/", "/admin/nothing/"):
        check(client.get(path), path)


@pytest.mark.django_db
def test_policy_adds_oneself_and_nothing_else(client):
    keys = make_everything("Dorset")
    client.force_login(make_user(partnership=Partnership.objects.get(pk=keys["partnership"])))
    for path in ("/", "/actions/", f"/actions/{keys['action']}/"):
        for name, values in policy(client.get(path)).items():
            assert values in (OWN, NOTHING), (path, name)
