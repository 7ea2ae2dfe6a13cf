// The signed statement of a short bundle, the reader's own log, and what the one says of the other.

const STATEMENT = "completeness.note", LONGEST_STATEMENT = 1 << 22, ENTRY = 75;
const PLACE = whole(NUMBER);

/** The statement that this key signed over this very log: a stream, and the places of its events. */
async function statedIn(octets, key, size, root) {
  demand(octets.length <= LONGEST_STATEMENT);
  const text = await key.opened(textOf(octets));
  const head = `griffie-completeness/1\nlog ${key.name}\nsize ${size}\nroot ${base64of(root)}\n`;
  demand(text.startsWith(head));
  const found = new Map(), named = new Set();
  let before = "";
  for (const line of text.slice(head.length, -1).split("\n")) {
    const [mark, stream, ...written] = line.split(" ");
    demand(mark === "stream" && isUuid(stream) && stream > before);
    demand(written.every((one) => PLACE.test(one)));
    const places = written.map(Number);
    let last = -1;
    for (const place of places) {
      demand(place > last && place < size && !named.has(place));
      named.add(place);
      last = place;
    }
    found.set(stream, places);
    before = stream;
  }
  return found;
}

/** The first place of the whole log at which something else stands than it says; null: nowhere. */
async function refutingPlace(stated, entries, size) {
  const tags = new Map(); // a tag of these streams: where it should stand
  for (const [stream, places] of stated)
    for (const [n, place] of [...places, null].entries())
      tags.set(hex(await tagOf(stream, n + 1)), place);
  const listed = new Set([...tags.values()].filter((place) => place !== null));
  for (let place = 0; place < size; place += 1) {
    const tag = hex(entries.subarray(ENTRY * place + 11, ENTRY * place + 43));
    if ((listed.has(place) || tags.has(tag)) && tags.get(tag) !== place) return place;
  }
  return null;
}

/** The entries in a file that the reader holds: a long bundle, or its entries.bin. */
function logIn(octets) {
  let entries = octets;
  if (octets[0] === 0x50 && octets[1] === 0x4b) {
    try {
      entries = unzipped(octets).get("entries.bin") ?? new Uint8Array();
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      entries = new Uint8Array();
    }
  }
  demand(entries.length % ENTRY === 0 && same(entries.subarray(0, 11), PREFIX));
  return entries;
}
