"""The examples in docs/deploy, followed: proxies before the server, and what a unit and a container file name."""

import json
import os
import re
import shutil
import socket
import subprocess
from contextlib import ExitStack, contextmanager
from time import monotonic
from urllib.request import Request, urlopen

import pytest
from support import ROOT, live

from quizapp.cli.serve import serve

pytestmark = [pytest.mark.process, pytest.mark.robust]

EXAMPLES = ROOT / "docs" / "deploy"


def free_ports(count):
    """Ports that nobody listens on, and no two alike."""
    with ExitStack() as stack:
        listeners = [stack.enter_context(socket.create_server(("127.0.0.1", 0))) for _ in range(count)]
        return [listener.getsockname()[1] for listener in listeners]


def found(program):
    """The path of a proxy that is installed, or that .ci/run has unpacked."""
    unpacked = [str(ROOT / ".venv" / "proxies" / "usr" / folder) for folder in ("sbin", "bin")]
    return shutil.which(program, path=":".join([*unpacked, "/usr/sbin", os.environ["PATH"]]))


def needs(program):
    return pytest.mark.skipif(not found(program), reason=f"{program} is not installed: apt-get install {program}")


def nginx_of(example, port, backend, path, folder):
    """The example on a free port of loopback, without TLS."""
    site = re.sub(r" *ssl_\w+ .*\n", "", example).replace("listen 443 ssl", f"listen 127.0.0.1:{port}")
    site = site.replace("127.0.0.1:8000", backend).replace("location / {", f"location {path}/ {{")
    temporary = "".join(f"{name}_temp_path {folder}/{name};" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    (folder / "nginx.conf").write_text(
        f"daemon off; pid {folder}/pid; error_log stderr; events {{}} http {{ access_log off; {temporary}\n{site}\n}}"
    )
    return [found("nginx"), "-p", str(folder), "-c", str(folder / "nginx.conf")]


def caddy_of(example, port, backend, path, folder):
    """The example on a free port of loopback, without TLS."""
    site = example.replace("quiz.example.org {", f"http://127.0.0.1:{port} {{").replace("127.0.0.1:8000", backend)
    if path:
        site = site.replace("\treverse_proxy", f"\thandle {path}/* {{\n\treverse_proxy").replace("\n}\n", "\n}\n}\n")
    (folder / "Caddyfile").write_text(f"{{\n\tadmin off\n\tauto_https off\n}}\n{site}")
    return [found("caddy"), "run", "--config", str(folder / "Caddyfile"), "--adapter", "caddyfile"]


@contextmanager
def proxied(command, port, folder):
    """Run a proxy until the test is over."""
    environ = {"HOME": str(folder), "PATH": "/usr/sbin:/usr/bin:/bin"}
    with (folder / "errors").open("w") as errors:
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=errors, stderr=errors, env=environ)
        try:
            until = monotonic() + 30
            while process.poll() is None and monotonic() < until:
                try:
                    socket.create_connection(("127.0.0.1", port)).close()
                    break
                except ConnectionRefusedError:
                    continue
            assert process.poll() is None, (folder / "errors").read_text()
            yield
        finally:
            process.terminate()
            process.wait()


@pytest.mark.parametrize("path", ["", "/quiz"])
@pytest.mark.parametrize(
    ("configured", "example"),
    [pytest.param(nginx_of, "nginx.conf", marks=needs("nginx")), pytest.param(caddy_of, "Caddyfile", marks=needs("caddy"))],
    ids=["nginx", "caddy"],
)
def test_a_proxy_by_the_example_serves_pages_links_and_files(tmp_path, configured, example, path):
    port, behind = free_ports(2)
    url = f"http://127.0.0.1:{port}{path}"
    settings = {"QUIZAPP_URL": url, "QUIZAPP_PROXIES": "1", "QUIZAPP_LOG": "json"}
    with live(tmp_path / "instance", "--port", str(behind), **settings) as server:
        command = configured((EXAMPLES / example).read_text(), port, f"127.0.0.1:{behind}", path, tmp_path)
        with proxied(command, port, tmp_path):
            with urlopen(f"{url}/") as response:
                page, number = response.read().decode(), response.headers["X-Request-ID"]
            style = re.search(r'<link [^>]*href="([^"]+\.css)"', page)[1]
            assert style.startswith(f"{path}/static/")
            with urlopen(f"http://127.0.0.1:{port}{style}") as response:
                assert response.status == 200
            with urlopen(Request(f"{url}/login?next={path}/decks/harbour/read")) as response:
                assert f'action="{path}/login"' in response.read().decode()
        assert number in server.stop(), "the log has the number of the reply"


def test_the_unit_and_the_container_file_start_what_exists(tmp_path):
    unit, container = ((EXAMPLES / name).read_text() for name in ("quizapp.service", "Containerfile"))
    commands = [re.search(r"quizapp (serve .*)", unit)[1].split(), json.loads(re.search(r"^CMD (.*)$", container, re.MULTILINE)[1])[1:]]
    for name, *options in commands:
        assert name == "serve"
        serve.make_context("serve", options)  # raises for an option that does not exist
    for name in re.findall(r"requirements/\w+\.txt", container):
        assert (ROOT / name).exists()
    settings = set(re.findall(r"QUIZAPP_\w+", unit + container + (EXAMPLES / "nginx.conf").read_text()))
    documented = (ROOT / "docs" / "operating.md").read_text()
    assert {name for name in settings if f"`{name}`" not in documented} == set()


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not installed")
def test_systemd_reads_the_unit(tmp_path):
    unit = tmp_path / "quizapp.service"
    unit.write_text((EXAMPLES / "quizapp.service").read_text().replace("/opt/quizapp/venv/bin/quizapp", "/bin/true"))
    result = subprocess.run(["systemd-analyze", "verify", str(unit)], capture_output=True, text=True, check=False)
    assert "quizapp.service" not in result.stderr, result.stderr
