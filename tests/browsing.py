"""A browser without scripts for tests of real servers: it keeps cookies, follows redirects, and fills in the forms of its page."""

from __future__ import annotations

from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlencode

from support import RIGHT, Page

FORM = {"Content-Type": "application/x-www-form-urlencoded"}


class Browsing:
    """A guest at a live server: `status`, `headers` and `page` are those of the last response."""

    def __init__(self, address: str) -> None:
        self.place, self.cookies = address.removeprefix("http://"), {}
        self.open("/")

    def open(self, path: str) -> Page:
        """Open an address."""
        return self.send("GET", path)

    def send(self, method: str, path: str, fields: Any = None) -> Page:
        """Send a request on a new connection, which any worker may get, and follow where it leads."""
        connection = HTTPConnection(self.place, timeout=60)
        try:
            cookie = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())} if self.cookies else {}
            body = urlencode(fields, doseq=True) if fields is not None else None
            connection.request(method, path, body, {**(FORM if body is not None else {}), **cookie, "Sec-Fetch-Site": "same-origin"})
            response = connection.getresponse()
            text = response.read().decode()
        finally:
            connection.close()
        for line in response.headers.get_all("Set-Cookie") or ():
            name, _, value = line.partition(";")[0].partition("=")
            self.cookies[name] = value
        if response.status == 303:
            return self.send("GET", response.headers["Location"].removeprefix(f"http://{self.place}"))
        self.status, self.headers, self.page = response.status, response.headers, Page(text)
        return self.page

    def become_guest(self) -> None:
        """Begin to study without an account."""
        self.send("POST", "/guest", {"csrf_token": self.page.hidden("csrf_token"), "deck": "harbour", "read": "1"})
        assert self.status == 200

    def answer(self, page: Page) -> Page:
        """Answer the question on a page right."""
        form = {"csrf_token": page.hidden("csrf_token"), "presentation": page.hidden("presentation")}
        if page.type == "flashcard":
            page = self.send("POST", "/study/answer", {**form, "reveal": "1"})
            if self.status != 200:
                return page
            form["presentation"] = page.hidden("presentation")
        return self.send("POST", "/study/answer", {**form, **RIGHT[page.type]})

    def asked(self) -> Page:
        """Open the next question that one request answers: cards on the way, which take two, are answered."""
        page = self.open("/study/harbour")
        while page.type == "flashcard":
            self.answer(page)
            page = self.open("/study/harbour")
        return page

    def send_again(self, page: Page) -> Page:
        """Press the button of a page that gives a form back."""
        form = page.one("form")
        return self.send("POST", form["action"], [(field["name"], field["value"]) for field in page.all("input", type="hidden")])
