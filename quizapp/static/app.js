// Makes pages quicker to use; every page is complete without it.
// Pages tell this script what to do with data attributes, and it has no texts of its own: pages contain those too.
"use strict";

const root = document.documentElement;
const find = (selector, from = document) => from.querySelector(selector);
const all = (selector, from = document) => [...from.querySelectorAll(selector)];
const words = () => find("#words")?.dataset ?? {};
const ONWARD = root.dir === "rtl" ? -1 : 1; // the direction of lines, which swipes and arrows follow

function say(text) {
  const live = find("#live");
  live.textContent = "";
  requestAnimationFrame(() => { live.textContent = text; });
}

// --- Theme: a choice made with the button stays on this device until the account's setting changes ---

const THEMES = ["auto", "light", "dark"];

function wearTheme(theme) {
  if (theme === "auto") delete root.dataset.theme;
  else root.dataset.theme = theme;
  for (const button of all("[data-theme-button]")) {
    button.textContent = button.dataset[theme];
    button.hidden = false;
  }
}

function storedTheme(account, chosen) {
  try {
    if (chosen) localStorage.setItem("theme", `${account} ${chosen}`);
    const [before, theme] = (localStorage.getItem("theme") ?? "").split(" ");
    return before === account && THEMES.includes(theme) ? theme : account;
  } catch {
    return chosen ?? account; // storage is blocked: the choice lasts for this page
  }
}

function startTheme() {
  const account = root.dataset.theme ?? "auto";
  let theme = storedTheme(account);
  wearTheme(theme);
  for (const button of all("[data-theme-button]")) {
    button.addEventListener("click", () => {
      theme = storedTheme(account, THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length]);
      wearTheme(theme);
    });
  }
}

// --- The browser's time zone, sent once, so that days begin where the learner is ---

function tellZone() {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (zone && !document.cookie.split("; ").includes(`zone=${zone}`)) {
    document.cookie = `zone=${zone}; path=/; max-age=31536000; samesite=lax`;
  }
}

// --- What a region needs each time it is shown: on load and after a swap ---

function prepare(region) {
  for (const part of all(".moves, [data-order-hint], [data-opens]", region)) part.hidden = false;
  for (const button of all("[data-opens]", region)) {
    button.addEventListener("click", () => find(`#${button.dataset.opens}`).showModal());
  }
  for (const list of all("[data-order]", region)) prepareOrder(list);
  for (const part of all("[data-hands]", region)) take(part);
  for (const form of all("form[data-autosave]", region)) prepareAutosave(form);
}

// --- What is moved by hand has a script of its own, which is loaded where it is needed, and ahead for the question that follows ---

function take(part, hold = ({ prepare }) => prepare(part)) {
  import(part.dataset.hands).then(hold).catch(() => {}); // without it the arrows and the selects stay
}

// --- Forms whose response replaces the region ---

let arrived = Date.now();

function replaceRegion(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  const fresh = find("[data-region]", page) ?? page.body;
  if (!find("section", fresh) || find("main", fresh)) return false; // a page of another kind
  showRegion(fresh.childNodes);
  return true;
}

function showRegion(nodes) {
  const region = find("[data-region]");
  region.replaceChildren(...nodes);
  arrived = Date.now();
  prepare(region);
  const ahead = find("#following")?.content.querySelector("[data-hands]");
  if (ahead) take(ahead, () => {});
  const title = find("[data-title]", region)?.dataset.title;
  if (title) document.title = title;
  const url = find("[data-url]", region)?.dataset.url;
  if (url) showAddress("replaceState", url);
  if (!("stay" in region.dataset)) window.scrollTo({ top: 0 });
  else if (region.getBoundingClientRect().top < 0) region.scrollIntoView();
  say(all("[data-announce]", region).map((part) => part.textContent.trim().replace(/\s+/g, " ")).join(". "));
  find("[data-focus]", region)?.focus({ preventScroll: true });
  document.dispatchEvent(new Event("shown"));
}

// --- The address of what is shown, so that going back or reloading shows it again ---

const address = () => location.pathname + location.search;
let shown = address();

function showAddress(how, url) {
  history[how](null, "", url);
  shown = address();
}

addEventListener("popstate", () => { if (shown !== address()) location.reload(); });

// --- "Next": the question came with the feedback. It is fetched instead when that was long ago, or when anything was sent since ---

const FRESH = 1_800_000; // milliseconds
const tabs = channel();
let since = performance.now(); // when the question was shown

function forget() {
  find("#following")?.remove();
}

tabs.addEventListener("message", forget);
addEventListener("pageshow", (event) => { if (event.persisted) forget(); });

function channel() { // an old browser has none, and one that blocks storage refuses it: then no tab hears of another
  try {
    return new BroadcastChannel("quizapp");
  } catch {
    return new EventTarget();
  }
}

