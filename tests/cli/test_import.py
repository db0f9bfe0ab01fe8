import pytest


@pytest.fixture
def bank(tmp_path, instance, monkeypatch):
    monkeypatch.setenv("QUIZAPP_BANK", str(tmp_path / "bank"))
    return tmp_path / "bank"


def test_a_zip_comes_back_byte_for_byte(quizapp, bank, tmp_path):
    from support import BANK

    assert quizapp("export", BANK / "harbour", "--format", "zip", "--output", tmp_path / "harbour.zip").exit_code == 0
    result = quizapp("import", tmp_path / "harbour.zip", "--format", "zip")

    assert result.exit_code == 0, result.stderr
    assert {path.name: path.read_bytes() for path in (bank / "harbour").iterdir()} == {
        path.name: path.read_bytes() for path in (BANK / "harbour").iterdir()
    }


def test_a_folder_does_not_keep_how_hard_the_questions_were(quizapp, bank, tmp_path):
    from support import BANK

    from quizapp.bank.exchange import deck_zip
    from quizapp.domain.memory.running import QuestionNumbers

    files = deck_zip.files_of(BANK / "harbour")
    (tmp_path / "harbour.zip").write_bytes(deck_zip.export(files, {"sand-bank-short-answer": QuestionNumbers(9, 4.0)}).content)
    result = quizapp("import", tmp_path / "harbour.zip", "--format", "zip")
    assert result.exit_code == 0, result.stderr
    assert "elsewhere is left out: only a draft on the site keeps it (--owner)" in result.stderr
    assert {path.name for path in (bank / "harbour").iterdir()} == files.keys()


def test_a_file_becomes_a_deck_that_passes(quizapp, bank, tmp_path):
    (tmp_path / "My bank.gift.txt").write_text("::a::Is it?{T}\n\nOpen{}")
    result = quizapp("import", tmp_path / "My bank.gift.txt", "--format", "gift", "--language", "de")

    assert result.exit_code == 0, result.stderr
    assert result.stdout == f"wrote {bank / 'my-bank'}: 1 questions\n"
    assert "line 3: questions of type essay are left out" in result.stderr
    assert "language: de" in (bank / "my-bank" / "deck.yaml").read_text()
    assert quizapp("check", "--strict").exit_code == 0
    again = quizapp("import", tmp_path / "My bank.gift.txt", "--format", "gift")
    assert "already exists" in again.stderr


def test_the_id_and_the_folder_are_chosen(quizapp, bank, tmp_path):
    file = tmp_path / "x.csv"
    file.write_text("type,prompt,answer\nflashcard,a,b\n")

    assert quizapp("import", file, "--format", "csv", "--deck", "cards").exit_code == 0
    assert (bank / "cards" / "deck.yaml").is_file()
    assert quizapp("import", file, "--format", "csv", "--output", tmp_path / "other").exit_code == 0
    assert (tmp_path / "other" / "deck.yaml").is_file()
    for options in (["--deck", "Not An Id"], ["--deck", "one", "--output", tmp_path / "two"], ["--output", tmp_path / "No Id"]):
        refused = quizapp("import", file, "--format", "csv", *options)
        assert (refused.exit_code, len(refused.stderr.splitlines())) == (1, 1)


def test_a_refused_file_leaves_nothing(quizapp, bank, tmp_path):
    (tmp_path / "x.xml").write_text("<!DOCTYPE a [<!ENTITY b 'c'>]><quiz/>")
    result = quizapp("import", tmp_path / "x.xml", "--format", "moodle")

    assert (result.exit_code, len(result.stderr.splitlines())) == (1, 1)
    assert "declares a document type" in result.stderr
    assert not (bank / "x").exists()


def test_a_deck_with_errors_is_written_and_told(quizapp, bank, tmp_path):
    import zipfile

    with zipfile.ZipFile(tmp_path / "x.zip", "w") as archive:
        archive.writestr("deck.yaml", "title: A\nnonsense: 1\n")
    result = quizapp("import", tmp_path / "x.zip", "--format", "zip")

    assert result.exit_code == 1
    assert "unknown-key" in result.stderr
    assert (bank / "x" / "deck.yaml").is_file()


def test_a_file_becomes_a_draft_of_a_teacher(quizapp, bank, tmp_path):
    file = tmp_path / "My bank.gift.txt"
    file.write_text("::a::Is it?{T}\n\nOpen{}")
    assert quizapp("db", "upgrade").exit_code == 0
    assert quizapp("user", "add", "hana", "--role", "teacher", typed="three brown hens\n").exit_code == 0

    result = quizapp("import", file, "--format", "gift", "--owner", "hana")
    assert result.exit_code == 0, result.stderr
    assert result.stdout == "created the draft my-bank for hana: 1 questions, 0 errors to fix\n"
    assert "essay" in result.stderr
    assert not bank.exists()
    assert len([*(tmp_path / "instance" / "backups").glob("before-import-*.db")]) == 1
    assert "there is no account nobody" in quizapp("import", file, "--format", "gift", "--owner", "nobody").stderr
    assert "leave out --deck" in quizapp("import", file, "--format", "gift", "--owner", "hana", "--deck", "x").stderr
