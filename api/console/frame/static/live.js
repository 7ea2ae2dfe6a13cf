// Hears from the server that requests changed, and offers to load the page again. It never does so
// by itself: what is typed stays. A page out of sight hears nothing and holds no connection.
"use strict";

const told = document.querySelector("[data-live]");
const FEW = 3; // so many references are named
let since = told?.dataset.since;
let heard = new Set();
let source;

function show() {
  const { words, more, reload } = told.dataset;
  const named = [...heard].slice(0, FEW).join(", ") + (heard.size > FEW ? `, ${more}` : "");
  const line = document.createElement("p");
  line.className = "notice n-info";
  line.append(words.replace("{which}", named));
  if (reload) {
    const link = document.createElement("a");
    link.href = location.pathname + location.search;
    link.textContent = reload;
    line.append(" ", link);
  }
  told.replaceChildren(line);
}

function changed(event) {
  since = event.lastEventId;
  const { reference, version } = told.dataset;
  const { requests } = JSON.parse(event.data);
  const news = reference
    ? requests.filter((one) => one.reference === reference && one.version > Number(version))
    : requests;
  for (const one of news) heard.add(one.reference);
  if (news.length) show();
}

function close() {
  source?.close();
  source = undefined;
}

function open() {
  if (source || document.hidden) return;
  source = new EventSource(`${told.dataset.live}?since=${since}`);
  source.addEventListener("changed", changed);
  source.addEventListener("ended", () => { close(); document.removeEventListener("visibilitychange", look); });
}

const look = () => (document.hidden ? close() : open());

if (told) {
  document.addEventListener("visibilitychange", look);
  addEventListener("pagehide", close);
  addEventListener("pageshow", open); // also at first
}