function follow(link) {
  const next = Date.now() - arrived < FRESH ? find("#following") : null;
  if (!next) return fetchNext(link);
  showRegion(document.importNode(next.content, true).childNodes);
  return showQuestion(link.href);
}

async function fetchNext(link) {
  const from = shown;
  link.setAttribute("aria-busy", "true");
  let next = null;
  let html = "";
  try {
    next = await fetch(link.href, { headers: { "X-Fragment": "1" }, signal: AbortSignal.timeout?.(8000) });
    html = await next.text();
  } catch {
    next = null;
  }
  if (shown !== from || address() !== from) return; // gone back in the meantime
  link.removeAttribute("aria-busy");
  if (!next) showOffline(link.closest("form"), "#unreached");
  else if (next.redirected) location.assign(next.url); // the end of the round
  else if (next.ok && replaceRegion(html)) showQuestion(link.href);
  else location.assign(link.href);
}

function showQuestion(url) {
  showAddress("pushState", url);
  since = performance.now();
  for (const flash of all("main > .notice[data-announce]")) flash.remove(); // it was about the page before
  const field = matchMedia("(pointer: fine)").matches ? find("[data-autofocus]") : null;
  const heading = find("#asked");
  heading.tabIndex = -1;
  (field ?? heading).focus({ preventScroll: true });
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-next=swap]");
  if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  if (link.getAttribute("aria-busy") !== "true") follow(link);
});

function showOffline(form, words = "#offline") {
  find(".offline")?.remove();
  const notice = find(words).content.firstElementChild.cloneNode(true);
  notice.classList.add("offline");
  (find(".actions", form) ?? form).before(notice);
  say(notice.textContent.trim());
}

async function send(form, submitter) {
  const body = new URLSearchParams(new FormData(form, submitter));
  const label = submitter?.textContent;
  const slow = setTimeout(() => { if (submitter) submitter.textContent = words().saving; }, 400);
  form.setAttribute("aria-busy", "true");
  let html = "";
  try {
    const answer = await fetch(form.action, { method: "POST", body, headers: { "X-Fragment": "1" } });
    html = await answer.text();
    if (answer.redirected) return location.assign(answer.url);
    if (answer.ok && replaceRegion(html)) return undefined;
  } catch {
    return showOffline(form);
  } finally {
    clearTimeout(slow);
    form.removeAttribute("aria-busy");
    if (submitter) submitter.textContent = label;
  }
  delete form.dataset.swap; // let the browser show whatever it was; the same form sent twice is stored once
  return form.requestSubmit(submitter);
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method === "post") { // whatever is sent can change what follows, here and in other tabs
    forget();
    tabs.postMessage?.("sent");
  }
  if (form.getAttribute("aria-busy") === "true") event.preventDefault();
  else if ("swap" in form.dataset && find("[data-region]")) {
    event.preventDefault();
    send(form, event.submitter);
  }
});

document.addEventListener("formdata", (event) => {
  if ("swap" in event.target.dataset) event.formData.set("seen", Math.round(performance.now() - since));
});

// --- Long work: the page that shows the progress continues by itself, unless nothing has happened since the last page ---

function goOn(form) {
  const { action, dataset } = form;
  try {
    if (sessionStorage.getItem(action) === dataset.goOn) return;
    sessionStorage.setItem(action, dataset.goOn);
  } catch {
    return; // storage is blocked: the button stays
  }
  form.requestSubmit();
  form.setAttribute("aria-busy", "true");
  addEventListener("pagehide", () => form.removeAttribute("aria-busy"));
}

// --- Forms that save themselves while they are filled in ---

function prepareAutosave(form) {
  const status = find("[data-saved]", form);
  let timer;
  const save = async () => {
    timer = undefined;
    const body = new URLSearchParams(new FormData(form));
    const answer = await fetch(form.action, { method: "POST", body, headers: { "X-Autosave": "1" }, keepalive: true }).catch(() => null);
    const code = answer?.status ?? 0;
    document.dispatchEvent(new CustomEvent("saved", { detail: answer?.headers.get("X-Left") }));
    if (status) status.textContent = code >= 200 && code < 300 ? words().saved : words().unsaved;
    if (code === 0 || code >= 500) timer = setTimeout(save, 5000); // a form the server cannot read is not sent again
  };
  form.addEventListener("input", () => {
    if (status) status.textContent = words().unsaved;
    clearTimeout(timer);
    timer = setTimeout(save, 800);
  });
  form.addEventListener("submit", () => { clearTimeout(timer); timer = undefined; });
  addEventListener("pagehide", () => { if (timer) save(); });
}

// --- Lines to put in order, with arrows or numbers; a line that is already placed has no number to choose ---

