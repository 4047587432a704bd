"""Where settings come from, and that nothing starts without a secret key. Each test has a copy of its own."""

import json
import shutil
import subprocess
import sys

import pytest
from django.conf import settings

SHOW = """
import json, jtai_tracker.settings as s
print(json.dumps([s.SECRET_KEY, s.DEBUG, s.HTTPS, s.DATABASES["default"]["NAME"]]))
"""
SHOW_PROXY = """
import json, jtai_tracker.settings as s
print(json.dumps([getattr(s, "SECURE_PROXY_SSL_HEADER", None), getattr(s, "ALLAUTH_TRUSTED_PROXY_COUNT", None)]))
"""


def load(folder, local="", show=SHOW, **environment):
    """Loads the settings in `folder`, with `local` as its .env, and no other environment than the one given."""
    shutil.copytree(settings.BASE_DIR / "jtai_tracker", folder / "jtai_tracker")
    (folder / ".env").write_text(local)
    command = [sys.executable, "-c", show]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=60)


def test_without_a_secret_key_nothing_starts_and_one_line_says_why(tmp_path):
    done = load(tmp_path)
    assert done.returncode == 1
    assert done.stderr == "SECRET_KEY is not set: run `make setup`, or set it.\n"


def test_unless_asked_otherwise_it_is_a_server_on_https_without_debug(tmp_path):
    done = load(tmp_path, SECRET_KEY="from outside")
    assert json.loads(done.stdout) == ["from outside", False, True, str(tmp_path / "var/db.sqlite3")]


def test_local_settings_serve_and_the_environment_wins_over_them(tmp_path):
    local = "SECRET_KEY=local\nHTTPS=False\nDATABASE_URL=sqlite:////local.sqlite3\n"
    done = load(tmp_path, local, DATABASE_URL="sqlite:////elsewhere.sqlite3")
    assert json.loads(done.stdout) == ["local", False, False, "/elsewhere.sqlite3"]


def test_a_proxy_is_believed_only_where_one_is_told_of(tmp_path):
    for told, wanted in (("False", [None, None]), ("True", [["HTTP_X_FORWARDED_PROTO", "https"], 1])):
        done = load(tmp_path / told, show=SHOW_PROXY, SECRET_KEY="x", BEHIND_PROXY=told)
        assert json.loads(done.stdout) == wanted


TENANT = "https://login.microsoftonline.com/0f1e2d3c/v2.0"
DORSET = {
    "OIDC_PROVIDERS": "dorset",
    "OIDC_DORSET_NAME": "Dorset Council",
    "OIDC_DORSET_SERVER_URL": TENANT,
    "OIDC_DORSET_CLIENT_ID": "an id",
    "OIDC_DORSET_CLIENT_SECRET": "a secret",
    "OIDC_DORSET_DOMAINS": "dorsetcouncil.gov.uk, Dorset.gov.uk",
}
POLICE = {name.replace("DORSET", "POLICE"): value for name, value in DORSET.items()}
SHOW_ORGANISATIONS = """
import json, jtai_tracker.settings as s
print(json.dumps([s.ORGANISATIONS, s.CONTENT_SECURITY_POLICY["DIRECTIVES"]["form-action"]]))
"""


def refusal(folder, local="", **environment):
    done = load(folder, local, SECRET_KEY="x", **environment)
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    return done.stderr


def test_security_codes_are_required_unless_a_machine_of_one_s_own_says_otherwise(tmp_path):
    show = "import jtai_tracker.settings as s; print(s.SECOND_FACTOR_REQUIRED)"
    assert load(tmp_path / "1", show=show, SECRET_KEY="x", HTTPS="False").stdout == "True\n"
    local = "HTTPS=False\nSECOND_FACTOR_REQUIRED=False\n"
    assert load(tmp_path / "2", local, show=show, SECRET_KEY="x").stdout == "False\n"
    assert "SECOND_FACTOR_REQUIRED is False" in refusal(tmp_path / "3", local, HTTPS="True")


def test_a_server_that_would_print_its_mail_does_not_serve(tmp_path):
    for told, wanted in (({"HTTPS": "True"}, 1), ({"HTTPS": "False"}, 0), ({"EMAIL_URL": "smtp://mail.example"}, 0)):
        environment = {"SECRET_KEY": "x", "SECOND_FACTOR_REQUIRED": "True", "FILES_DIR": str(tmp_path)} | told
        command = [sys.executable, "-c", "import jtai_tracker.wsgi"]
        done = subprocess.run(command, cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True)
        assert done.returncode == wanted, told
        assert ("EMAIL_URL is not set" in done.stderr) == bool(wanted)


def test_organisations_are_read_from_the_environment(tmp_path):
    done = load(tmp_path, show=SHOW_ORGANISATIONS, SECRET_KEY="x", **DORSET)
    (dorset,), form_action = json.loads(done.stdout)
    assert (dorset["provider_id"], dorset["name"], dorset["secret"]) == ("dorset", "Dorset Council", "a secret")
    assert dorset["settings"]["domains"] == ["dorsetcouncil.gov.uk", "dorset.gov.uk"]
    assert dorset["settings"]["second_factor"] == "ask"
    assert form_action[1:] == ["https://login.microsoftonline.com"]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"OIDC_DORSET_CLIENT_SECRET": ""}, "OIDC_DORSET_CLIENT_SECRET is not set"),
        ({"OIDC_DORSET_DOMAINS": ""}, "OIDC_DORSET_DOMAINS is not set"),
        ({"OIDC_DORSET_SERVER_URL": TENANT.replace("0f1e2d3c", "common")}, "lets any tenant in"),
        ({"OIDC_DORSET_SERVER_URL": TENANT.replace("0f1e2d3c", "Organizations")}, "lets any tenant in"),
        ({"OIDC_DORSET_SERVER_URL": TENANT.replace("https", "http")}, "is to begin with https://"),
        ({"OIDC_DORSET_SECOND_FACTOR": "yes"}, "one of ask, claim, trust"),
        ({"OIDC_PROVIDERS": "dorset/council"}, "use up to 30 letters and digits"),
        (POLICE | {"OIDC_PROVIDERS": "dorset,police"}, "dorset.gov.uk, dorsetcouncil.gov.uk stands"),
    ],
)
def test_an_organisation_that_is_not_told_rightly_starts_nothing(tmp_path, changed, said):
    assert said in refusal(tmp_path, **DORSET | changed)


def test_a_mail_server_that_hangs_is_given_up_after_a_while(tmp_path):
    show = "import jtai_tracker.settings as s; print(s.EMAIL_TIMEOUT)"
    environment = {"SECRET_KEY": "x", "EMAIL_URL": "smtp+tls://a:b@mail.example:587"}
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
    assert load(tmp_path / "one", show=show, **environment).stdout == "10\n"
    assert load(tmp_path / "two", show=show, **environment, EMAIL_TIMEOUT="30").stdout == "30\n"
