// Keeps lessons on this device, on wish, in a store of the learner's own; shows what is kept; and says whose store the worker may show.
// It is loaded where a lesson can be kept, where kept pages are shown, and once after somebody else has begun to use this device.
"use strict";

(() => {
  const { lessons, scope } = document.body.dataset; // the store of who is signed in, empty for nobody; missing on the stored page
  const WHO = `quizapp:${scope}:who`;
  const PLACE = `${scope}offline/`;

  // --- Whose lessons the worker may show: those of the person whom the newest page was for ---

  async function showFor(store) {
    const who = await caches.open(WHO);
    await who.put(`${PLACE}who`, new Response(store));
    localStorage.setItem("lessons", store);
  }

  function shownOnPages() {
    try {
      return localStorage.getItem("lessons");
    } catch {
      return null; // storage is blocked: nothing is kept
    }
  }

  async function shownStore() {
    const who = await caches.match(`${PLACE}who`, { cacheName: WHO });
    return who ? who.text() : "";
  }

  // --- "Keep this lesson" ---

  const about = (deck) => `${PLACE}lessons/${deck}`;

  async function copy(cache, address, words) {
    const answer = await fetch(address);
    if (!answer.ok || answer.redirected) throw new Error(address);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const mark = page.createElement("template"); // says on the page that it is a copy
    mark.dataset.copied = words;
    page.body.append(mark);
    const parts = [...page.querySelectorAll("link[rel=stylesheet], link[rel=icon], script[src], img[src]")];
    const files = parts.map((part) => part.getAttribute("href") ?? part.getAttribute("src")).filter((file) => file.startsWith(scope));
    await cache.addAll([...new Set(files)]);
    const headers = { "Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": answer.headers.get("Content-Security-Policy") };
    await cache.put(address, new Response(`<!doctype html>${page.documentElement.outerHTML}`, { headers }));
  }

  async function keep(part) {
    const { deck, name: title, lang, pages, kept } = part.dataset;
    const links = JSON.parse(pages);
    const at = new Date().toLocaleString(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" });
    const words = kept.replace("%s", at);
    const cache = await caches.open(lessons);
    for (const { address } of links) await copy(cache, address, words);
    await cache.put(about(deck), Response.json({ title, lang, links, words }));
    await showFor(lessons);
    return words;
  }

  async function startKeeping(part) {
    const button = part.querySelector("[data-keep-now]");
    const remove = part.querySelector("[data-keep-no-more]");
    const status = part.querySelector("[role=status]");
    const { deck, keeping, failed, removed } = part.dataset;
    const found = await caches.match(about(deck), { cacheName: lessons });
    const show = (words, there) => {
      status.textContent = words;
      remove.hidden = !there;
    };
    if (found) show((await found.json()).words, true);
    button.addEventListener("click", async () => {
      if (button.getAttribute("aria-busy") === "true") return;
      button.setAttribute("aria-busy", "true");
      show(keeping, false);
      await keep(part).then((words) => show(words, true), () => show(failed, false));
      button.removeAttribute("aria-busy");
    });
    remove.addEventListener("click", async () => {
      const cache = await caches.open(lessons);
      const index = await cache.match(about(deck));
      for (const { address } of index ? (await index.json()).links : []) await cache.delete(address);
      await cache.delete(about(deck));
      show(removed, false);
      button.focus();
    });
    part.hidden = false;
  }

  // --- What is kept, on the page that is stored on every device ---

  async function list(part) {
    const store = await shownStore();
    const cache = store && (await caches.has(store)) ? await caches.open(store) : null;
    const indexes = cache ? (await cache.keys()).filter(({ url }) => new URL(url).pathname.startsWith(`${PLACE}lessons/`)) : [];
    for (const request of indexes) {
      const { title, lang, links, words } = await (await cache.match(request)).json();
      const item = part.querySelector("template").content.cloneNode(true);
      Object.assign(item.querySelector("h3"), { textContent: title, lang });
      item.querySelector("p").textContent = words;
      item.querySelector("ul").append(...links.map(({ address, name }) => {
        const line = document.createElement("li");
        line.append(Object.assign(document.createElement("a"), { href: address, textContent: name }));
        return line;
      }));
      part.append(item);
    }
    part.hidden = indexes.length === 0;
  }

  function sayCopied(mark) {
    const line = Object.assign(document.createElement("p"), { className: "notice", textContent: mark.dataset.copied });
    document.querySelector("#main").prepend(line);
  }

  const start = { "[data-keep]": startKeeping, "[data-lessons-kept]": list, "[data-copied]": sayCopied };
  if (!globalThis.caches) return; // an address without https, or storage is blocked
  for (const [selector, work] of Object.entries(start)) {
    const part = document.querySelector(selector);
    if (part) work(part);
  }
  const before = shownOnPages();
  if (lessons !== undefined && before !== null && before !== lessons) showFor(lessons);
})();
