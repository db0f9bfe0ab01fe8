"""The program as installed: a wheel in an environment of its own, run in a folder of its own, far from the source tree."""

import subprocess
import sys
import sysconfig
import tarfile
import venv
from urllib.request import urlopen
from zipfile import ZipFile

import pytest
from support import ROOT, environ_of, live

pytestmark = [pytest.mark.process, pytest.mark.robust]


def run(*command, cwd, env=None):
    result = subprocess.run([str(word) for word in command], cwd=cwd, env=env, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout


def build(kind, tree, folder):
    """Build a wheel or an sdist of a tree with the installed back end; return its file."""
    run(sys.executable, "-m", "hatchling", "build", "-t", kind, "-d", folder, cwd=tree)
    (file,) = folder.iterdir()
    return file


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    return build("wheel", ROOT, tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def program(wheel, tmp_path_factory):
    """The `quizapp` of a fresh environment with the wheel; its dependencies come from the environment of the tests."""
    place = tmp_path_factory.mktemp("environment")
    venv.create(place, with_pip=False)
    python = place / "bin" / "python"
    run(sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--no-deps", "--no-index", wheel, cwd=place)
    (packages,) = place.glob("lib/python*/site-packages")
    # A folder named in a .pth file is searched last and its own .pth files are not read: the tree is not on this path.
    (packages / "of_the_tests.pth").write_text(f"{sysconfig.get_path('purelib')}\n{sysconfig.get_path('platlib')}\n")
    where = run(python, "-c", "import quizapp; print(quizapp.__file__)", cwd=place)
    assert where.strip() == str(packages / "quizapp" / "__init__.py")
    return str(place / "bin" / "quizapp")


@pytest.fixture
def quizapp(program, tmp_path):
    """Run the installed program in an empty folder, `quizapp("db", "upgrade")`; return its output."""

    def call(*arguments):
        return run(program, *arguments, cwd=tmp_path, env=environ_of(tmp_path / "instance", bank=None))

    return call


def get(address):
    with urlopen(address) as response:  # the address is a server of this test
        return response.status, response.read().decode()


def test_an_installed_program_serves_what_comes_with_it(program, tmp_path):
    with live(tmp_path / "instance", bank=None, program=[program], cwd=tmp_path) as server:
        assert "korea-japan-summit: published" in server.printed
        assert get(f"{server.address}/readyz")[0] == 200
        status, page = get(f"{server.address}/")
        assert (status, "/decks/korea-japan-summit" in page) == (200, True)
        errors = server.stop()

    assert errors == ""


def test_an_installed_program_migrates_and_finds_itself_sound(quizapp):
    assert quizapp("db", "upgrade") == "made the database\n"
    assert quizapp("db", "check") == "the database has no damage and its schema is up to date\n"
    assert "schema current" in quizapp("doctor")


def test_an_installed_program_checks_what_comes_with_it_and_writes_decks_elsewhere(quizapp, tmp_path):
    assert quizapp("check", "--strict") == ""

    quizapp("new", "water-cycle")

    assert (tmp_path / "question_bank" / "water-cycle" / "deck.yaml").is_file()


def test_a_wheel_carries_all_that_comes_with_the_program(wheel):
    carried = set(ZipFile(wheel).namelist())

    assert {f"quizapp/docs/{path.name}" for path in (ROOT / "docs").glob("*.md")} <= carried
    for folder in ("migrations/versions", "question_bank"):
        files = (path for path in (ROOT / folder).rglob("*") if path.is_file() and path.suffix != ".pyc")
        assert {f"quizapp/{path.relative_to(ROOT).as_posix()}" for path in files} <= carried
    catalogues = {path.relative_to(ROOT).with_suffix(".mo").as_posix() for path in (ROOT / "quizapp").rglob("*.po")}
    assert catalogues <= carried, "a language is carried as it was compiled"
    assert {name.partition("/")[0].partition("-")[0] for name in carried} == {"quizapp"}, "nothing lies beside the package"


def test_an_sdist_makes_the_same_wheel(wheel, tmp_path):
    with tarfile.open(build("sdist", ROOT, tmp_path / "sdist")) as archive:
        archive.extractall(tmp_path, filter="data")
    (tree,) = tmp_path.glob("quizapp-*")

    again = build("wheel", tree, tmp_path / "again")

    assert ZipFile(again).namelist() == ZipFile(wheel).namelist()
