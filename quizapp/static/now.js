// Refreshes the region data-live of a page, every ten seconds or as many as it says, while the page is visible. Runs after app.js, whose find and all it uses.
"use strict";

const EVERY = 1000 * (Number(find("[data-live]").dataset.live) || 10);

// Open details stay open, and the focus stays where it was; a page that did not change is left alone.
function redraw(fresh) {
  const region = find("[data-live]");
  const open = new Set(all("details[open]", region).map((part) => part.id));
  for (const part of all("details[id]", fresh)) part.open = open.has(part.id);
  if (fresh.innerHTML === region.innerHTML) return;
  const focused = region.contains(document.activeElement) ? document.activeElement.closest("[id]")?.id : "";
  const top = focused && document.activeElement.matches("summary");
  region.replaceChildren(...fresh.childNodes);
  const again = focused && document.getElementById(focused);
  if (again) (top ? find("summary", again) : again).focus({ preventScroll: true });
}

async function refresh() {
  if (document.hidden) return;
  try {
    const answer = await fetch(location.href);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = find("[data-live]", page);
    if (answer.ok && fresh) redraw(fresh);
    else if (answer.ok || answer.redirected) location.assign(answer.url); // what the page showed is over
  } catch {
    // no connection: keep the last state
  }
}

setInterval(refresh, EVERY);
document.addEventListener("visibilitychange", refresh);
