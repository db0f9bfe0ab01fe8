// Uploads a file with a progress bar; without this script the browser sends the form.
"use strict";

for (const form of document.querySelectorAll("form[data-upload]")) {
  const state = form.querySelector("[data-state]"), words = state.querySelector("span"), bar = state.querySelector("progress");
  const button = form.querySelector("button[type=submit]");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const request = new XMLHttpRequest();
    const say = (text) => { words.textContent = text; };
    const read = () => { say(form.dataset.reading); bar.removeAttribute("value"); };
    const failed = () => { say(form.dataset.failed); bar.hidden = true; button.disabled = false; };
    state.hidden = bar.hidden = false;
    button.disabled = true;
    bar.value = 0;
    say(form.dataset.sending);
    request.upload.addEventListener("progress", (sent) => { if (sent.lengthComputable) bar.value = sent.loaded / sent.total; });
    request.upload.addEventListener("load", read);
    request.addEventListener("error", failed);
    request.addEventListener("load", () => {
      if (request.status === 200) { location.assign(request.responseURL); return; } // redirected to the page of the import
      const page = new DOMParser().parseFromString(request.responseText, "text/html");
      const fault = page.querySelector(".fault") || page.querySelector("main h1");
      failed();
      if (fault) say(fault.textContent.trim());
    });
    request.open("POST", form.action);
    request.send(new FormData(form));
  });
}
