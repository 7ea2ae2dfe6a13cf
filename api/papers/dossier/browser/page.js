// What a reader does with the page: choose files, and read what is said of them.

const $ = (id) => document.getElementById(id);
const sentence = (table, code, language) => table[code][LANGUAGES.indexOf(language)];

/** The text of a file that the reader brought along; a slip in it is no finding. */
async function given(file, like, kind, language) {
  const octets = new Uint8Array(await file.arrayBuffer());
  const slip = (code) => {
    throw new Unreadable(`${file.name}: ${sentence(SLIPS, code, language)}`);
  };
  const [a, b, c] = octets;
  if ((a === 0xef && b === 0xbb && c === 0xbf) || (a === 0xff && b === 0xfe)
    || (a === 0xfe && b === 0xff) || octets.includes(0)) slip("mark");
  let text;
  try {
    text = textOf(octets);
  } catch {
    slip("text");
  }
  if (text.includes("\r")) slip("ends");
  if (!whole(like).test(text)) slip(kind);
  return text;
}

const LIKE_KEY = `${NAME}\\+[0-9a-f]{8}\\+${CODED}\\n?`;
const LIKE_NOTE = `[^\\n]+\\n[0-9]+\\n${CODED}\\n\\n(?:— ${NAME} ${CODED}\\n)+`;

async function asked(language) {
  const wanted = { trust: null, held: null, now: BigInt(Date.now()) * 1000n };
  const [key] = $("key").files, [held] = $("held").files, [log] = $("log").files, newer = $("newer").value.trim();
  if (key) wanted.trust = (await given(key, LIKE_KEY, "key", language)).replace(/\n$/, "");
  if (held) wanted.held = await given(held, LIKE_NOTE, "note", language);
  if (log) {
    try {
      wanted.log = logIn(new Uint8Array(await log.arrayBuffer()));
    } catch (error) {
      if (!(error instanceof BadProof)) throw error;
      throw new Unreadable(`${log.name}: ${sentence(SLIPS, "log", language)}`);
    }
  }
  if (newer) {
    try {
      wanted.newer_than = instant(newer);
    } catch {
      throw new Unreadable(`${newer}: 2026-03-05T09:30:00Z`);
    }
  }
  return wanted;
}

function shown(judgement, language) {
  const lines = [];
  const line = (text, kind = "") => lines.push(Object.assign(document.createElement("p"), { textContent: text, className: kind }));
  line(sentence(SAID, judgement.verdict, language), judgement.verdict);
  if (judgement.says) line(judgement.says);
  if (judgement.trust === "bundled") line(sentence(SAID, "bundled", language), "bundled");
  const { kind, statement, held } = judgement;
  const short = kind === "inspection" && statement ? "inspection-short" : kind;
  for (const told of [short, statement, judgement.continues && "continues", held])
    if (told && Object.hasOwn(PROVES, told)) line(sentence(PROVES, told, language));
  for (const { code, where } of judgement.findings ?? [])
    line(sentence(WORDS, code, language).replace("{}", where), "finding");
  const hidden = ["verdict", "findings", "says", "language", "received"];
  for (const [name, value] of Object.entries(judgement))
    if (!hidden.includes(name)) line(`${name}: ${JSON.stringify(value)}`, "fact");
  $("said").replaceChildren(...lines);
}

async function run() {
  const language = $("language").value, [file] = $("file").files;
  if (!file) return;
  $("said").textContent = "…";
  try {
    shown(await judged(new Uint8Array(await file.arrayBuffer()), await asked(language)), language);
  } catch (error) {
    if (error instanceof Unreadable) shown({ verdict: "unreadable", says: error.message }, language);
    else shown({ verdict: "cannot", says: `${error.name}: ${error.message}` }, language);
  }
}

function spoken() {
  const language = $("language").value;
  document.documentElement.lang = language;
  for (const one of document.querySelectorAll("[data-says]"))
    one.textContent = sentence(SAID, one.dataset.says, language);
  document.title = sentence(SAID, "title", language);
  $("said").replaceChildren();
}

const first = navigator.languages.map((one) => one.slice(0, 2)).find((one) => LANGUAGES.includes(one));
$("language").value = first ?? "en";
$("language").addEventListener("change", spoken);
$("check").addEventListener("click", run);
spoken();
