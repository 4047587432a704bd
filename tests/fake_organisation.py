"""An OpenID Connect provider on this machine, for tests: it says of its person whatever a test wants."""

import base64
import hashlib
import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "tracker", "between the two"


class FakeOrganisation:
    """`claims` are what its next token says; `keys` sign it. Listens on a port of its own until `close`."""

    def __init__(self) -> None:
        self.keys = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.signs_with = self.keys
        self.claims: dict[str, Any] = {}
        self.audience, self.issuer_told, self.lasts = CLIENT, "", 300
        self.asked_ago: int | None = 0  # seconds since it asked its person who they are; None: it does not say
        self.begun: dict[str, str] = {}  # code → PKCE challenge
        self.asked: list[str] = []
        fake = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                fake.get(self)

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                fake.token(self, {name: values[0] for name, values in parse_qs(body).items()})

            def log_message(self, *_: Any) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    def app(self, key: str = "dorset", **settings: Any) -> dict[str, Any]:
        """As jtai_tracker/organisations.py makes it."""
        told = {"domains": ["dorset.example"], "second_factor": "ask"} | settings
        return {
            "provider_id": key,
            "name": "Dorset Council",
            "client_id": CLIENT,
            "secret": SECRET,
            "settings": {
                "server_url": self.url,
                "uid_field": "identity",
                "fetch_userinfo": False,
                "oauth_pkce_enabled": True,
                **told,
            },
        }

    def get(self, handler: BaseHTTPRequestHandler) -> None:
        path, query = urlsplit(handler.path).path, parse_qs(urlsplit(handler.path).query)
        self.asked.append(path)
        if path.endswith("openid-configuration"):
            places = {"authorization": "authorize", "token": "token"}
            told = {f"{name}_endpoint": f"{self.url}/{path}" for name, path in places.items()}
            self._answer(handler, {"issuer": self.url, "jwks_uri": f"{self.url}/keys", **told})
        elif path == "/keys":
            key = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.keys.public_key()))
            self._answer(handler, {"keys": [key | {"kid": "one", "alg": "RS256", "use": "sig"}]})
        else:
            back = self.agree({name: values[0] for name, values in query.items()})
            handler.send_response(302)
            handler.send_header("Location", back)
            handler.end_headers()

    def agree(self, query: dict[str, str]) -> str:
        """The person signs in there: where the browser goes next."""
        code = f"code{len(self.begun)}"
        self.begun[code] = query["code_challenge"]
        return f"{query['redirect_uri']}?{urlencode({'code': code, 'state': query['state']})}"

    def token(self, handler: BaseHTTPRequestHandler, form: dict[str, str]) -> None:
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).decode().rstrip("=")
        if form.get("client_secret") != SECRET or self.begun.pop(form.get("code", ""), None) != challenge:
            return self._answer(handler, {"error": "invalid_grant"}, 400)
        now = int(time.time())
        told = {"iss": self.issuer_told or self.url, "aud": self.audience, "iat": now, "exp": now + self.lasts}
        asked = {} if self.asked_ago is None else {"auth_time": now - self.asked_ago}
        id_token = jwt.encode(told | asked | self.claims, self.signs_with, algorithm="RS256", headers={"kid": "one"})
        return self._answer(handler, {"access_token": "x", "token_type": "Bearer", "id_token": id_token})

    def _answer(self, handler: BaseHTTPRequestHandler, told: dict[str, Any], status: int = 200) -> None:
        body = json.dumps(told).encode()
        handler.send_response(status)
        handler.send_header("Content-Type", "application/json")
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)
