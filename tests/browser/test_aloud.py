"""Reading aloud in Chromium, with a voice that only keeps what it has to say: what is read, in whose voice, and how it is stopped."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

VOICES = [{"name": "Far", "lang": "en-GB", "localService": False}, {"name": "Near", "lang": "en_US", "localService": True}]

VOICE = """(() => {
  const said = [];
  let waiting = null;
  window.said = said;
  window.finish = () => { const done = waiting; waiting = null; done?.dispatchEvent(new Event("end")); return Boolean(done); };
  window.SpeechSynthesisUtterance = class extends EventTarget { constructor(text) { super(); this.text = text; } };
  Object.defineProperty(window, "speechSynthesis", { value: Object.assign(new EventTarget(), {
    getVoices: () => VOICES,
    speak(utterance) { waiting = utterance; said.push([utterance.voice.name, utterance.text]); },
    cancel() { const ended = waiting; waiting = null; ended?.dispatchEvent(new Event("error")); },
  }) });
})()"""


@pytest.fixture
def listening(new_page):
    """Open a newcomer's reading of the sample deck, with these voices."""

    def open_page(voices=VOICES):
        page = new_page()
        page.add_init_script(VOICE.replace("VOICES", repr(voices).replace("True", "true").replace("False", "false")))
        page.goto("/")
        page.get_by_role("button", name="Start studying").click()
        page.get_by_role("heading", name="The pier of Brindle", level=1).wait_for()
        return page

    return open_page


def said(page):
    return page.evaluate("said.map(([, text]) => text)")


def marked(page):
    return page.evaluate("[...CSS.highlights.get('aloud') ?? []].map(String).join()")


def test_the_reading_is_read_sentence_by_sentence_under_the_marker(listening):
    page = listening()
    assert said(page) == []  # off until somebody asks
    page.get_by_role("button", name="Read aloud").click()
    assert said(page) == ["The pier of Brindle"] == [marked(page)]
    for _ in range(5):
        page.evaluate("finish()")
    texts = said(page)
    assert len(texts) == 6
    assert marked(page).split() == texts[-1].split()
    assert page.evaluate("said.every(([name]) => name === 'Near')")  # a voice of the device, before one that sends the text elsewhere
    shown = " ".join(page.locator("main").inner_text().split())
    assert all(text in shown for text in texts)
    assert texts[1:] == sorted(texts[1:], key=shown.index)


def test_it_pauses_goes_on_and_stops_by_key_and_ends_with_the_page(listening):
    page = listening()
    page.keyboard.press("r")
    page.evaluate("finish()")
    second = said(page)[-1]
    page.keyboard.press("r")
    assert marked(page) == ""
    assert not page.evaluate("finish()")  # silent
    expect(page.get_by_role("button", name="Read aloud")).to_have_attribute("aria-pressed", "false")
    page.keyboard.press("r")
    assert said(page)[-1] == second
    expect(page.get_by_role("button", name="Pause")).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("Escape")
    page.keyboard.press("r")
    assert said(page)[-1] == said(page)[0]
    while page.evaluate("finish()"):
        pass
    assert marked(page) == ""
    expect(page.get_by_role("button", name="Read aloud")).to_be_visible()


@pytest.mark.parametrize("voices", [[], [{"name": "Anna", "lang": "de-DE", "localService": True}]], ids=["none", "another-language"])
def test_without_a_voice_of_the_language_nothing_is_offered(listening, voices):
    page = listening(voices)
    expect(page.get_by_role("button", name="Read aloud")).to_be_hidden()
    page.keyboard.press("r")
    assert said(page) == []


def test_questions_are_read_on_a_device_that_asked_for_it(listening):
    page = listening()
    page.goto("/study/harbour?facts=oil")
    expect(page.get_by_role("button", name="Read aloud")).to_be_hidden()
    page.go_back()
    page.get_by_label("Read questions aloud, too, on this device").check()
    page.goto("/study/harbour?facts=oil")
    page.get_by_role("button", name="Pause").wait_for()
    while page.evaluate("finish()"):
        pass
    prompt = " ".join(page.locator("#asked").inner_text().split())
    assert " ".join(said(page)[:-2]).split() == prompt.split()
    assert said(page)[-2:] == ["True", "False"]
    asked = len(said(page))
    page.locator("label", has_text="False").click()
    page.get_by_role("button", name="Check answer").click()
    page.wait_for_function("asked => said.length > asked", arg=asked)  # its feedback, without a press of a button
    while page.evaluate("finish()"):
        pass
    shown = " ".join(page.locator("section.question").inner_text().split())
    assert all(text in shown for text in said(page)[asked:])
    page.goto("/decks/harbour/read")
    expect(page.get_by_label("Read questions aloud, too, on this device")).to_be_checked()
