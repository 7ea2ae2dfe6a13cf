// Replay by keyboard and slider: each version is an address of its own, so this only goes there.
// Without this file the same is done by the links and by the button under the slider.
"use strict";

const form = document.getElementById("replay");
const slider = document.getElementById("version");
form.classList.add("moves");

const KEYS = {
  ArrowLeft: (here) => here - 1,
  ArrowRight: (here) => here + 1,
  Home: () => Number(slider.min),
  End: () => Number(slider.max),
};

const WRITES = "input[type=search], input[type=date], input[type=number], pre, .tw";

function show(version) {
  const shown = Number(slider.defaultValue);
  const wanted = Math.min(Math.max(version, Number(slider.min)), Number(slider.max));
  if (wanted === shown) return;
  const address = new URL(form.action);
  const beside = form.elements.beside;
  if (beside) address.searchParams.set("beside", beside.value);
  address.searchParams.set("version", wanted);
  // The back button leads out of the replay, not through each of its versions.
  location.replace(address);
}

slider.addEventListener("change", () => show(Number(slider.value)));

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  if (event.target instanceof HTMLElement && event.target.matches(WRITES)) return;
  const move = KEYS[event.key];
  if (!move) return;
  event.preventDefault();
  show(move(Number(slider.defaultValue)));
});
