def test_writes_into_the_bank(quizapp, instance, monkeypatch, tmp_path):
    monkeypatch.setenv("QUIZAPP_BANK", str(tmp_path))
    result = quizapp("schema")
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [str(tmp_path / "schema" / "deck.json"), str(tmp_path / "schema" / "facts.json")]


def test_writes_into_a_folder(quizapp, tmp_path):
    assert quizapp("schema", tmp_path / "here").exit_code == 0
    assert (tmp_path / "here" / "facts.json").is_file()


def test_help_has_an_example(quizapp):
    assert "Example: quizapp schema" in quizapp("schema", "--help").stdout
