// Reads aloud, with a voice of the browser, what is on the screen: sentence by sentence, the one being read marked.
// Pages say what may be read with data-aloud, and have the words of the button; where no voice speaks the language nothing is shown.
"use strict";

(() => {
  const SKIPPED = ".hidden, [aria-hidden=true], kbd, button, select, textarea, details, nav, template, .actions, .label, .row";
  const voices = () => speechSynthesis.getVoices();
  const controls = () => [...document.querySelectorAll("[data-aloud-controls]")];
  let sentences = []; // of what is shown: { range, text, lang }
  let place = 0; // the sentence that is read, or comes next
  let reading = 0; // the number of the utterance in progress, 0 while silent: what an older one reports is not heard
  let spoken = 0;

  // --- What there is to read ---

  const block = (node) => {
    let element = node.parentElement;
    while (element.parentElement && getComputedStyle(element).display.startsWith("inline")) element = element.parentElement;
    return element;
  };

  function collect() {
    const groups = new Map();
    for (const part of document.querySelectorAll("[data-aloud]")) {
      const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const element = node.parentElement;
        if (element.closest(SKIPPED) || !element.getClientRects().length) continue;
        const home = block(node);
        if (!groups.has(home)) groups.set(home, []);
        groups.get(home).push(node);
      }
    }
    return [...groups].flatMap(([, nodes]) => cut(nodes, nodes[0].parentElement.closest("[lang]").lang || document.documentElement.lang));
  }

  function cut(nodes, lang) {
    const whole = nodes.map((node) => node.data).join("");
    const parts = globalThis.Intl?.Segmenter ? [...new Intl.Segmenter(lang, { granularity: "sentence" }).segment(whole)] : [{ segment: whole, index: 0 }];
    return parts.filter((part) => /[\p{L}\p{N}]/u.test(part.segment)).map(({ segment, index }) => {
      const range = document.createRange();
      range.setStart(...at(nodes, index));
      range.setEnd(...at(nodes, index + segment.trimEnd().length));
      return { range, lang, text: segment.replace(/\s+/g, " ").trim() };
    });
  }

  function at(nodes, offset) {
    for (const node of nodes) {
      if (offset <= node.length) return [node, offset];
      offset -= node.length;
    }
    return [nodes.at(-1), nodes.at(-1).length];
  }

  // --- Whose voice: one of the language, of this device before one that sends the text elsewhere ---

  function voiceOf(lang) {
    const fitting = voices().filter((voice) => voice.lang.replace("_", "-").toLowerCase().split("-")[0] === lang.toLowerCase().split("-")[0]);
    const same = (voice) => voice.lang.replace("_", "-").toLowerCase() === lang.toLowerCase();
    return fitting.sort((a, b) => b.localService - a.localService || same(b) - same(a))[0];
  }

  // --- Reading ---

  function mark(sentence) {
    if (!CSS.highlights) return;
    CSS.highlights.delete("aloud");
    if (sentence) CSS.highlights.set("aloud", new Highlight(sentence.range));
  }

  function show() {
    for (const button of document.querySelectorAll("[data-aloud-button]")) {
      button.textContent = reading ? button.dataset.pause : button.dataset.start;
      button.setAttribute("aria-pressed", String(Boolean(reading)));
    }
  }

  function silence() {
    reading = 0;
    speechSynthesis.cancel();
    mark();
    show();
  }

  function read() {
    const sentence = sentences[place];
    if (!sentence) {
      place = 0;
      return silence();
    }
    const voice = voiceOf(sentence.lang);
    if (!voice) {
      place += 1;
      return read();
    }
    const utterance = new SpeechSynthesisUtterance(sentence.text);
    const number = reading = ++spoken;
    Object.assign(utterance, { voice, lang: voice.lang });
    utterance.addEventListener("end", () => {
      if (number !== reading) return;
      place += 1;
      read();
    });
    utterance.addEventListener("error", () => { if (number === reading) silence(); });
    mark(sentence);
    const { top, bottom } = sentence.range.getBoundingClientRect();
    if (top < 0 || bottom > innerHeight) sentence.range.startContainer.parentElement.scrollIntoView({ block: "center" });
    show();
    return speechSynthesis.speak(utterance);
  }

  function begin() {
    const kept = sentences[place];
    sentences = collect();
    const inView = sentences.findIndex(({ range }) => range.getBoundingClientRect().bottom > 0);
    const again = kept ? sentences.findIndex(({ text }) => text === kept.text) : -1;
    place = place && again >= 0 ? again : Math.max(0, inView); // goes on where it was, else with what is in view
    read();
  }

  const toggle = () => { if (reading) silence(); else begin(); };

  // --- The button, its keys, and what is shown anew ---

  function offer() {
    const any = collect().some(({ lang }) => voiceOf(lang));
    for (const control of controls()) control.hidden = !any;
    return any;
  }

  const wished = () => {
    try {
      return localStorage.getItem("aloud") === "on";
    } catch {
      return false;
    }
  };

  document.addEventListener("click", (event) => { if (event.target.closest("[data-aloud-button]")) toggle(); });

  document.addEventListener("change", (event) => {
    if (!event.target.matches("[data-aloud-wish]")) return;
    try {
      localStorage.setItem("aloud", event.target.checked ? "on" : "off");
    } catch {
      event.target.checked = false; // storage is blocked: the wish cannot be kept
    }
  });

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.repeat || event.isComposing) return;
    if (event.key === "Escape" && reading) {
      silence();
      place = 0;
    }
    if (event.key.toLowerCase() !== "r" || document.body.dataset.letterKeys === "off") return;
    if (event.target.closest?.("input:not([type=radio], [type=checkbox]), select, textarea, [contenteditable]") || document.querySelector("dialog[open]")) return;
    if (controls().some((control) => !control.hidden)) toggle();
  });

  document.addEventListener("shown", () => { // another question or its feedback: it is read by itself where that is wished
    silence();
    place = 0;
    sentences = [];
    if (offer() && wished()) begin();
  });

  addEventListener("pagehide", silence);
  speechSynthesis.addEventListener?.("voiceschanged", offer); // some browsers learn of their voices late
  for (const box of document.querySelectorAll("[data-aloud-wish]")) box.checked = wished();
  silence(); // what an earlier page began
  if (offer() && wished() && document.querySelector("[data-region]")) begin();
})();
