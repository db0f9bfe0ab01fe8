"""The deck that comes with the program: what learners write counts as what it is, and nothing gives an answer away."""

import re

import pytest
from support import ROOT

from quizapp.bank.load import load_folder
from quizapp.domain.questions.question import FormatError
from quizapp.domain.questions.registry import type_of

FOLDER = ROOT / "question_bank" / "korea-japan-summit"
DECK = load_folder(FOLDER)[0].deck

RIGHT = {
    "summit-month": "March; mid-March; March 2023; the middle of March; march; It took place in March 2023; March of 2023",
    "gap-between-meetings-numeric": "12; twelve; 12 years; in 12 years",
    "two-at-the-table": "bilateral; bi-lateral; two-sided; Bilateral; bilatral; bipartite; two-party; "
    "bilateral summit; bilateral negotiations",
    "export-limits-date": "2019; in 2019",
    "export-limits-numeric": "3; three; 3 materials",
    "colonial-rule-start": "1910; in 1910",
    "colonial-rule-end": "1945; in 1945",
    "colonial-rule-length": "35; 36; thirty-five; thirty-six; 35 years; 36 years; for 35 years; about 35 years; 35 or 36",
    "latest-quarrel-short-answer": "trade; commerce; trade disputes; export trade; trade relations; "
    "trade conflict; trade quarrel; trade restrictions; trade barriers",
    "feud-length-numeric": "10; ten; 10 years",
    "next-visit-short-answer": "Washington; Washington DC; Washington, D.C.; D.C.; Washington in the USA; "
    "Washington, USA; the US capital; the capital Washington",
    "treaty-anniversary-numeric": "70; seventy; 70 years; 70 years old",
    "treaty-anniversary-short-answer": "mutual defence treaty; mutual defense treaty; mutual defence; "
    "a mutual defence pact; Mutual Defense Pact; a defence treaty; a treaty of mutual defence; defence alliance; "
    "mutual security treaty; mutual defence agreement; mutual defence alliance; defence agreement; "
    "a treaty to defend each other; each side helps to defend the other",
    "old-acquaintance-short-answer": "centuries; for centuries; many centuries; hundreds of years; "
    "several hundred years; a few centuries; over the centuries; many hundred years; a couple of centuries; "
    "over many centuries",
    "japanese-leader-short-answer": "Kishida; Kishida Fumio; Fumio Kishida; Prime Minister Kishida; 岸田文雄; "
    "기시다 후미오; Kishda; Prime Minister Kishida Fumio of Japan; the Japanese prime minister Kishida Fumio; "
    "His name is Kishida",
    "japanese-leader-office": "prime minister; Prime Minister; the prime minister of Japan; PM; premier; "
    "Prime Minster; Japanese PM; Prime minister Kishida",
    "south-korean-leader-short-answer": "Yoon; Yoon Suk Yeol; Suk Yeol Yoon; President Yoon; Yun Suk Yeol; "
    "Yoon Seok-yeol; 윤석열; President Yoon Suk Yeol of South Korea; the South Korean president Yoon Suk Yeol; "
    "His name is Yoon; Youn Suk Yeol",
    "south-korean-leader-office": "president; the president; president of South Korea; 대통령; President Yoon; state president",
    "summit-place-short-answer": "Tokyo; in Tokyo; Tokyo, Japan; 東京; 도쿄; Tokyo, capital of Japan; the Japanese capital Tokyo",
    "court-ruling-debtor": "Japanese companies; companies from Japan; Japanese firms; firms from Japan; "
    "a Japanese company; Japanese factories; Nippon Steel; two Japanese companies; Japanese enterprises; "
    "firms of Japan; the Japanese companies that had used forced labour",
    "court-ruling-claim": "forced labour; forced labor; forced work; slave labour; they were forced to work; "
    "slavery; Koreans had to do forced labour; Koreans were forced to work; conscripted labour; "
    "forced labour in the Second World War; forced labour in Japan; forced labour for Japan; "
    "forced labour during the war; they were forced to do labour; they had been forced to labour; "
    "Koreans had been made to work; they were made to work for Japanese companies; "
    "Japanese companies forced them to work",
    "court-ruling-period": "Second World War; the Second World War; World War II; World War Two; WW2; WWII; 2nd World War; World War 2",
    "court-ruling-money": "compensation; damages; reparations; compensaton; to compensate; payment of damages",
    "islands-names": "Dokdo; Takeshima; Dokdo/Takeshima; Takeshima and Dokdo; Dokdo or Takeshima; the Dokdo Islands; "
    "독도; 竹島; Liancourt Rocks",
    "islands-waters": "Sea of Japan; the Sea of Japan; East Sea; the East Sea; Japan Sea; Japanese Sea; "
    "Sea of Japan/East Sea; East Sea / Sea of Japan; 동해; 日本海; They lie in the Sea of Japan",
    "joint-work-short-answer": "North Korea; North Korea's; North Korean; DPRK; N. Korea; NK; 북한; that of North Korea",
    "first-in-asia": "allies; its closest allies; close allies; closest allies; partners; closest partners; "
    "closest allies in Asia; allied nations",
    "partnership-of-three-picture": "C; c; the letter C; corner C; C stands for the US; point C",
    "celebration-short-answer": "White House; the White House; They celebrate in the White House; "
    "in the White House in Washington DC; The White House, Washington",
    "celebration-name": "state dinner; a state dinner; state banquet; banquet; an official dinner; "
    "formal dinner; gala dinner; an official state dinner; state dinner at the White House; State diner",
    "worldwide-trend-north": "richer countries; the rich countries; developed countries; industrial nations; "
    "wealthy countries; First World; rich; developed; Western countries; the West; Global North; "
    "Europe and North America; rich states; the richer ones; the rich world; the countries that are rich; "
    "advanced countries; G7",
    "worldwide-trend-name": "South-South cooperation; South-South; South–South; south south cooperation; "
    "South-South co-operation; Global South cooperation; South-South collaboration",
    "new-field-named": "economic security; economic security in technology; security of the economy; "
    "Economic Security; economic security in the field of technology",
    "capitals-headline": "the government of South Korea; South Korea; the South Korean government; "
    "South Korea's government; the Korean government; the president of South Korea; South Korea's president; "
    "Republic of Korea; ROK; President Yoon; the Seoul government; the government of Seoul; the South Korean state",
    "technologies-short-answer": "semiconductors; chips; microchips; computer chips; semiconductor chips; a chip; memory chips",
    "motive-as-seen-word": "retaliation; as retaliation; revenge; reprisal; a blow in return; payback; "
    "tit for tat; countermeasure; hitting back; As retaliation for the court decision; "
    "as a retaliation for the decision; retaliation for a decision by a South Korean court; retaliate; "
    "They understood it as retaliation",
    "motive-as-seen-example": "retaliation; revenge; tit for tat; a reprisal; a retaliatory tax; "
    "a countermeasure; counter-tariff; to retaliate; a retaliatory duty; counterstrike; hitting back",
    "what-can-come-back": "security; security cooperation; on security; security matters; "
    "cooperation on security; regional security; cooperation on regional security; security partnership; "
    "working together on security",
    "rare-metals": "economic security; economical security; security of supply; supply security; "
    "supply-chain security; resource security; for economic security",
    "what-draws-together": "security concerns; concerns about security; security; security issues; "
    "concerns over security; concerns about their security; their security concerns; worries about their security; "
    "safety concerns; security fears",
    "open-question-short-answer": "trilateral; tripartite; three-way; tri-lateral; triangular; trilateral summit",
    "open-question-teacher": "mediator; a mediator; mediation; go-between; peacemaker; facilitator; moderator; "
    "the role of a mediator; middleman; conciliation",
}
"""What learners write and is right, separated by semicolons."""

