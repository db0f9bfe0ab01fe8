// The editor of decks: problems and preview while typing, drafts saved automatically, quotes picked from the reading. Runs after app.js,
// whose find, all and say it uses. Every page is complete without it.
"use strict";

const editor = find("[data-editor-page]");
const text = editor?.dataset ?? {};

function later(milliseconds, act) {
  let timer;
  const run = (...given) => {
    clearTimeout(timer);
    timer = setTimeout(act, milliseconds, ...given);
  };
  run.cancel = () => clearTimeout(timer);
  return run;
}

// --- Typed text is kept on this device until the server has it; storage may be blocked or full ---

const store = {
  get(key) { try { return localStorage.getItem(key); } catch { return null; } },
  set(key, value) { try { localStorage.setItem(key, value); } catch { /* nothing to be done */ } },
  drop(key) { try { localStorage.removeItem(key); } catch { /* nothing to be done */ } },
  keys() { try { return Object.keys(localStorage); } catch { return []; } },
};

const typed = (form) => [...new FormData(form)].filter(([name]) => name.startsWith("f-"));
const snapshot = (form) => JSON.stringify(typed(form).filter(([, value]) => value !== "").map(([name, value]) => [name, value.replace(/\r\n/g, "\n")]));

function fill(form, pairs) {
  const values = new Map();
  for (const [name, value] of pairs) values.set(name, [...(values.get(name) ?? []), value]);
  for (const control of all("[name^='f-']", form)) {
    const given = values.get(control.name) ?? [];
    if (["checkbox", "radio"].includes(control.type)) control.checked = given.includes(control.value);
    else control.value = given.shift() ?? "";
  }
}

// Empty texts are kept too: columns of a row that were kept come back side by side only if none is missing.
function keep(form) {
  store.set(form.dataset.key, JSON.stringify({ shown: snapshot(form), pairs: typed(form) }));
}

const keptUnder = (key) => JSON.parse(store.get(key) ?? "null");

// Every form sent gets a number, and later pages name the numbers that were saved, so that nothing is reported as lost because a page
// was left too early or a second tab was open.
function markSent(form) {
  const kept = keptUnder(form.dataset.key);
  if (!kept) return;
  form.elements.sending.value = Math.random().toString(36).slice(2);
  store.set(form.dataset.key, JSON.stringify({ ...kept, sent: form.elements.sending.value }));
}

function forgetSaved(numbers) {
  for (const key of store.keys().filter((each) => each.startsWith("editor /"))) {
    if (numbers.includes(keptUnder(key)?.sent)) store.drop(key);
  }
}

function offerKept(form) {
  const notice = find("[data-kept]");
  const kept = keptUnder(form.dataset.key);
  if (!kept || !notice) return;
  if (kept.shown === snapshot(form)) return store.drop(form.dataset.key);
  notice.hidden = false;
  find("[data-restore]", notice).addEventListener("click", () => {
    const missing = (name) => kept.pairs.filter(([other]) => other === name).length - all(`[name="${name}"]`, form).length;
    for (const button of all("[data-more]", form)) {
      const first = find("[data-row] [name]", button.closest("fieldset"));
      while (missing(first.name) > 0) addRow(button);
    }
    fill(form, kept.pairs);
    notice.hidden = true;
    form.dispatchEvent(new Event("input", { bubbles: true }));
    find("[name^='f-']", form)?.focus();
  });
  find("[data-forget]", notice).addEventListener("click", () => {
    store.drop(form.dataset.key);
    notice.hidden = true;
    find("h1")?.focus();
  });
  return undefined;
}

// --- More rows, without asking the server ---

function addRow(button) {
  const rows = all("[data-row]", button.closest("fieldset"));
  const row = rows.at(-1).cloneNode(true);
  const number = rows.length + 1;
  for (const control of all("[name]", row)) {
    control.value = "";
    control.id = `${control.name}-${number}`;
  }
  for (const picture of all("img", row)) picture.remove();
  all("label", row).forEach((label, i) => {
    label.htmlFor = all("[name]", row)[i].id;
    find(".hidden", label).textContent = ` ${number}`;
  });
  rows.at(-1).after(row);
  return row;
}

// --- A chosen picture is added to the draft at once; a photo that is too large is scaled down first ---

const LARGEST_FILE = 500000;
const LONGEST_SIDE = 1600;

async function smaller(file) {
  if (file.size <= LARGEST_FILE) return file;
  try {
    const image = await createImageBitmap(file);
    const scale = Math.min(1, LONGEST_SIDE / Math.max(image.width, image.height));
    const canvas = Object.assign(document.createElement("canvas"), { width: Math.round(image.width * scale), height: Math.round(image.height * scale) });
    const drawing = canvas.getContext("2d");
    drawing.fillStyle = "#fff";
    drawing.fillRect(0, 0, canvas.width, canvas.height);
    drawing.drawImage(image, 0, 0, canvas.width, canvas.height);
    for (const quality of [0.85, 0.7, 0.5, 0.3]) {
      const made = await new Promise((done) => canvas.toBlob(done, "image/jpeg", quality));
      if (made && made.size <= LARGEST_FILE) return made;
    }
  } catch { /* no picture: the server says so */ }
  return file;
}

