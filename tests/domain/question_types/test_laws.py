"""What every type of question guarantees, so that no other code has to know its name."""

from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from question_strategies import EXAMPLES, asked, every_type, forms, loaded, questions, right_form, wrong_form

from quizapp.domain.questions.keys import same_key
from quizapp.domain.questions.question import FormatError, Response
from quizapp.domain.questions.registry import CARD

quickly = settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])


@every_type
def test_the_right_answer_is_right_for_its_own_question_and_wholly_wrong_for_the_twin(kind):
    score = {form: kind.grade(asked(kind), kind.parse(asked(kind), form(kind))).score for form in (right_form, wrong_form)}

    assert score == {right_form: 1, wrong_form: 0}


@every_type
@pytest.mark.parametrize("seed", range(5))
def test_questions_that_differ_in_what_is_right_are_shown_alike(kind, seed):
    example = EXAMPLES[kind.name]

    assert kind.present(kind.load(example.asked), Random(seed)) == kind.present(kind.load(example.twin), Random(seed))


@every_type
@quickly
@given(data=st.data())
def test_the_fields_of_a_response_are_read_as_the_response(kind, data):
    question = data.draw(questions(kind.name))
    response = kind.parse(question, data.draw(forms(kind, question)))

    if not isinstance(response, FormatError):
        fields = kind.fields(question, response)
        assert kind.parse(question, fields) == response
        assert set(fields) <= set(kind.field_names(question))


@every_type
@quickly
@given(data=st.data())
def test_the_right_response_is_right_and_its_fields_are_read(kind, data):
    question = data.draw(questions(kind.name))
    right = kind.right_response(question)

    assert kind.grade(question, right).score == 1
    assert kind.parse(question, kind.fields(question, right)) == right


@every_type
@quickly
@given(data=st.data())
def test_a_question_agrees_with_its_own_key(kind, data):
    question = data.draw(questions(kind.name))

    assert same_key(question, question)
    assert same_key(question, question.model_copy(update={"prompt": question.prompt, "hint": "A hint."}))


@every_type
@quickly
@given(data=st.data())
def test_what_a_question_accepts_in_addition_is_worth_no_less(kind, data):
    question = data.draw(questions(kind.name))
    response = kind.parse(question, data.draw(forms(kind, question)))
    if isinstance(response, FormatError) or kind.grade(question, response).score == 1:
        return

    changes = kind.accepting(question, response)

    assert not changes or kind.typed
    changed = loaded(kind.name, {**question.model_dump(mode="json", exclude_none=True), **changes}, question._context)
    assert changed is None or kind.grade(changed, response).score >= kind.grade(question, response).score


@every_type
@quickly
@given(data=st.data())
def test_what_is_right_has_as_many_forms_and_judges_as_texts_or_none(kind, data):
    question = data.draw(questions(kind.name))

    assert len(question.forms) in {0, len(question.right)}
    assert len(question.judges) in {0, len(question.right)}
    assert not set(question.wrong) & set(question.right)


@every_type
@quickly
@given(data=st.data(), seed=st.randoms(use_true_random=False))
def test_a_question_is_printed_with_its_key(kind, data, seed):
    question = data.draw(questions(kind.name))

    printed = kind.printed(question, kind.present(question, seed))

    assert printed.key
    assert set(question.options) <= {*printed.lettered, *question.right, *question.wrong}


@every_type
@quickly
@given(data=st.data())
def test_a_side_is_a_question_of_its_type(kind, data):
    made = data.draw(questions(kind.name)).model_copy(update={"id": "one"})

    assert [type(side) for side in kind.sides(made)] == [kind.model] * len(kind.sides(made))
    assert kind.sides(made)[0] == made
    assert len({side.id for side in kind.sides(made)}) == len(kind.sides(made))


@every_type
def test_a_learner_who_rates_is_shown_a_card_and_nobody_else_is(kind):
    assert kind.self_rated == (kind.shows == "card")
    assert not kind.self_rated or kind.grade(None, Response(("again",))).score == 0


def test_every_question_can_be_asked_as_a_card():
    assert CARD.self_rated


@every_type
@quickly
@given(data=st.data())
def test_what_others_read_of_a_question_is_text(kind, data):
    question = data.draw(questions(kind.name))
    texts = (*question.right, *question.options, *question.wrong, *question.foreseen, *question.rests_on, *question.checklist)

    assert all(isinstance(text, str) and text for text in (question.shown, *texts))


@every_type
@pytest.mark.parametrize("seed", range(5))
def test_only_what_is_in_a_form_from_the_start_is_untouched(kind, seed):
    question = asked(kind)
    prompt = kind.present(question, Random(seed))
    shown = Response(tuple(text for _, text in prompt.items))

    assert kind.untouched(question, prompt, shown) == bool(prompt.items)
    assert not kind.untouched(question, prompt, Response(shown.values[::-1]))


@every_type
def test_a_right_answer_is_a_sequence_if_its_parts_are_put_in_order(kind):
    assert kind.sequence == bool(kind.present(asked(kind), Random(1)).items)


@every_type
@pytest.mark.parametrize("seed", range(3))
def test_every_type_is_a_card_whose_front_tells_nothing(kind, seed):
    example = EXAMPLES[kind.name]
    question, twin = asked(kind), kind.load(example.twin)
    card, other = (kind.as_card(one, kind.present(one, Random(seed))) for one in (question, twin))

    assert card.front == other.front
    assert card.front.text == question.shown
    assert (card.back, other.back) == (question.right, twin.right)


@every_type
def test_the_cards_to_practise_with_have_the_whole_right_answer_and_short_fronts(kind):
    question, twin = asked(kind), kind.load(EXAMPLES[kind.name].twin)
    cards, others = (kind.as_cards(one, kind.present(one, Random(3))) for one in (question, twin))

    assert [card.front for card in cards] == [card.front for card in others]
    assert all(card.back for card in cards)
    assert all(any(text in right for right in question.right) for card in cards for text in card.back)
    assert all(question.prompt in {card.front.about, card.front.text} or card.front.text == question.shown for card in cards)
    assert sum(len(card.back) for card in cards) == len(question.right)
    for card in cards:
        words = " ".join([card.front.text, card.front.about, *(text for texts in card.front.offered for text in texts)])
        assert len(words.split()) < 20


@every_type
def test_a_card_that_cannot_say_what_is_asked_has_a_word_for_it(kind):
    front = kind.as_card(asked(kind), kind.present(asked(kind), Random(1))).front

    assert (front.how == "truth") == kind.statement