NOT_RIGHT = {
    "summit-month": "April; May; spring; 2019",
    "gap-between-meetings-numeric": "10; 70; 11",
    "two-at-the-table": "trilateral; unilateral; multilateral; private; small",
    "export-limits-date": "2018; 2023; 2020",
    "export-limits-numeric": "2; 4",
    "colonial-rule-start": "1905; 1945; 1919",
    "colonial-rule-end": "1910; 1948; 1953",
    "colonial-rule-length": "34; 34.2; thirty-four; 34 years; 35.5; 37; 40; 45; 35 months; decades",
    "latest-quarrel-short-answer": "chips; islands; religion; economy; technology; semiconductors; money",
    "feud-length-numeric": "12; 70; 35",
    "next-visit-short-answer": "New York; Tokyo; America; Seoul",
    "treaty-anniversary-numeric": "12; 35; 75",
    "treaty-anniversary-short-answer": "peace treaty; treaty; alliance; trade treaty; mutual trade treaty; national defence",
    "old-acquaintance-short-answer": "ten years; since 1910; decades; a long time; century; a century; one century; a hundred years",
    "japanese-leader-short-answer": "Yoon; Abe; Suga; Kim; the prime minister; Prime Minister Yoon of Japan",
    "japanese-leader-office": "president; emperor; minister",
    "south-korean-leader-short-answer": "Kishida; Moon; Kim Jong Un; Park; the president of South Korea",
    "south-korean-leader-office": "prime minister; king",
    "summit-place-short-answer": "Seoul; Kyoto; Washington; Japan; not Tokyo",
    "court-ruling-debtor": "Japan; the Japanese government; South Korean companies; companies; South Korea",
    "court-ruling-claim": "comfort women; work; colonial rule; murder; forced marriage; they were forced to fight",
    "court-ruling-period": "Korean War; First World War; World War I; World War; war",
    "court-ruling-money": "a fine; money; tax; wages",
    "islands-names": "Senkaku; Jeju; Kuril Islands; Tsushima",
    "islands-waters": "Yellow Sea; East China Sea; Pacific; South China Sea",
    "joint-work-short-answer": "China; Iran; Russia; Korea; South Korea",
    "first-in-asia": "friends; enemies; neighbours; rivals; alliances",
    "partnership-of-three-picture": "A; B; A and B; the United States",
    "celebration-short-answer": "Capitol; Pentagon; Washington; Blue House",
    "celebration-name": "dinner; state visit; parade; lunch; state; a state; state meal",
    "worldwide-trend-north": "North Korea; Europe; poor countries; developing countries; the South; the USA and Europe; rich people",
    "worldwide-trend-name": "cooperation; bilateral; trilateral; North-South cooperation",
    "new-field-named": "technology; security; defence; national security",
    "capitals-headline": "the mayor of Seoul; France; the people of Seoul; North Korea; Seoul; the South Korean people; Seoul's mayor",
    "technologies-short-answer": "batteries; phones; artificial intelligence; technology",
    "motive-as-seen-word": "protection; a gift; a threat; help; not retaliation; sanctions",
    "motive-as-seen-example": "compensation; a trade war; cooperation; a tax",
    "what-can-come-back": "technology; trade; defence; the islands; North Korea; economic security; nuclear; political",
    "rare-metals": "military security; energy security; security; national security; security of raw materials",
    "what-draws-together": "trade; money; concerns; friendship; North Korea; economic security",
    "open-question-short-answer": "bilateral; multilateral; unilateral; three",
    "open-question-teacher": "judge; referee; arbitrator; partner; teacher; meditator",
}
"""What learners write and is not right: it is wrong, or sent back to be made more precise."""

