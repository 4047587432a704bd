"""The README's table of settings names every setting that there is, and no other."""

import re

from django.conf import settings

SOURCES = ["jtai_tracker/settings.py", "jtai_tracker/organisations.py", "deploy/gunicorn_settings.py"]


def read(name):
    return (settings.BASE_DIR / name).read_text(encoding="utf-8")


def test_readme_names_every_setting():
    read_settings = {
        name
        for source in SOURCES
        for name in re.findall(r"""\benv(?:iron)?\.\w+\(\s*["']([A-Z_]+)["']""", read(source))
    }
    told = set(re.findall(r"^\| `([A-Z_]+)` \|", read("README.md"), re.MULTILINE))
    assert {"SECRET_KEY", "DATABASE_URL", "BIND"} <= read_settings
    assert told == read_settings


def test_readme_names_every_make_target_that_people_type():
    targets = re.findall(r"^\.PHONY: (.+)$", read("Makefile"), re.MULTILINE)[0].split()
    assert {f"make {name}" for name in targets} - {"make clean"} <= set(re.findall(r"make [a-z]+", read("README.md")))
