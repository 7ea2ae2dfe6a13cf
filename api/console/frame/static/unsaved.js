// Who leaves a page on which words were typed and not sent is asked first: by the menu, a key,
// another language or the closing of the window. Without this file the browser asks nothing.
"use strict";

const FORMS = 'main form[method=post]:not([action$="/search"])'; // what is sought is no loss
const WORDS = "textarea, input:is([type=text], [type=email], [type=tel], [type=file], :not([type]))";
const A_MOMENT = 1000; // milliseconds, within which a form that is sent leaves the page
const CAME_BACK = `[data-came-back] ${FORMS}, ${FORMS}[data-came-back]`; // typed, and not recorded

const unsaved = new Set();
let sending;

for (const form of document.querySelectorAll(CAME_BACK)) {
  if ([...form.querySelectorAll(WORDS)].some((field) => field.value.trim())) unsaved.add(form);
}
addEventListener("input", ({ target }) => {
  if (target.form?.matches(FORMS) && target.matches(WORDS)) unsaved.add(target.form);
});
addEventListener("submit", ({ defaultPrevented, target }) => {
  if (defaultPrevented) return;
  sending = target; // what stands in another form of the page is lost all the same
  setTimeout(() => { sending = undefined; }, A_MOMENT); // a paper to keep: the page stays
});
addEventListener("beforeunload", (event) => {
  if ([...unsaved].some((form) => form !== sending)) event.preventDefault();
});
