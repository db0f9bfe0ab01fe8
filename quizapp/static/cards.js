// The cards of a deck: one follows the finger, turns, and falls on a pile. A module that runs after app.js, whose find,
// ONWARD, replaceRegion and showAddress it uses. The links and buttons below a card do the same without it.
const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
const FAR = 90; // pixels: a card carried less far comes back

let moving = false;
let carried = null; // the card below the finger, and where it was taken

const shift = (x) => `translateX(${x}px) rotate(${x / 40}deg)`;

function play(card, frames) { // "none" of an animation is where the card stands
  return calm || !card ? null : card.animate(frames, { duration: 180, easing: "ease-out" }).finished;
}

async function follow(link, x) {
  if (moving) return;
  moving = true;
  const turns = "turn" in link.dataset;
  const away = Math.sign(x || ("after" in link.dataset ? ONWARD : -ONWARD)) * innerWidth;
  try {
    const [page] = await Promise.all([
      fetch(link.href).then((answer) => (answer.ok ? answer.text() : "")),
      turns ? null : play(find("[data-card]"), { transform: [shift(x), shift(away)], opacity: [1, 0] }),
    ]);
    if (!page.includes("data-card") || !replaceRegion(page)) return location.assign(link.href); // the last card, or another page
    showAddress(turns ? "replaceState" : "pushState", link.href);
    play(find("[data-card]"), turns ? { transform: ["perspective(60rem) rotateY(-75deg)", "none"] } : { opacity: [0, 1] });
  } catch {
    location.assign(link.href);
  } finally {
    moving = false;
  }
  return undefined;
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-region] :is([data-turn], [data-after], [data-before], [data-undo])");
  if (!link?.href || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  follow(link, carried?.x ?? 0);
});

document.addEventListener("pointerdown", (event) => {
  const card = event.target.closest("[data-swipe] [data-card]");
  carried = card && !event.button && !event.target.closest("a, button") ? { card, from: event.clientX, x: 0 } : null;
});

document.addEventListener("pointermove", (event) => {
  if (!carried || moving) return;
  const x = event.clientX - carried.from;
  if (!carried.x && Math.abs(x) < 8) return;
  if (!carried.x) {
    if (String(getSelection())) { // somebody marks words with the mouse
      carried = null;
      return;
    }
    carried.card.setPointerCapture(event.pointerId);
  }
  carried.x = x || 1;
  carried.card.style.transform = shift(x);
});

function drop(event) {
  if (!carried) return;
  const { card, x } = carried;
  card.style.transform = "";
  const target = find(x * ONWARD < 0 ? "[data-before], [value=again]" : "[data-after], [value=good]");
  if (event.type === "pointerup" && Math.abs(x) >= FAR && target) target.click();
  else if (x) play(card, { transform: [shift(x), "none"] });
  setTimeout(() => { carried = null; }); // after the click that follows, which is none
}

document.addEventListener("pointerup", drop);
document.addEventListener("pointercancel", drop);
document.addEventListener("click", (event) => { // app.js turns a card that was clicked, not one that was carried
  if (carried?.x && event.target.closest("[data-card]")) event.stopPropagation();
}, true);
