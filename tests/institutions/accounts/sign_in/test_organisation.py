"""Sign-in by an organisation's OpenID Connect server: a small fictional one that listens on this machine."""

import base64
import json
import secrets
import threading
import time
from collections.abc import Iterator
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from django.test import Client

from institutions.models import Account, GovernmentBody, Role
from tests.institutions.accounts.sign_in.conftest import is_in

CLIENT_ID, CLIENT_KEY = "screening", "fictional client key"
BACK = "/sign-in/with/organisation/back/"


class Server(ThreadingHTTPServer):
    """Answers as an OpenID Connect provider does. `person` is who is signed in there; `issuer_said` may lie."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answering)
        self.address = f"http://127.0.0.1:{self.server_address[1]}"
        self.issuer_said = self.address
        self.person = "sato.haruka"
        self.codes: dict[str, dict[str, str]] = {}
        self.key = rsa.generate_private_key(65537, 2048)

    def authorize(self, address: str) -> str:
        """Sign somebody in at its page, and return the address to which it sends them back."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        assert asked["client_id"] == CLIENT_ID
        assert asked["code_challenge_method"] == "S256"
        assert "openid" in asked["scope"].split()
        code = secrets.token_urlsafe(16)
        self.codes[code] = asked
        return f"{urlsplit(asked['redirect_uri']).path}?{urlencode({'code': code, 'state': asked['state']})}"

    def token(self, form: dict[str, str]) -> dict[str, Any] | None:
        """Return the tokens for a code, once, for who knows the client's key and what the challenge was made of."""
        asked = self.codes.pop(form.get("code", ""), None)
        challenge = base64.urlsafe_b64encode(sha256(form.get("code_verifier", "").encode()).digest()).rstrip(b"=")
        if not asked or form.get("client_secret") != CLIENT_KEY or challenge.decode() != asked["code_challenge"]:
            return None
        now = int(time.time())
        claims = {"iss": self.issuer_said, "sub": self.person, "aud": CLIENT_ID, "iat": now, "exp": now + 60}
        if "nonce" in asked:
            claims["nonce"] = asked["nonce"]
        signed = jwt.encode(claims, self.key, algorithm="RS256", headers={"kid": "1"})
        return {"access_token": "fictional", "token_type": "Bearer", "expires_in": 60, "id_token": signed}


class Answering(BaseHTTPRequestHandler):
    """The four addresses that are asked."""

    server: Server

    def do_GET(self) -> None:
        at = self.server.address
        if self.path == "/.well-known/openid-configuration":
            ends = {name: f"{at}/{name}" for name in ("authorization_endpoint", "token_endpoint", "userinfo_endpoint")}
            also = {
                "issuer": at,
                "jwks_uri": f"{at}/keys",
                "token_endpoint_auth_methods_supported": ["client_secret_post"],
            }
            self.say({**ends, **also})
        elif self.path == "/userinfo_endpoint" and self.headers["Authorization"] == "Bearer fictional":
            self.say({"sub": self.server.person})
        else:
            self.say({"error": "not_found"}, 404)

    def do_POST(self) -> None:
        length = int(self.headers["Content-Length"])
        form = {name: values[0] for name, values in parse_qs(self.rfile.read(length).decode()).items()}
        tokens = self.server.token(form) if self.path == "/token_endpoint" else None
        self.say(tokens or {"error": "invalid_grant"}, 200 if tokens else 400)

    def say(self, content: dict[str, Any], status: int = 200) -> None:
        body = json.dumps(content).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_args: Any) -> None:
        """Say nothing."""


@pytest.fixture
def server(settings: Any) -> Iterator[Server]:
    """Yield the server, and this service set to it as its environment would."""
    with Server() as serving:
        thread = threading.Thread(target=serving.serve_forever, daemon=True)
        thread.start()
        app = {
            "provider_id": "organisation",
            "name": "the fictional organisation",
            "client_id": CLIENT_ID,
            "secret": CLIENT_KEY,
            "settings": {"server_url": serving.address, "uid_field": "sub"},
        }
        settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}
        yield serving
        serving.shutdown()
        thread.join()


