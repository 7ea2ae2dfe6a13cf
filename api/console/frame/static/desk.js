// While somebody types: what would follow is asked of the server and shown beside the form.
// Without this file the button "Show what follows" does the same.
"use strict";

const form = document.querySelector("form[data-ahead]");
const beside = document.getElementById("ahead");
const PAUSE = 500; // milliseconds after the last key

if (form && beside) {
  let waiting;
  let asked = 0;
  const look = async () => {
    const mine = ++asked;
    const typed = [...new FormData(form)].filter(([, value]) => typeof value === "string");
    const answer = await fetch(form.dataset.ahead, {
      method: "POST",
      body: new URLSearchParams(typed), // files stay where they are
      headers: { Accept: "text/html" },
    }).catch(() => null);
    if (answer?.ok && mine === asked) beside.innerHTML = await answer.text();
  };
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(look, PAUSE);
  });
  form.querySelector(".look")?.remove();
  look();
}
document.querySelector(".errs")?.focus();
