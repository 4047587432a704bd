"""What is said on a machine that lacks something, and the local settings that set-up leaves on it."""

import importlib.util
import socket
import subprocess
import sys

from django.conf import settings

from deploy import check_machine, write_env


def check(*arguments):
    command = [sys.executable, settings.BASE_DIR / "deploy/check_machine.py", *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=60)


def test_a_port_in_use_is_said_plainly():
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        done = check(str(port))
    assert done.returncode == 1
    assert f"Port {port} on 127.0.0.1 is in use" in done.stderr
    assert f"make run PORT={port + 1}" in done.stderr
    assert "Traceback" not in done.stderr
    assert check(str(port)).returncode == 0


def test_a_port_that_is_none_is_said_plainly():
    for port in ("", "abc", "0", "65536", "-1"):
        assert "PORT is a number" in str(check_machine.port_problem(port))


def test_an_old_python_is_said_plainly():
    assert "needs Python 3.11 or newer; this is Python 3.9" in str(check_machine.python_problem((3, 9)))
    assert check_machine.python_problem((3, 11)) is None


def test_a_python_without_ensurepip_is_said_plainly(monkeypatch):
    find = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "ensurepip" else find(name))
    assert "apt-get install python3-venv" in str(check_machine.python_problem((3, 11)))


def test_local_settings_are_secret_random_and_never_written_over(tmp_path, monkeypatch):
    monkeypatch.setattr(write_env, "ENV", tmp_path / ".env")
    write_env.main()
    first = (tmp_path / ".env").read_text()
    key = first.split("SECRET_KEY=")[1].split("\n")[0]
    assert len(key) >= 50
    assert (tmp_path / ".env").stat().st_mode & 0o777 == 0o600
    write_env.main()
    assert (tmp_path / ".env").read_text() == first
    assert [path.name for path in tmp_path.iterdir()] == [".env"]
    (tmp_path / ".env").unlink()
    write_env.main()
    assert key not in (tmp_path / ".env").read_text()


def test_local_settings_of_an_earlier_version_get_what_has_come_since_and_a_server_s_do_not(tmp_path, monkeypatch):
    monkeypatch.setattr(write_env, "ENV", tmp_path / ".env")
    for before, added in (("SECRET_KEY=a\nHTTPS=False", True), ("SECRET_KEY=a\nDATABASE_URL=x\n", False)):
        (tmp_path / ".env").write_text(before)
        for _ in range(2):
            write_env.main()
        after = (tmp_path / ".env").read_text()
        assert after.startswith(before)
        assert after.count("\nSECOND_FACTOR_REQUIRED=False\n") == added


def test_local_settings_ask_nobody_for_security_codes(tmp_path, monkeypatch):
    monkeypatch.setattr(write_env, "ENV", tmp_path / ".env")
    write_env.main()
    assert "\nSECOND_FACTOR_REQUIRED=False\n" in (tmp_path / ".env").read_text()
