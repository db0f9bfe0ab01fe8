// The time left in a quiz. The server's clock decides: it is asked again after each save, when the page is shown again, and every 45 seconds,
// so that extra time is seen within a minute. Five minutes, one minute and the end are announced.
"use strict";

for (const timer of document.querySelectorAll("[data-ends]")) {
  const { minutes, seconds, over, more, time } = timer.dataset;
  const CALLS = [300, 60, 0];
  let end = 0;
  let before = 0;
  const left = () => Math.max(0, Math.round((end - performance.now()) / 1000));
  const wording = (rest) => rest === 0 ? over : rest < 60 ? seconds.replace("%n", rest) : minutes.replace("%n", Math.floor(rest / 60));

  const show = () => {
    const rest = left();
    timer.textContent = wording(rest);
    if (CALLS.some((call) => before > call && rest <= call)) say(timer.textContent);
    else if (rest > before + 30) say(more.replace("%s", timer.textContent));
    before = rest;
  };
  const follow = (rest) => {
    if (!Number.isFinite(rest)) return;
    end = performance.now() + 1000 * rest;
    show();
  };
  const ask = async () => {
    if (document.hidden) return;
    const answer = await fetch(time).then((reply) => reply.json(), () => ({})); // without a line it goes on by itself
    if (answer.left !== null) follow(answer.left);
  };

  before = Number(timer.dataset.ends);
  follow(before);
  setInterval(show, 1000);
  setInterval(ask, 45_000);
  document.addEventListener("visibilitychange", ask);
  addEventListener("pageshow", (event) => { if (event.persisted) ask(); });
  document.addEventListener("saved", (event) => { if (event.detail) follow(Number(event.detail)); });
}
