"""The headers that every answer of the site has, whoever asks for whatever."""

OWN, NOTHING = {"'self'"}, {"'none'"}
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def policy(answer):
    parts = (part.split() for part in answer["Content-Security-Policy"].split(";") if part.strip())
    return {name: set(values) for name, *values in parts}


def check(answer, where, private=True):
    for name, value in HEADERS.items():
        assert answer.get(name) == value, (where, name)
    assert "camera=()" in answer.get("Permissions-Policy", ""), where
    assert policy(answer)["default-src"] == NOTHING, where
    assert ("no-store" in answer.get("Cache-Control", "")) is private, where