FILLED = {
    "shared-order-cloze": "democracies/market; democratic/free market; democratic nations/market-orientated; democracy/capitalistic",
    "summit-journey": "R/P; r/p; letter R/letter P",
}
"""What learners write in the gaps and is right, a stroke between gaps."""

NOT_FILLED = {
    "shared-order-cloze": "neighbours/strong; allies/open; market/democracies",
    "summit-journey": "P/R; Q/S; p/r; Tokyo/Seoul",
}
"""What learners write in the gaps and is wrong in each of them."""

ABSOLUTE = re.compile(r"\b(all|alone|always|any|every|never|no|none|nobody|nothing|only)\b", re.IGNORECASE)


def judged(key, *texts):
    """Return the grade of what was typed as the answer to a question, a text for each field, or why it was sent back."""
    question = DECK.questions[key]
    kind = type_of(question)
    fields = zip(kind.field_names(question), texts, strict=True)
    response = kind.parse(question, {field: [text] for field, text in fields})
    return response if isinstance(response, FormatError) else kind.grade(question, response)


def rows(table):
    """Yield a parameter for each text of a table."""
    return [pytest.param(key, text.strip(), id=f"{key}: {text.strip()}") for key, texts in table.items() for text in texts.split(";")]


def test_every_typed_question_has_rows():
    typed = {key for key, question in DECK.questions.items() if type_of(question).typed}
    assert typed == {*RIGHT, *FILLED} == {*NOT_RIGHT, *NOT_FILLED}


@pytest.mark.parametrize(("key", "text"), rows(RIGHT))
def test_right_is_right(key, text):
    assert getattr(judged(key, text), "score", "sent back") == 1


@pytest.mark.parametrize(("key", "text"), rows(NOT_RIGHT))
def test_what_is_not_right_is_wrong_or_sent_back(key, text):
    assert getattr(judged(key, text), "score", 0) == 0


@pytest.mark.parametrize(("key", "texts"), rows(FILLED))
def test_gaps_are_filled(key, texts):
    assert getattr(judged(key, *texts.split("/")), "score", "sent back") == 1


@pytest.mark.parametrize(("key", "texts"), rows(NOT_FILLED))
def test_gaps_are_not_filled(key, texts):
    assert getattr(judged(key, *texts.split("/")), "score", 0) == 0


def test_a_named_confusion_is_answered():
    for question in DECK.questions.values():
        for mistake in getattr(question, "mistakes", None) or ():
            assert judged(question.id, mistake.text).feedback == (mistake.feedback,), (question.id, mistake.text)


def test_no_statement_is_decided_by_an_absolute_word():
    statements = [question.prompt for question in DECK.questions.values() if type_of(question).statement]
    assert len(statements) > 2
    assert not [text for text in statements if ABSOLUTE.search(text)]


def test_neither_true_nor_false_is_always_right():
    assert {question.answer for question in DECK.questions.values() if type_of(question).statement} == {True, False}
