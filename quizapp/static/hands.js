// Questions that are answered by hand: tiles to tie by tapping or dragging, and lines to drag. app.js loads it where a question needs it.
// It sets the selects of the form, which keyboards, screen readers and pages without scripts use as they are.

const FAR = 8; // pixels: what moves less was a tap

export function prepare(part) {
  if ("order" in part.dataset) holdLines(part);
  else layTiles(part);
}

// --- Lines: the handle carries its line, and its neighbours step aside, so that the pointer never loses the line ---

function holdLines(list) {
  const { form } = find("select", list);
  const numbers = all("select", list);
  const rows = numbers.map((select) => select.closest("li"));
  rows.sort((one, other) => find("select", one).value - find("select", other).value);
  list.append(...rows); // a form that came back stands as it was sent
  list.classList.add("held");
  for (const grip of all(".grip", list)) grip.hidden = false;
  for (const hint of all(".hint > span", list.parentNode)) hint.hidden = !("held" in hint.dataset);
  list.addEventListener("input", () => {
    const asked = form.elements.as_is; // the button below the question whether this is the order, or the field that answers it
    if (asked?.type === "hidden") return;
    asked?.closest(".notice").remove();
    form.append(Object.assign(document.createElement("input"), { type: "hidden", name: "as_is", value: "1" }));
  });

  let row = null;
  let from = 0;
  let first = 0;
  const at = () => [...list.children].indexOf(row);
  list.addEventListener("pointerdown", (event) => {
    const grip = event.target.closest(".grip");
    if (!grip || event.button) return;
    event.preventDefault();
    row = grip.closest("li");
    from = event.pageY;
    first = at();
    grip.setPointerCapture(event.pointerId);
    row.classList.add("lifted");
  });
  list.addEventListener("pointermove", (event) => {
    if (!row) return;
    const { nextElementSibling: next, previousElementSibling: before } = row;
    if (next && event.pageY - from > next.offsetHeight / 2) {
      from += next.offsetHeight;
      row.before(next);
    } else if (before && from - event.pageY > before.offsetHeight / 2) {
      from -= before.offsetHeight;
      row.after(before);
    }
    row.style.transform = `translateY(${event.pageY - from}px)`;
    const edge = event.clientY < 60 ? -12 : event.clientY > innerHeight - 130 ? 12 : 0; // the buttons stand at the lower edge
    if (edge) scrollBy(0, edge);
  });
  const drop = () => {
    if (!row) return;
    const select = find("select", row);
    row.style.transform = "";
    row.classList.remove("lifted");
    if (at() !== first) {
      select.value = String(at() + 1);
      select.dispatchEvent(new Event("change", { bubbles: true }));
    }
    row = null;
  };
  list.addEventListener("pointerup", drop);
  list.addEventListener("pointercancel", drop);
}

// --- Tiles: tap or drag one side to the other to tie them; tap a tied one to part them. A right side can belong to several left ones ---

function layTiles(board) {
  const list = board.nextElementSibling;
  const lefts = all("[data-left]", board);
  const rights = all("[data-right]", board);
  const selectOf = (left) => find(`[name="${left.dataset.left}"]`, list);
  const text = (tile) => find("span", tile).textContent;
  const kin = (one, other) => ("left" in one.dataset) === ("left" in other.dataset);
  let chosen = null;
  let seats = [...rights]; // who stood in which row
  let pairs = new Map(); // a right tile, or its copy beside another left one, and its left tile

  function draw() {
    const focused = document.activeElement;
    for (const copy of pairs.keys()) if (!rights.includes(copy)) copy.remove();
    pairs = new Map();
    const rows = lefts.map((left) => {
      const right = rights.find((tile) => tile.dataset.right === selectOf(left).value);
      const tile = right && (pairs.has(right) ? right.cloneNode(true) : right);
      if (tile) pairs.set(tile, left);
      return tile;
    });
    const free = rights.filter((tile) => !pairs.has(tile));
    for (const tile of free) { // who can stays in its row
      const seat = seats.indexOf(tile);
      if (seat >= 0 && !rows[seat]) rows[seat] = tile;
    }
    for (const tile of free.filter((one) => !rows.includes(one))) {
      const seat = rows.findIndex((taken) => !taken);
      rows[seat < 0 ? rows.length : seat] = tile;
    }
    seats = rows;
    const tied = [...pairs.entries()].flat();
    for (let i = 0; i < Math.max(rows.length, lefts.length); i += 1) board.append(...[lefts[i], rows[i]].filter(Boolean));
    for (const tile of all("button", board)) {
      tile.classList.toggle("tied", tied.includes(tile));
      tile.classList.toggle("chosen", tile === chosen);
      tile.setAttribute("aria-pressed", tile === chosen);
    }
    for (const [right, left] of pairs) {
      left.setAttribute("aria-label", board.dataset.tied.replace("%s", text(left)).replace("%r", text(right)));
      right.setAttribute("aria-label", left.getAttribute("aria-label"));
    }
    for (const tile of [...lefts, ...rights].filter((one) => !tied.includes(one))) tile.removeAttribute("aria-label");
    if (board.contains(focused)) focused.focus({ preventScroll: true });
  }

  function set(left, value, words) {
    selectOf(left).value = value;
    chosen = null;
    selectOf(left).dispatchEvent(new Event("input", { bubbles: true }));
    say(words);
  }

  function tie(one, other) {
    const [left, right] = "left" in one.dataset ? [one, other] : [other, one];
    set(left, right.dataset.right, board.dataset.tied.replace("%s", text(left)).replace("%r", text(right)));
  }

  function tap(tile) {
    const left = "left" in tile.dataset ? tile : pairs.get(tile);
    if (chosen && !kin(chosen, tile)) tie(chosen, tile);
    else if (left && selectOf(left).value) set(left, "", board.dataset.parted.replace("%s", text(left)));
    else chosen = tile === chosen ? null : tile;
    draw();
  }

  let held = null;
  let dragged = false;
  board.addEventListener("pointerdown", (event) => {
    dragged = false;
    const tile = event.target.closest("button");
    held = tile && !event.button ? { tile, x: event.clientX, y: event.clientY } : null;
  });
  board.addEventListener("pointermove", (event) => {
    if (!held) return;
    const [x, y] = [event.clientX - held.x, event.clientY - held.y];
    if (!dragged && Math.hypot(x, y) < FAR) return;
    if (!dragged) held.tile.setPointerCapture(event.pointerId);
    dragged = true;
    held.tile.classList.add("lifted");
    held.tile.style.transform = `translate(${x}px, ${y}px)`;
  });
  const drop = (event) => {
    if (!held) return;
    const { tile } = held;
    held = null;
    tile.style.transform = "";
    tile.classList.remove("lifted");
    const onto = dragged && document.elementsFromPoint(event.clientX, event.clientY).map((part) => part.closest("button"))
      .find((other) => other && board.contains(other) && !kin(tile, other));
    if (!onto || event.type !== "pointerup") return;
    if (pairs.has(tile)) selectOf(pairs.get(tile)).value = ""; // who drags a tile away takes it from where it was
    tie(tile, onto);
    draw();
  };
  board.addEventListener("pointerup", drop);
  board.addEventListener("pointercancel", drop);
  board.addEventListener("click", (event) => {
    const tile = event.target.closest("button");
    if (tile && !dragged) tap(tile);
    dragged = false;
  });
  list.addEventListener("change", draw);
  board.hidden = false;
  board.previousElementSibling.hidden = false;
  list.hidden = true;
  draw();
}