function prepareOrder(list) {
  const rows = () => [...list.children];
  const number = (row) => {
    rows().forEach((line, i) => { if (find("select", line)) find("select", line).value = String(i + 1); });
    say(list.dataset.moved.replace("%s", find("span", row).textContent).replace("%n", rows().indexOf(row) + 1));
    list.dispatchEvent(new Event("input", { bubbles: true }));
  };
  list.addEventListener("click", (event) => {
    const button = event.target.closest("[data-move]");
    if (!button) return;
    const row = button.closest("li");
    if (button.dataset.move === "up") row.previousElementSibling?.before(row);
    else row.nextElementSibling?.after(row);
    number(row);
    button.focus();
  });
  list.addEventListener("change", (event) => {
    const row = event.target.closest("li");
    const others = rows().filter((line) => line !== row);
    const place = Number(event.target.value) - 1;
    if (place < others.length) others[place].before(row);
    else list.append(row);
    number(row);
    event.target.focus();
  });
}

// --- Questions are read aloud on a device that wishes it: the reading has the switch ---

function startAloud() {
  const script = words().aloudScript;
  try {
    if (!script || localStorage.getItem("aloud") !== "on" || find("script[src*='aloud.']")) return;
  } catch {
    return; // storage is blocked: there is no wish
  }
  document.head.append(Object.assign(document.createElement("script"), { src: script }));
}

// --- Keys: ignored while typing, on a focused control, or with Ctrl, Alt or Meta; each has a button ---

const CONTROLS = "a, button, input, select, textarea, summary, dialog, [contenteditable]";

function choose(digit) {
  const option = all(".option input")[digit - 1];
  if (option) {
    if (option.type === "radio") option.checked = true;
    else option.checked = !option.checked;
    option.dispatchEvent(new Event("input", { bubbles: true }));
    return say(option.nextElementSibling.textContent);
  }
  return all("[name=rating]")[digit - 1]?.click();
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.repeat || event.isComposing) return;
  if (event.target.closest?.(CONTROLS) || find("dialog[open]")) return;
  const press = (selector) => find(selector)?.click();
  const letters = document.body.dataset.letterKeys !== "off";
  if (event.key === "Enter") press("[data-next], .question .primary");
  else if (event.key === " " && find("[name=reveal], [data-turn]")) {
    event.preventDefault();
    press("[name=reveal], [data-turn]");
  } else if (letters && /^[1-9]$/.test(event.key)) choose(Number(event.key));
  else if (letters && event.key.toLowerCase() === "u") press("[data-undo]");
  else if (letters && event.key === "?") find("#keys")?.showModal();
  else if (event.key === "ArrowRight") press(ONWARD > 0 ? "[data-after]" : "[data-before]");
  else if (event.key === "ArrowLeft") press(ONWARD > 0 ? "[data-before]" : "[data-after]");
});

// --- Cards: a click flips one, a swipe moves to the next or the one before, or rates a flipped one ---

document.addEventListener("click", (event) => {
  const card = event.target.closest("[data-card]");
  if (card && !event.target.closest(CONTROLS) && !String(getSelection())) find("[name=reveal], [data-turn]")?.click();
});

let touch = null;
document.addEventListener("touchstart", (event) => {
  touch = event.target.closest("[data-swipe]") && event.touches.length === 1 ? event.touches[0] : null;
}, { passive: true });
document.addEventListener("touchend", (event) => {
  if (!touch) return;
  const across = ONWARD * (event.changedTouches[0].clientX - touch.clientX);
  const down = event.changedTouches[0].clientY - touch.clientY;
  touch = null;
  if (Math.abs(across) < 60 || Math.abs(across) < 2 * Math.abs(down)) return;
  find(across < 0 ? "[data-after], [value=again]" : "[data-before], [value=good]")?.click();
});

// --- A service worker, so that the app can be installed and keeps lessons; without one, pages are as they were ---

const { worker, lessons, offlineScript } = document.body.dataset;

function shownLessons() { // whose lessons this device shows without a connection; null if none was ever kept on it
  try {
    return localStorage.getItem("lessons");
  } catch {
    return null;
  }
}

function startOffline() {
  addEventListener("load", () => { navigator.serviceWorker?.register(worker).catch(() => {}); });
  const others = shownLessons() ?? lessons;
  if (others === lessons && !find("[data-keep], [data-copied]")) return;
  document.head.append(Object.assign(document.createElement("script"), { src: offlineScript }));
}

document.addEventListener("submit", async (event) => { // what was kept for who signs out goes first
  if (!("leaving" in event.target.dataset) || !lessons || shownLessons() === null) return;
  event.preventDefault();
  await caches.delete(lessons).catch(() => {});
  event.target.submit();
});

if (worker) startOffline();

startTheme();
tellZone();
startAloud();
prepare(document);
const waiting = find("[data-go-on]");
if (waiting) goOn(waiting);
if (matchMedia("(pointer: fine)").matches) find("[data-autofocus]")?.focus();
