"""What is installed is exact, checked by hash, and comes from whatever registry the machine uses."""

import json
import re

import pytest
from django.conf import settings

LOCKS = ["requirements.txt", "requirements-dev.txt", "requirements-node.txt", "requirements-s3.txt"]


@pytest.mark.parametrize("name", LOCKS)
def test_every_package_is_exact_and_hashed(name):
    text = (settings.BASE_DIR / name).read_text(encoding="utf-8")
    packages = re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE)[1:]
    assert packages
    assert [p for p in packages if not re.match(r"\S+==\S+ [^#]*--hash=sha256:", p)] == []


def test_every_npm_package_has_its_checksum():
    lock = json.loads((settings.BASE_DIR / "package-lock.json").read_text(encoding="utf-8"))
    packages = {name: package for name, package in lock["packages"].items() if name}
    assert "node_modules/govuk-frontend" in packages
    assert [name for name, package in packages.items() if "integrity" not in package] == []


def test_no_file_of_the_set_up_names_a_registry():
    folders = ["", "deploy", ".ci", "docs/decisions"]
    files = [path for folder in folders for path in (settings.BASE_DIR / folder).iterdir() if path.is_file()]
    assert settings.BASE_DIR / "package-lock.json" in files
    registry = re.compile(r"//[^ /]*(pypi|pythonhosted|npmjs|registry)")
    assert [path.name for path in files if registry.search(path.read_text(encoding="utf-8"))] == []
