"""Headers, cookies and the token of every form."""

from datetime import UTC, datetime, timedelta

import pytest
from support import PASSWORD, Page

from quizapp.web.security import HEADERS, UNREPEATABLE

SAME = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def make_app(settings, monkeypatch):
    """Create an app with other settings on the same database."""
    from quizapp.app import create_app
    from quizapp.db.base import db

    made = []

    def make(**options):
        app = create_app(settings | options)
        made.append(app)
        return app

    yield make
    for app in made:
        with app.app_context():
            db.engine.dispose()


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/", 200),
        ("GET", "/healthz", 200),
        ("GET", "/account", 303),
        ("GET", "/no-such-page", 404),
        ("GET", "/logout", 405),
        ("POST", "/login", 400),
        ("POST", "/no-such-page", 404),
    ],
)
def test_every_response_has_the_headers(client, method, path, status):
    response = client.open(path, method=method)
    assert response.status_code == status
    assert {name: response.headers.get(name) for name in HEADERS} == HEADERS
    assert response.headers["Cache-Control"] == "no-store"


def test_a_static_file_has_them_too(make_app):
    client = make_app(URL="https://quiz.example.org").test_client()
    sheet = Page(client.get("/", base_url="https://quiz.example.org").text).all("link", rel="stylesheet")[0]["href"]
    for address, status in ((sheet, 200), ("/static/nothing.css", 404)):
        with client.get(address, base_url="https://quiz.example.org") as response:
            assert response.status_code == status
            assert {name: response.headers.get(name) for name in HEADERS} == HEADERS
            assert "Strict-Transport-Security" in response.headers


def test_a_file_that_was_refused_and_a_page_that_failed_have_them_too(client, app, monkeypatch):
    app.config["PROPAGATE_EXCEPTIONS"] = False
    large = client.post("/login", data=b"username=" + b"x" * 2_500_000, content_type="application/x-www-form-urlencoded")
    monkeypatch.setattr("quizapp.services.learning.overview.public_views", lambda _: 1 / 0)
    for response, status in ((large, 413), (client.get("/"), 500)):
        assert response.status_code == status
        assert {name: response.headers.get(name) for name in HEADERS} == HEADERS
        assert response.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("method", ["TRACE", "TRACK", "PUT", "DELETE", "PATCH", "CONNECT", "PROPFIND"])
@pytest.mark.parametrize("path", ["/", "/login", "/account", "/healthz", "/study/answer"])
def test_a_method_that_no_page_has_is_refused_and_echoes_nothing(client, method, path):
    response = client.open(path, method=method, headers={"X-Echo": "4711"})
    assert response.status_code == 405
    assert "4711" not in response.text


def test_nobody_outside_learns_more_than_that_the_site_is_there(client):
    for path in ("/healthz", "/readyz"):
        response = client.get(path, environ_overrides={"REMOTE_ADDR": "192.0.2.7"})
        assert (response.status_code, response.text) == (200, "ok\n")
    assert client.get("/metrics", environ_overrides={"REMOTE_ADDR": "192.0.2.7"}).status_code == 404


PRIVATE = (
    *("/.git/config", "/.git/HEAD", "/.env", "/.htaccess", "/instance/quizapp.db", "/instance/secret_key", "/quizapp.db", "/secret_key"),
    *("/backups/", "/instance/backups/daily-2026-03-02.db", "/question_bank/harbour/deck.yaml", "/decks/harbour/deck.yaml"),
    *("/static", "/static/", "/static/..%2f..%2fconfig.py", "/static/%2e%2e/config.py", "/static/../config.py", "/static/.git/config"),
    *("/static/style.css.map", "/wsgi.py", "/pyproject.toml", "/decks/..%2f..%2fsecret_key/read", "/admin/../secret_key"),
)


@pytest.mark.parametrize("path", PRIVATE)
def test_no_file_of_the_program_or_its_data_has_an_address(client, path):
    assert client.get(path, follow_redirects=True).status_code == 404


def test_the_policy_allows_nothing_inline_and_no_other_host():
    policy = HEADERS["Content-Security-Policy"]
    for word in ("unsafe", "http:", "https:", "*"):
        assert word not in policy
    for word in ("default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'"):
        assert word in policy