@pytest.fixture
def sato(meti: GovernmentBody) -> Account:
    """Return an officer without a password, known to the server."""
    return Account.objects.create_user("sato", role=Role.OFFICER, body=meti, external_id="sato.haruka")


def came_back(client: Client, server: Server, next_page: str = "/rulebook/") -> Any:
    """Choose the organisation on the page of sign-in, sign in there, come back."""
    page = client.get(f"/sign-in/?next={next_page}").content.decode()
    assert f'action="/sign-in/with/organisation/?next={next_page}"' in page
    assert "Sign in by the fictional organisation" in page
    sent = client.post(f"/sign-in/with/organisation/?next={next_page}")
    assert sent.status_code == 302
    assert sent["Location"].startswith(f"{server.address}/authorization_endpoint?")
    return client.get(server.authorize(sent["Location"]))


def test_whom_an_administrator_wrote_down_comes_in_and_goes_where_they_wanted(server: Server, sato: Account) -> None:
    client = Client()
    answer = came_back(client, server)
    assert (answer.status_code, answer["Location"]) == (302, "/rulebook/")
    assert is_in(client)
    assert client.get("/account/password/").status_code == 404, "there is no password here"
    assert "Change the password" not in client.get("/account/").content.decode()


@pytest.mark.parametrize("named", ["somebody.else", "SATO.HARUKA", "sato", ""])
def test_nobody_else_comes_in_and_no_account_comes_into_being(server: Server, sato: Account, named: str) -> None:
    server.person = named
    client = Client()
    answer = came_back(client, server)
    assert answer.status_code == (403 if named else 502)
    assert "no account here belongs to the person whom it named" in answer.content.decode()
    assert not is_in(client)
    assert Account.objects.count() == 1


def test_an_account_that_is_switched_off_or_another_name_ends_it(server: Server, sato: Account) -> None:
    came_back(Client(), server)
    Account.objects.update(external_id="another.name")
    assert came_back(Client(), server).status_code == 403, "nothing is remembered beside the account"
    Account.objects.update(external_id="sato.haruka", is_active=False)
    assert came_back(Client(), server).status_code == 403


def test_a_token_of_another_issuer_a_made_up_code_and_a_foreign_state_are_refused(
    server: Server, sato: Account
) -> None:
    server.issuer_said = "https://elsewhere.example"
    client = Client()
    assert came_back(client, server).status_code == 401
    server.issuer_said = server.address
    sent = client.post("/sign-in/with/organisation/")
    state = parse_qs(urlsplit(sent["Location"]).query)["state"][0]
    assert client.get(BACK, {"code": "made up", "state": state}).status_code == 401
    stranger = Client()
    back = server.authorize(client.post("/sign-in/with/organisation/")["Location"])
    assert stranger.get(back).status_code == 401, "it was begun in another browser"
    assert not is_in(client)
    assert not is_in(stranger)


def test_who_breaks_off_there_is_back_at_sign_in(server: Server, sato: Account) -> None:
    client = Client()
    sent = client.post("/sign-in/with/organisation/")
    state = parse_qs(urlsplit(sent["Location"]).query)["state"][0]
    answer = client.get(BACK, {"error": "access_denied", "state": state}, follow=True)
    assert answer.redirect_chain[-1][0] == "/sign-in/"


def test_a_role_that_needs_a_second_factor_needs_it_here_too(server: Server, settings: Any, db: None) -> None:
    settings.SECOND_FACTOR_ROLES = ["auditor"]
    Account.objects.create_user("auditor", role=Role.AUDITOR, external_id="sato.haruka")
    client = Client()
    came_back(client, server)
    assert client.get("/rulebook/")["Location"] == "/account/authenticator/"


def test_a_server_that_does_not_answer_is_said_so(server: Server, settings: Any, db: None) -> None:
    settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]["settings"]["server_url"] = "http://127.0.0.1:9"
    answer = Client().post("/sign-in/with/organisation/")
    assert answer.status_code == 502
    assert "You are not signed in" in answer.content.decode()


def test_without_a_server_there_is_no_such_sign_in(db: None) -> None:
    client = Client()
    assert "Sign in by" not in client.get("/sign-in/").content.decode()
    assert client.post("/sign-in/with/organisation/").status_code == 404
