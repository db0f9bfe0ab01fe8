// Timeline practice: events to put in order, and an axis that sets a year. Runs after app.js, whose find, all, say and prepareOrder it uses.
"use strict";

// --- The axis: a mark for each field; a click sets the year of the field last in focus, or else of the first empty one ---

function prepareAxis(axis) {
  const stretches = axis.dataset.axis.split(" ").map((stretch) => stretch.split(",").map(Number));
  const fields = all("input[type=number]");
  let current = null;

  const placeOf = (year) => {
    const [start, end, left, right] = stretches.find((stretch) => year <= stretch[1]) ?? stretches.at(-1);
    return left + (Math.min(Math.max(year, start), end) - start) / (end - start) * (right - left);
  };
  const yearAt = (x) => {
    const distance = ([, , left, right]) => Math.max(left - x, x - right, 0);
    const [start, end, left, right] = stretches.reduce((best, stretch) => (distance(stretch) < distance(best) ? stretch : best));
    return Math.round(start + (Math.min(Math.max(x, left), right) - left) / (right - left) * (end - start));
  };
  const draw = (field) => {
    const mark = find(`[data-mark="${field.name}"]`, axis);
    mark.toggleAttribute("hidden", field.value === "" || !field.checkValidity());
    mark.setAttribute("transform", `translate(${placeOf(Number(field.value)).toFixed(1)} 0)`);
    const number = field.name.split("-")[1];
    const ends = ["from", "to"].map((end) => fields.find((other) => other.name === `${end}-${number}` && other.value !== "" && other.checkValidity()));
    const [from, to] = ends.map((end) => end && placeOf(Number(end.value)));
    find(`[data-span="${number}"]`, axis)?.setAttribute("d", ends.every(Boolean) ? `M${from} ${axis.dataset.y}H${to}` : "");
  };

  for (const field of fields) {
    field.addEventListener("focus", () => { current = field; });
    field.addEventListener("input", () => draw(field));
    draw(field);
  }
  axis.addEventListener("pointerdown", (event) => event.preventDefault()); // the field keeps the focus
  axis.addEventListener("click", (event) => {
    const field = current ?? fields.find((empty) => empty.value === "") ?? fields[0];
    const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(axis.getScreenCTM().inverse());
    field.value = String(yearAt(point.x));
    current = field;
    draw(field);
    say(field.value);
  });
}

for (const list of all("[data-places]")) prepareOrder(list);
for (const axis of all("[data-axis]")) prepareAxis(axis);