def cookies(response):
    """The flags of each cookie that a response sets."""
    sent = [header.partition("=") for header in response.headers.getlist("Set-Cookie")]
    return {name: {part.strip() for part in rest.split(";")[1:]} for name, _, rest in sent}


def test_the_cookies_of_an_http_site(client, student):
    sent = cookies(client.submit("/login", {"username": "sora", "password": PASSWORD}))
    assert set(sent) == {"quizapp", "device"}
    for flags in sent.values():
        assert {"HttpOnly", "Path=/", "SameSite=Lax"} <= flags
        assert "Secure" not in flags
    assert "Strict-Transport-Security" not in client.get("/").headers


def test_the_cookie_of_an_https_site(make_app):
    client = make_app(URL="https://quiz.example.org").test_client()
    response = client.get("/login", base_url="https://quiz.example.org")
    [(name, flags)] = cookies(response).items()
    assert name == "__Host-quizapp"
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= flags
    assert not [flag for flag in flags if flag.startswith("Domain")]
    assert response.headers["Strict-Transport-Security"].startswith("max-age=31536000")


def test_a_device_is_remembered_by_an_https_cookie_of_this_host_alone(make_app, student):
    client = make_app(URL="https://quiz.example.org").test_client()
    where = {"base_url": "https://quiz.example.org"}
    token = Page(client.get("/login", **where).text).hidden("csrf_token")
    form = {"csrf_token": token, "username": "sora", "password": PASSWORD}
    sent = cookies(client.post("/login", data=form, headers={"Referer": "https://quiz.example.org/login"}, **where))
    assert set(sent) == {"__Host-quizapp", "__Host-device"}
    for flags in sent.values():
        assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= flags


def test_the_cookie_lasts_and_says_who_may_keep_the_page(client_of, student):
    client = client_of(student)
    assert client.get_cookie("quizapp").expires - datetime.now(UTC) > timedelta(days=364)
    assert "Cookie" in client.get("/account").headers["Vary"]


def test_other_hosts_are_not_served(make_app):
    client = make_app(URL="https://quiz.example.org").test_client()
    assert client.get("/", headers={"Host": "evil.invalid"}).status_code == 400
    assert client.get("/", headers={"Host": "localhost"}).status_code == 200


OTHER_ADDRESS = [
    {"X-Forwarded-For": "198.51.100.9", "X-Forwarded-Host": "evil.invalid", "X-Forwarded-Proto": "https"},
    {"Forwarded": "for=198.51.100.9;host=evil.invalid;proto=https"},
    {"X-Original-URL": "/admin", "X-Rewrite-URL": "/admin"},
    {"X-HTTP-Method-Override": "DELETE"},
]


@pytest.mark.parametrize("headers", OTHER_ADDRESS, ids=["forwarded", "standard", "another path", "another method"])
def test_what_a_visitor_says_of_a_proxy_is_not_believed(client, headers):
    plain, told = client.get("/login"), client.get("/login", headers=headers)
    assert told.status_code == 200
    assert "evil.invalid" not in told.text
    assert Page(told.text).one("title").text == Page(plain.text).one("title").text
    assert "Strict-Transport-Security" not in told.headers


def changing_routes(app):
    """Every route that changes something, with values that fit its parts."""
    with app.test_request_context("/"):
        adapter = app.create_url_adapter(None) or app.url_map.bind("localhost")
        for rule in app.url_map.iter_rules():
            values = {name: getattr(rule._converters[name], "items", None) for name in rule.arguments}
            filled = {
                name: min(given) if given else (1 if "Integer" in type(rule._converters[name]).__name__ else "x")
                for name, given in values.items()
            }
            for method in rule.methods & {"POST", "PUT", "PATCH", "DELETE"}:
                yield method, adapter.build(rule.endpoint, filled, method=method)


@pytest.mark.parametrize("token", ["", "x", "another"], ids=["none", "nonsense", "of another session"])
def test_every_changing_request_needs_the_token_of_its_own_session(app, client_of, admin, token, query_counter):
    client, stranger = client_of(admin), app.test_client()
    token = stranger.token("/login") if token == "another" else token
    routes = sorted(changing_routes(app))
    assert len(routes) > 10
    with query_counter() as queries:
        for method, path in routes:
            response = client.open(path, method=method, data={"csrf_token": token} if token else {})
            assert response.status_code == 400, f"{method} {path}: {response.status_code}"
    assert not [query for query in queries if not query.startswith("SELECT")]