function choosePicture(row, form, { name, address, shape }) {
  for (const select of all("select[data-pictures]", form)) {
    if (![...select.options].some((option) => option.value === name)) select.add(new Option(name, name));
    select.parentElement.hidden = false;
  }
  const select = find("select[data-pictures]", row);
  select.value = name;
  find("img", row)?.remove();
  select.parentElement.prepend(Object.assign(new Image(96, Math.round(96 * shape)), { src: address, alt: "" }));
  select.dispatchEvent(new Event("input", { bubbles: true }));
}

function startAdding(form) {
  form.addEventListener("change", async ({ target }) => {
    if (target.type !== "file" || !target.files.length) return;
    const row = target.closest("[data-row]");
    const refused = find("[data-refused]", target.closest("fieldset"));
    const status = find("[data-status]", form);
    const [file] = target.files;
    status.textContent = text.adding;
    const body = new FormData();
    body.set("csrf_token", form.elements.csrf_token.value);
    body.set("picture", await smaller(file), file.name);
    const answer = await fetch(text.addPicture, { method: "POST", body, headers: { "X-Autosave": "1" } }).catch(() => null);
    const told = answer?.headers.get("Content-Type")?.includes("json") ? await answer.json() : {};
    refused.replaceChildren(...(told.fault ? [Object.assign(document.createElement("p"), { className: "fault", textContent: told.fault })] : []));
    if (told.fault) target.setAttribute("aria-invalid", "true");
    else target.removeAttribute("aria-invalid");
    if (told.name || told.fault) target.value = "";
    if (told.name) choosePicture(row, form, told);
    status.textContent = told.name ? text.added : told.fault ?? text.notAdded;
  });
}

// --- Problems and preview while typing: the newest text wins, one request at a time ---

function startLive(form) {
  let asking;
  const show = async () => {
    asking?.abort();
    asking = new AbortController();
    const ask = (url) => fetch(url, { method: "POST", body: new URLSearchParams(new FormData(form)), signal: asking.signal });
    try {
      const checked = await ask(text.check);
      if (checked.ok && checked.headers.get("Content-Type")?.includes("json")) showProblems(await checked.json());
      if (find("[data-previewed]")) {
        const drawn = await ask(text.preview);
        if (drawn.ok && !drawn.redirected) showPreview(await drawn.text());
      }
    } catch { /* no connection, which saving reports, or superseded */ }
  };
  form.addEventListener("input", later(600, show));
  find("[data-to-preview]", form)?.addEventListener("click", (event) => {
    event.preventDefault();
    show();
    find("#preview").scrollIntoView();
    find("#preview").focus({ preventScroll: true });
  });
}

const nodes = (html) => [...new DOMParser().parseFromString(html, "text/html").body.childNodes];

function showProblems({ problems, faults, count }) {
  find("[data-problems]")?.replaceChildren(...nodes(problems));
  if (find("[data-count]") && find("[data-count]").textContent !== count) find("[data-count]").textContent = count;
  for (const place of all("[data-faults]")) {
    place.replaceChildren(...nodes(faults[place.dataset.faults] ?? ""));
    const control = find(`#${place.dataset.faults}`);
    if (place.dataset.faults in faults) control?.setAttribute("aria-invalid", "true");
    else control?.removeAttribute("aria-invalid");
  }
}

function showPreview(html) {
  const region = find("[data-previewed]");
  region.replaceChildren(...nodes(html));
  prepare(region);
  for (const part of all("[data-autofocus]", region)) part.removeAttribute("data-autofocus");
}

document.addEventListener("submit", async (event) => {
  if (!("try" in event.target.dataset)) return;
  event.preventDefault();
  const answer = await fetch(text.preview, { method: "POST", body: new URLSearchParams(new FormData(event.target, event.submitter)) }).catch(() => null);
  if (!answer?.ok) return;
  showPreview(await answer.text());
  say(find("[data-previewed] [role=status], [data-previewed] .fault")?.textContent.trim().replace(/\s+/g, " ") ?? "");
});

// --- The draft is saved automatically; text that cannot be saved stays on this device and is sent again ---

const CODES = { 0: "offline", 400: "signedOut", 401: "signedOut", 403: "signedOut", 404: "signedOut", 409: "clash" };

