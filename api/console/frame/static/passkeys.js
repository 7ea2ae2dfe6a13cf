// Forms that a device with a passkey fills in. Without a script, or where the browser knows no
// passkeys, they stay hidden: there is another way on each of these pages.

const known = globalThis.PublicKeyCredential;
const able = known && known.parseCreationOptionsFromJSON && known.parseRequestOptionsFromJSON;

async function ask(kind, options) {
  if (kind === "add") {
    return navigator.credentials.create({ publicKey: known.parseCreationOptionsFromJSON(options) });
  }
  return navigator.credentials.get({ publicKey: known.parseRequestOptionsFromJSON(options) });
}

for (const form of able ? document.querySelectorAll("form[data-passkey]") : []) {
  const failed = form.querySelector("[data-failed]");
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    failed.hidden = true;
    try {
      const shown = await ask(form.dataset.passkey, JSON.parse(form.dataset.options));
      form.elements.said.value = JSON.stringify(shown.toJSON());
    } catch {
      failed.hidden = false; // the person said no, waited too long, or the device has none
      return;
    }
    form.submit();
  });
}
