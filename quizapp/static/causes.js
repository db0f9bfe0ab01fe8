// Causes practice: cards are chosen as cause and effect, and a list shows the pairs. Runs after app.js, whose find, all and say
// it uses. The selects of the form hold the data: a pair of cards is written there, and a pair chosen there is drawn.
"use strict";

function prepareCauses(form) {
  const rows = () => all("[data-row]", form);
  const selects = (row) => all("select", row);
  const valuesOf = (row) => selects(row).map((select) => select.value);
  const cards = all("[data-choose]").map(makeCard);
  const shown = (value) => cards.findIndex((card) => card.value === value) + 1;
  const worded = (words, cause, effect) => words.replace("%c", shown(cause)).replace("%e", effect ? shown(effect) : "");
  let chosen = null;

  function makeCard(item) {
    const card = document.createElement("button");
    card.type = "button";
    card.value = item.dataset.choose;
    card.setAttribute("aria-pressed", "false");
    card.append(...item.childNodes);
    item.append(card);
    card.addEventListener("click", () => choose(card));
    return card;
  }

  function press(card) {
    chosen?.setAttribute("aria-pressed", "false");
    chosen = card;
    chosen?.setAttribute("aria-pressed", "true");
    label();
  }

  function choose(card) {
    if (!chosen) {
      press(card);
      say(worded(form.dataset.chosen, card.value));
    } else if (chosen === card) {
      press(null);
      say(worded(form.dataset.dropped, card.value));
    } else {
      tie(chosen.value, card.value);
      press(null);
    }
  }

  function tie(cause, effect) {
    const drawn = rows().some((row) => valuesOf(row).join() === `${cause},${effect}`);
    if (!drawn) {
      const row = rows().find((free) => valuesOf(free).every((value) => value === "")) ?? addRow();
      selects(row).forEach((select, half) => { select.value = [cause, effect][half]; });
      draw();
    }
    say(worded(drawn ? form.dataset.twice : form.dataset.added, cause, effect));
  }

  function addRow() {
    const list = find("[data-rows]", form);
    list.insertAdjacentHTML("beforeend", list.nextElementSibling.innerHTML.replaceAll("NUMBER", rows().length + 1));
    return list.lastElementChild;
  }

  function remove(row) {
    const [cause, effect] = valuesOf(row);
    const place = [...find("[data-pairs]", form).children].findIndex((item) => item.row === row);
    for (const select of selects(row)) select.value = "";
    draw();
    const left = all("[data-pairs] button", form);
    (left[Math.min(place, left.length - 1)] ?? cards[0]).focus();
    say(worded(form.dataset.removed, cause, effect));
  }

  function draw() {
    const list = find("[data-pairs]", form);
    const drawn = rows().filter((row) => valuesOf(row).every((value) => value !== ""));
    list.replaceChildren(...drawn.map((row) => {
      const [cause, effect] = valuesOf(row);
      const item = list.nextElementSibling.content.firstElementChild.cloneNode(true);
      item.row = row;
      find("span", item).textContent = [cause, effect].map((value) => `${shown(value)} ${textOf(value)}`).join(" → ");
      find("button", item).setAttribute("aria-label", worded(form.dataset.remove, cause, effect));
      find("button", item).addEventListener("click", () => remove(row));
      return item;
    }));
    find("[data-none]", form).hidden = drawn.length > 0;
    label();
  }

  function label() {
    const drawn = rows().map(valuesOf);
    for (const card of cards) {
      find("kbd", card)?.remove();
      const effects = drawn.filter(([cause, effect]) => cause === card.value && effect).map(([, effect]) => shown(effect));
      const words = [card === chosen && form.dataset.cause, effects.length && `→ ${effects.join(", ")}`].filter(Boolean).join(" ");
      if (words) card.append(Object.assign(document.createElement("kbd"), { textContent: words.replaceAll(" ", "\u00a0") }));
    }
  }

  function textOf(value) {
    return find("[lang]", cards[shown(value) - 1]).textContent;
  }

  for (const part of all("[data-scripted]")) part.hidden = false;
  for (const fold of all("[data-fold]", form)) fold.open = false;
  form.addEventListener("change", draw);
  find("[name=more]", form).addEventListener("click", (event) => {
    event.preventDefault();
    find("select", addRow()).focus();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && chosen) choose(chosen);
  });
  draw();
}

for (const form of all("[data-causes]")) prepareCauses(form);
