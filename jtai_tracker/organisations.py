"""Reads from the environment through which organisations people can sign in (OpenID Connect).

OIDC_PROVIDERS=dorset,police names them; of each, OIDC_DORSET_NAME, _SERVER_URL, _CLIENT_ID, _CLIENT_SECRET and
_DOMAINS are read, and _SECOND_FACTOR. What is wrong or missing ends the program with a plain sentence.
"""

import re
import sys
from typing import Any
from urllib.parse import urlsplit

from environs import Env

ANY_TENANT = {"common", "organizations", "consumers"}  # Entra's own words for "whoever comes"
RULES = ("ask", "claim", "trust")


def organisations(env: Env, https: bool) -> list[dict[str, Any]]:
    """One allauth app for each name in OIDC_PROVIDERS."""
    keys: list[str] = env.list("OIDC_PROVIDERS", [])
    found = [_organisation(env, key.strip().lower(), https) for key in keys]
    domains = [domain for one in found for domain in one["settings"]["domains"]]
    twice = sorted({domain for domain in domains if domains.count(domain) > 1})
    if twice:
        sys.exit(f"{', '.join(twice)} stands in OIDC_…_DOMAINS twice: say which organisation vouches for it.")
    return found


def _organisation(env: Env, key: str, https: bool) -> dict[str, Any]:
    if not re.fullmatch(r"[a-z][a-z0-9]{0,29}", key):
        sys.exit(f"OIDC_PROVIDERS names “{key}”: use up to 30 letters and digits, a letter first.")
    told = {name: _told(env, key, name) for name in ("NAME", "SERVER_URL", "CLIENT_ID", "CLIENT_SECRET", "DOMAINS")}
    server = urlsplit(told["SERVER_URL"])
    if server.scheme != "https" and (https or server.scheme != "http"):
        sys.exit(f"OIDC_{key.upper()}_SERVER_URL is to begin with https://.")
    if ANY_TENANT & set(server.path.lower().split("/")):
        sys.exit(f"OIDC_{key.upper()}_SERVER_URL lets any tenant in: put the organisation's own tenant ID there.")
    rule = env.str(f"OIDC_{key.upper()}_SECOND_FACTOR", "ask")
    if rule not in RULES:
        sys.exit(f"OIDC_{key.upper()}_SECOND_FACTOR is to be one of {', '.join(RULES)}.")
    return {
        "provider_id": key,
        "name": told["NAME"],
        "client_id": told["CLIENT_ID"],
        "secret": told["CLIENT_SECRET"],
        "settings": {
            "server_url": told["SERVER_URL"],
            "uid_field": "identity",
            "fetch_userinfo": False,
            "oauth_pkce_enabled": True,
            "domains": [domain.strip().lower().lstrip("@") for domain in told["DOMAINS"].split(",") if domain.strip()],
            "second_factor": rule,
        },
    }


def _told(env: Env, key: str, name: str) -> str:
    setting = f"OIDC_{key.upper()}_{name}"
    return env.str(setting, "") or sys.exit(f"{setting} is not set, and OIDC_PROVIDERS names “{key}”.")


def origins(found: list[dict[str, Any]]) -> list[str]:
    """Where the sign-in form leads: a browser asks the content security policy about that."""
    parts = (urlsplit(one["settings"]["server_url"]) for one in found)
    return sorted({f"{part.scheme}://{part.netloc}" for part in parts})
