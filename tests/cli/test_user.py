import pytest

PASSWORD = "three brown hens\n"


@pytest.fixture
def sora(quizapp, installed):
    assert quizapp("user", "add", "sora", "--display-name", "Sora K.", typed=PASSWORD).exit_code == 0


def listed(quizapp):
    return quizapp("user", "list").stdout.splitlines()


def test_add_makes_an_account(quizapp, installed):
    result = quizapp("user", "add", "hana", "--role", "teacher", typed=PASSWORD)

    assert (result.exit_code, result.stdout) == (0, "created hana, teacher\n")
    assert [line.split("\t")[:2] for line in listed(quizapp)] == [["hana", "teacher"]]


def test_list_shows_role_and_name(quizapp, sora):
    (line,) = listed(quizapp)

    assert line.startswith("sora\tstudent\tlast seen ")
    assert line.endswith("\tSora K.")


@pytest.mark.parametrize(
    ("name", "password", "reason"),
    [("SORA", PASSWORD, "taken"), ("yuna", "short\n", "ten"), ("yuna", "", "ten"), ("<>", PASSWORD, "letters")],
)
def test_add_refuses_in_one_line(quizapp, sora, name, password, reason):
    result = quizapp("user", "add", name, typed=password)

    assert result.exit_code == 1
    assert reason in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert len(listed(quizapp)) == 1


def test_password_signs_out_everywhere(quizapp, sora):
    from quizapp.cli import database
    from quizapp.config import now
    from quizapp.services.people import accounts

    with database():
        mark = accounts.sign_in("sora", PASSWORD.strip(), now=now(), agent="", address="127.0.0.1")

    assert quizapp("user", "password", "sora", typed="four grey geese\n").exit_code == 0

    with database():
        assert not accounts.visitor(mark).signed_in
        assert accounts.sign_in("sora", "four grey geese", now=now(), agent="", address="127.0.0.1")


def test_role_disable_and_enable(quizapp, sora):
    assert quizapp("user", "role", "sora", "admin").exit_code == 0
    assert quizapp("user", "disable", "sora").exit_code == 0
    assert listed(quizapp)[0].split("\t")[1:3] == ["admin", "disabled"]

    assert quizapp("user", "enable", "sora").exit_code == 0
    assert "disabled" not in listed(quizapp)[0]


def test_delete_asks_first(quizapp, sora):
    assert quizapp("user", "delete", "sora", typed="n\n").exit_code == 1
    assert len(listed(quizapp)) == 1

    assert quizapp("user", "delete", "sora", typed="y\n").exit_code == 0
    assert listed(quizapp) == []


@pytest.mark.parametrize("command", [("password",), ("role", "student"), ("disable",), ("enable",), ("delete", "--yes")])
def test_an_unknown_name_is_told_in_one_line(quizapp, installed, command):
    verb, *rest = command

    result = quizapp("user", verb, "nobody", *rest, typed=PASSWORD)

    assert (result.exit_code, result.stderr) == (1, "Error: there is no account nobody; quizapp user list shows all accounts\n")


def test_without_a_database_the_cure_is_named(quizapp, instance):
    result = quizapp("user", "list")

    assert result.exit_code == 1
    assert "quizapp db upgrade" in result.stderr
