"""Where settings come from, and that nothing starts without a secret key. Each test has a copy of its own."""

import json
import shutil
import subprocess
import sys

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