function startSaving(form) {
  const status = find("[data-status]", form);
  const tell = (words) => { if (status.textContent !== words) status.textContent = words; };
  let saving = false;
  let leaving = false;
  let renewed = false;
  const again = later(8000, () => save());
  const save = async () => {
    if (saving || leaving) return again();
    saving = true;
    const sent = snapshot(form);
    const body = new URLSearchParams(new FormData(form));
    const answer = await fetch(form.action, { method: "POST", body, headers: { "X-Autosave": "1" } }).catch(() => ({ status: 0 }));
    saving = false;
    if (answer.status === 204) {
      for (const seen of document.querySelectorAll('input[name="n"]')) seen.value = answer.headers.get("X-Draft"); // also of "Remove"
      form.elements.seen.value = answer.headers.get("X-Seen");
      if (snapshot(form) === sent) store.drop(form.dataset.key);
      renewed = false;
      return tell(text.saved.replace("%s", new Date().toLocaleTimeString(root.lang, { hour: "2-digit", minute: "2-digit" })));
    }
    const why = answer.redirected ? "signedOut" : CODES[answer.status] ?? (answer.status >= 500 ? "offline" : "refused");
    tell(text[why]);
    if (why === "offline") again();
    if (why === "signedOut" && !renewed) askToken();
    return undefined;
  };
  // After signing in again in another tab, the page has a token for the form. If that does not help either, no other is requested.
  const askToken = later(4000, async () => {
    const page = await fetch(location.href).catch(() => null);
    if (!page?.ok || page.redirected) return askToken();
    form.elements.csrf_token.value = find("[name=csrf_token]", new DOMParser().parseFromString(await page.text(), "text/html")).value;
    renewed = true;
    return save();
  });
  const soon = later(3000, save);
  form.addEventListener("input", () => {
    keep(form);
    if (!("new" in form.dataset)) soon();
    tell(text.unsaved);
  });
  form.addEventListener("submit", () => {
    leaving = true;
    soon.cancel();
    again.cancel();
    askToken.cancel();
    markSent(form);
  });
  addEventListener("pageshow", () => { leaving = false; });
  addEventListener("online", () => { if (store.get(form.dataset.key) && !("new" in form.dataset)) save(); });
}

// --- Words of the reading: the server looks up the selection in the same way as a quote ---

function startPicking(reading) {
  const bar = find("[data-picked]");
  const words = find("[data-picked-words]", bar);
  const [take, sentence] = [find("[data-take]", bar), find("[data-take-sentence]", bar)];
  let found = null;
  const use = (quote) => {
    if (reading.dataset.adds) return location.assign(`${reading.dataset.adds}?quote=${encodeURIComponent(quote)}`);
    const field = find(`#${reading.dataset.into}`);
    field.value = field.value.trim() ? `${field.value.trimEnd()}\n${quote}` : quote;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    bar.hidden = true;
    return field.focus();
  };
  const look = later(350, async () => {
    const chosen = getSelection();
    const picked = String(chosen).trim();
    if (!picked || !reading.contains(chosen.anchorNode) || !reading.contains(chosen.focusNode)) return;
    const body = new URLSearchParams({ words: picked, csrf_token: find("[name=csrf_token]").value });
    const answer = await fetch(text.quote, { method: "POST", body }).catch(() => null);
    if (!answer?.ok) return;
    found = await answer.json();
    words.textContent = found.count === 1 ? `“${found.quote}”` : found.count ? text.often : text.never;
    take.hidden = found.count !== 1;
    sentence.hidden = found.count < 2;
    bar.hidden = false;
  });
  document.addEventListener("selectionchange", look);
  take.addEventListener("click", () => use(found.quote));
  sentence.addEventListener("click", () => use(found.sentence));
}

// --- A problem links to its field, or to its line in a text ---

function showLine(field, line) {
  const lines = field.value.split("\n");
  const number = Math.min(Math.max(line - Number(field.dataset.first ?? 1), 0), lines.length - 1);
  const start = lines.slice(0, number).join("\n").length + (number ? 1 : 0);
  field.focus();
  field.setSelectionRange(start, start + lines[number].length);
  field.scrollTop = (field.scrollHeight / lines.length) * Math.max(number - 3, 0);
}

function showField(id) {
  const field = document.getElementById(id);
  if (!field) return;
  const folded = field.closest("details");
  if (folded) folded.open = true;
  field.focus();
}

function startLeading(form) {
  const area = find("textarea[data-first]", form);
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-line]");
    if (!link?.getAttribute("href")?.startsWith("#")) return;
    event.preventDefault();
    if (area) showLine(area, Number(link.dataset.line));
    else showField(link.hash.slice(1));
  });
  if (area?.dataset.line) showLine(area, Number(area.dataset.line));
  else if (location.hash.startsWith("#f-")) showField(location.hash.slice(1));
}

forgetSaved((text.sentSaved ?? "").split(" "));
for (const form of all("form[data-editor]")) {
  form.dataset.key = `editor ${location.pathname}${location.search.includes("fact=") ? location.search : ""}`;
  offerKept(form);
  startLive(form);
  startSaving(form);
  startLeading(form);
  startAdding(form);
  for (const button of all("[data-more]", form)) {
    button.addEventListener("click", (event) => {
      event.preventDefault();
      find("input, select", addRow(button)).focus();
    });
  }
}
for (const reading of all("[data-pick]")) startPicking(reading);
