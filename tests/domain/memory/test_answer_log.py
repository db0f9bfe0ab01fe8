import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.domain.memory.answer_log import COLUMNS, UnreadableLogError, read_log
from quizapp.domain.memory.prediction import Row

HEADER = "user,card,fact,day,t,rating,kind,ms\n"


def read(text, **columns):
    return read_log(text.splitlines(keepends=True), {**COLUMNS, **columns})


def refused(text, **columns):
    with pytest.raises(UnreadableLogError) as error:
        read(text, **columns)
    return str(error.value)


def test_a_log_is_read_in_order_of_time():
    rows = read(HEADER + "b,1,0,1,90,1,1,200\na,1,0,0,7.5,3,1,\n")
    assert rows == [Row("a", "1", "0", 0, 7.5, 3), Row("b", "1", "0", 1, 90.0, 1)]


def test_answers_of_one_second_stay_in_their_order():
    assert [row.question for row in read(HEADER + "a,2,0,0,5,1,,\na,1,0,0,5,1,,\n")] == ["2", "1"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_spreadsheets_write_other_delimiters_and_a_mark_in_front(delimiter, mark):
    text = HEADER + 'a,"c 1",0,2026-03-02,1,3,1,1\r\n'
    assert read(mark + text.replace(",", delimiter))[0] == Row("a", "c 1", "0", 739677, 1.0, 3)


def test_columns_may_have_other_names_and_facts_and_options_may_be_missing():
    rows = read("student,item,d,sec,grade,n\nkim,q1,3,1,4,4\n", user="student", card="item", day="d", t="sec", rating="grade", options="n")
    assert rows == [Row("kim", "q1", "q1", 3, 1.0, 4, 4)]
    assert read("user,card,day,t,rating\na,b,1,1,3\n")[0].options == 0
    assert read("user,card,day,t,rating,options\na,b,1,1,3,\n")[0].options == 0


def test_missing_columns_are_named():
    assert refused("user,fact,day\n") == "line 1: there is no column card, t, rating; name the columns with --columns"
    assert refused("") == "line 1: there is no column user, card, day, t, rating; name the columns with --columns"
    assert "there is no column topic;" in refused(HEADER, fact="topic")


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("a,b,0,x,1,3", "day is “x”, not a whole number or a date such as 2026-03-02"),
        ("a,b,0,1e9,1,3", "day is “1e9”, not a whole number or a date such as 2026-03-02"),
        ("a,b,0,1000000000,1,3", "day is “1000000000”, not a whole number or a date such as 2026-03-02"),
        ("a,b,0,10000-01-01,1,3", "day is “10000-01-01”, not a whole number or a date such as 2026-03-02"),
        ("a,b,0,1,nan,3", "t is “nan”, not a number of seconds"),
        ("a,b,0,1,1e999,3", "t is “1e999”, not a number of seconds"),
        ("a,b,0,1,,3", "t is “”, not a number of seconds"),
        ("a,b,0,1,1,3.5", "rating is “3.5”, not a whole number"),
        ("a,b,0,1,1,1_0", "rating is “1_0”, not a whole number"),
        ("a,b,0,1,1,٣", "rating is “\\u0663”, not a whole number"),
        ("a,b,0,1,1", "rating is “”, not a whole number"),
        (",b,0,1,1,3", "user is “”, not a name of 1 to 200 characters"),
        ("a\0,b,0,1,1,3", "user is “a\\x00”, not a name of 1 to 200 characters"),
        (f"a,{'b' * 201},0,1,1,3", f"card is “{'b' * 40}”, not a name of 1 to 200 characters"),
        ("a,b,0," + "9" * 5000 + ",1,3", f"day is “{'9' * 40}”, not a whole number or a date such as 2026-03-02"),
        ('a,"b"c,0,1,1,3', "this is not a line of a table: ',' expected after '\"'"),
    ],
)
def test_a_value_that_cannot_be_read_is_named_with_its_line(line, problem):
    assert refused(HEADER + "a,b,0,1,1,3\n" + line + "\n") == f"line 3: {problem}"


def test_empty_lines_are_no_answers_and_study_views_are_read():
    assert [row.rating for row in read(HEADER + "\na,b,0,1,1,0\n\n")] == [0]
    assert read(HEADER) == []


def test_the_last_day_there_is_can_be_read():
    assert read(HEADER + "a,b,0,9999-12-31,1,3\n")[0].day == 3652059


@given(st.text(max_size=80), st.text(max_size=80))
def test_whatever_is_in_a_file_is_read_or_refused_with_its_line(header, line):
    for text in (header + "\n" + line, HEADER + line, HEADER + "a,b,0,1,1,3\n" + line):
        assert read_or_said(text.split("\n"))


def read_or_said(lines):
    try:
        return isinstance(read_log(lines), list)
    except UnreadableLogError as error:
        return str(error).startswith("line ")


def test_a_first_line_that_is_no_line_of_a_table_is_refused():
    assert refused('"user"x,card\n').startswith("line 1: this is not a line of a table")
