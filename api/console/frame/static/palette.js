// "Go to" as a dialog over the page. What is typed stays in the browser until it is sent.
// Without this file the link leads to a page with the same list.
"use strict";

const folded = (words) => words.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
const REFERENCE = /^\s*[0-9a-z]{5}[- ]?[0-9a-z]{5}\s*$/i;

// The list under the field shows what has every word that was typed.
function narrow(within) {
  const field = within.querySelector("input[type=search]");
  const hits = [...within.querySelectorAll(".hit")];
  const shown = () => hits.filter((one) => !one.parentElement.hidden);
  const choose = () => {
    const words = folded(field.value).split(/\s+/).filter(Boolean);
    for (const one of hits) {
      const said = folded(one.textContent);
      one.parentElement.hidden = !words.every((word) => said.includes(word));
    }
    for (const group of within.querySelectorAll(".hits")) {
      group.parentElement.hidden = ![...group.children].some((one) => !one.hidden);
    }
    const told = within.querySelector("[data-found]");
    told.textContent = told.dataset.found.replace("0", shown().length);
  };
  field.addEventListener("input", choose);
  within.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target === field && !event.ctrlKey) {
      const [first] = shown();
      // A reference, or what nothing here is called, is for the server to find.
      if (!field.value.trim()) event.preventDefault();
      else if (first && !REFERENCE.test(field.value)) { event.preventDefault(); first.click(); }
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    const every = [field, ...shown()];
    const next = every[every.indexOf(document.activeElement) + step];
    next?.focus();
    event.preventDefault();
  });
  choose();
  return field;
}

const page = document.querySelector("main [data-list]");
if (page) narrow(page);

const link = document.querySelector("a[data-go]");
let field;

async function open() {
  if (!field) {
    const answer = await fetch(link.dataset.go, { headers: { Accept: "text/html" } }).catch(() => null);
    if (!answer?.ok || answer.redirected) { location.assign(link.href); return; }
    const dialog = document.createElement("dialog");
    dialog.className = "palette";
    dialog.setAttribute("aria-label", link.dataset.title);
    dialog.innerHTML = await answer.text();
    // A search field would only be emptied by the first Escape.
    dialog.addEventListener("keydown", (event) => { if (event.key === "Escape") dialog.close(); });
    document.body.append(dialog);
    field = narrow(dialog);
  }
  field.closest("dialog").showModal();
  field.select();
}

link?.addEventListener("click", (event) => {
  if (page || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  open();
});