def test_get_changes_nothing(client_of, student, query_counter):
    client = client_of(student)
    for path in ("/", "/study", "/account", "/account/delete", "/account/export", "/login", "/register", "/logout"):
        with query_counter() as queries:
            client.get(path)
        assert not [query for query in queries if not query.startswith("SELECT")], path


def test_a_token_lives_as_long_as_the_sign_in(client_of, student, clock):
    client = client_of(student)
    token = client.token("/account")
    clock.advance(days=300)
    assert client.post("/account/sign-ins", data={"csrf_token": token}).status_code == 303


def test_a_token_ends_with_the_sign_in(client_of, student):
    client = client_of(student)
    token = client.token("/account")
    client.submit("/logout", at="/account")
    assert client.post("/login", data={"csrf_token": token, "username": "sora", "password": PASSWORD}).status_code == 400


@pytest.fixture
def settings_form(client_of, student):
    """A form that was opened before the session ended, and a person who signed in again."""
    client = client_of(student)
    fields = {"csrf_token": client.token("/account"), "display_name": "Söra <b>", "zone": "", "theme": "dark", "order": ["1", "2"]}
    client.submit("/logout", at="/account")
    client.submit("/login", {"username": "sora", "password": PASSWORD})
    return client, fields


def test_an_expired_form_is_given_back_filled_and_can_be_sent_again(settings_form):
    client, fields = settings_form
    response = client.post("/account", data=fields, headers=SAME)
    assert response.status_code == 400
    page = Page(response.text)
    given = [(field["name"], field["value"]) for field in page.all("input", type="hidden") if field["name"] != "csrf_token"]
    assert given == [("display_name", "Söra <b>"), ("zone", ""), ("theme", "dark"), ("order", "1"), ("order", "2")]
    assert page.one("h1").text == "This form was open for too long."
    again = {"language": "en", "text_size": "normal", "new_facts": "5", **dict(given), "csrf_token": page.hidden("csrf_token")}
    assert client.post("/account", data=again).status_code == 303
    assert client.page("/account").one("h1").text == "Söra <b>"


@pytest.mark.parametrize(
    ("headers", "kept"),
    [
        (SAME, True),
        ({"Sec-Fetch-Site": "cross-site"}, False),
        ({"Sec-Fetch-Site": "same-site"}, False),
        ({"Origin": "http://localhost"}, True),
        ({"Origin": "http://evil.invalid"}, False),
        ({"Origin": "null"}, False),
        ({"Referer": "http://localhost/account"}, True),
        ({"Referer": "http://evil.invalid/localhost"}, False),
        ({}, False),
    ],
)
def test_what_another_site_sends_is_not_offered_again(settings_form, headers, kept):
    client, fields = settings_form
    response = client.post("/account", data=fields, headers=headers)
    assert response.status_code == 400
    assert ("Söra" in response.text) is kept
    assert ('name="theme"' in response.text) is kept


@pytest.mark.parametrize("field", sorted(UNREPEATABLE - {"csrf_token"}))
def test_a_password_is_never_given_back(client, field):
    response = client.post("/login", data={"username": "sora", field: "hunter seven tigers"}, headers=SAME)
    assert response.status_code == 400
    assert "hunter" not in response.text
    assert "Passwords are never kept." in response.text


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("username=" + "x" * 2_500_000, "application/x-www-form-urlencoded"),
        (
            '--b\r\nContent-Disposition: form-data; name="username"\r\n\r\n' + "x" * 600_000 + "\r\n--b--\r\n",
            "multipart/form-data; boundary=b",
        ),
        ('--b\r\nContent-Disposition: form-data; name="x"\r\n\r\n1\r\n' * 600 + "--b--\r\n", "multipart/form-data; boundary=b"),
        ("&".join(f"x{number}=1" for number in range(10_001)), "application/x-www-form-urlencoded"),
        ("x=1&" * 10_001, "application/x-www-form-urlencoded"),
    ],
    ids=["all", "one field", "many fields", "many names", "many values"],
)
def test_a_form_that_is_too_large_is_refused(client, body, kind):
    assert client.post("/login", data=body.encode(), content_type=kind).status_code == 413
