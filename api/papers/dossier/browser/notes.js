// The zip of one spelling, signed notes and checkpoints (C2SP), and what an event says.

const CRC = Uint32Array.from({ length: 256 }, (_, n) => {
  for (let bit = 0; bit < 8; bit += 1) n = n & 1 ? (n >>> 1) ^ 0xedb88320 : n >>> 1;
  return n >>> 0;
});
const crc32 = (octets) => {
  let crc = 0xffffffff;
  for (const one of octets) crc = CRC[(crc ^ one) & 255] ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
};

function packed(...fields) {
  const view = new DataView(new ArrayBuffer(fields.reduce((sum, [size]) => sum + size, 0)));
  let at = 0;
  for (const [size, value] of fields) {
    if (size === 2) view.setUint16(at, value, true);
    else view.setUint32(at, value, true);
    at += size;
  }
  return new Uint8Array(view.buffer);
}
const H = (...values) => values.map((value) => [2, value]);
const L = (...values) => values.map((value) => [4, value]);

function unzipped(whole) {
  const refuse = (why) => {
    throw new Unreadable(why);
  };
  const view = new DataView(whole.buffer, whole.byteOffset, whole.length), end = whole.length - 22;
  if (end < 0) refuse("it is no zip");
  const count = view.getUint16(end + 10, true);
  const size = view.getUint32(end + 12, true), start = view.getUint32(end + 16, true);
  const last = packed(...L(0x06054b50), ...H(0, 0, count, count), ...L(size, start), ...H(0));
  if (!same(whole.subarray(end), last) || start + size !== end)
    refuse("it is no zip, or it does not end where it says");
  const parts = new Map(), seen = new Set();
  let at = start, offset = 0;
  for (let number = 0; number < count; number += 1) {
    if (at + 46 > end) refuse("the directory of the zip breaks off");
    const flag = view.getUint16(at + 8, true);
    const crc = view.getUint32(at + 16, true), length = view.getUint32(at + 20, true);
    const name = whole.subarray(at + 46, at + 46 + view.getUint16(at + 28, true));
    const known = [...H(20, flag, 0, 0, 0x21), ...L(crc, length, length), ...H(name.length)];
    const mode = joined(
      packed(...L(0x02014b50), ...H(788), ...known, ...H(0, 0, 0, 0), ...L(0o100644 * 65536, offset)),
      name);
    const first = flag ? L(0, 0, 0) : L(crc, length, length);
    const head = joined(
      packed(...L(0x04034b50), ...H(20, flag, 0, 0, 0x21), ...first, ...H(name.length, 0)), name);
    const tail = flag ? packed(...L(0x08074b50, crc, length, length)) : new Uint8Array();
    const begun = offset + head.length, done = begun + length;
    if (![0, 8].includes(flag) || done + tail.length > start
      || !same(whole.subarray(at, at + mode.length), mode)
      || !same(whole.subarray(offset, begun), head)
      || !same(whole.subarray(done, done + tail.length), tail))
      refuse("the zip has another form than a bundle has");
    const text = String.fromCharCode(...name);
    if (!/^[A-Za-z0-9_-][A-Za-z0-9._-]*(\/[A-Za-z0-9_-][A-Za-z0-9._-]*)*$/.test(text)
      || seen.has(text.toLowerCase()))
      refuse("the zip has a name that is not allowed, or has it twice");
    const content = whole.subarray(begun, done);
    if (crc32(content) !== crc) refuse("the zip is damaged");
    seen.add(text.toLowerCase());
    parts.set(text, content);
    offset = done + tail.length;
    at += mode.length;
  }
  if (at !== end || offset !== start) refuse("the zip holds more than its files");
  return parts;
}

// White space is what Python takes for it: the verifiers must part names alike.
const NAME = "[^+\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]+";
const CODED = "[A-Za-z0-9+/]+={0,2}";
const NUMBER = "(?:0|[1-9][0-9]{0,18})";
const whole = (pattern, flags = "u") => new RegExp(`^(?:${pattern})$`, flags);

class Key {
  static async read(vkey) {
    const found = whole(`(${NAME})\\+([0-9a-f]{8})\\+(${CODED})`).exec(vkey);
    demand(found);
    const key = new Key(), raw = base64(found[3]);
    const id = (await digest(joined(utf8(`${found[1]}\n`), raw))).slice(0, 4);
    demand(raw[0] === 1 && raw.length === 33 && hex(id) === found[2]);
    const name = found[1], usable = raw.slice(1);
    let imported = null;
    try {
      imported = await crypto.subtle.importKey("raw", usable, "Ed25519", false, ["verify"]);
    } catch (error) {
      if (error.name === "NotSupportedError") throw error;
    }
    return Object.assign(key, { vkey, name, id, imported, raw });
  }

  /** The same key under another name. */
  async named(name) {
    const id = (await digest(joined(utf8(`${name}\n`), this.raw))).slice(0, 4);
    return Key.read(`${name}+${hex(id)}+${base64of(this.raw)}`);
  }

  /** The text of a note that this key signed; signatures of others are ignored. */
  async opened(note) {
    const cut = note.lastIndexOf("\n\n");
    demand(cut >= 0 && note.endsWith("\n") && !/[\x00-\x09\x0b-\x1f]/.test(note));
    const text = note.slice(0, cut + 1), lines = note.slice(cut + 2, -1).split("\n");
    demand(lines.length <= 100);
    let signed = false;
    for (const line of lines) {
      const found = whole(`— (${NAME}) (${CODED})`).exec(line);
      demand(found);
      const raw = base64(found[2]);
      if (found[1] !== this.name || !same(raw.subarray(0, 4), this.id)) continue;
      demand(raw.length === 68 && this.imported
        && await crypto.subtle.verify("Ed25519", this.imported, raw.subarray(4), utf8(text)));
      signed = true;
    }
    demand(signed);
    return text;
  }

  async checkpoint(note) {
    const lines = (await this.opened(note)).split("\n");
    demand(lines.length === 4 && lines[0] === this.name && lines[3] === "");
    demand(whole(NUMBER).test(lines[1]));
    const [root] = hashes([lines[2]]);
    return { size: Number(lines[1]), root };
  }
}

const SPACE = "6f1d3c52-7c0e-5d0b-9a53-2f0f3a5f6b11";
const HOURS = "([01][0-9]|2[0-3]):([0-5][0-9])";
const INSTANT = whole(
  `([0-9]{4})-([0-9]{2})-([0-9]{2})T${HOURS}:([0-5][0-9])(?:\\.([0-9]{6}))?(?:Z|([+-])${HOURS})`);

/** Microseconds since 1970. */
function instant(text) {
  const found = typeof text === "string" && INSTANT.exec(text);
  demand(found);
  const [, year, month, day, hour, minute, second, micros, sign, away, more] = found;
  const at = new Date(0);
  at.setUTCFullYear(+year, +month - 1, +day);
  demand(+year > 0 && at.getUTCMonth() === +month - 1 && at.getUTCDate() === +day);
  at.setUTCHours(+hour, +minute, +second);
  const offset = sign ? (sign === "-" ? -1 : 1) * (+away * 60 + +more) : 0;
  return BigInt(at.getTime() - offset * 60_000) * 1000n + BigInt(micros ?? 0);
}

/** What an event says. `never`: the streams that never leave a store. */
function eventOf(topic, state, housekeeping, never) {
  const event = canonical(state), data = own(event, "data"), nonce = own(event, "nonce");
  const read = { data, at: instant(own(event, "at")), left: null, profile: null };
  demand(typeof nonce === "string" && /^[A-Za-z0-9_-]{22,}$/.test(nonce) && isObject(data));
  if (topic === "StreamErased") {
    const stream = own(data, "stream"), events = own(data, "events");
    demand(housekeeping && isUuid(stream) && !never.includes(stream));
    demand(Number.isSafeInteger(events) && events > 0);
    read.left = { stream, events };
  }
  if (topic === "LogContinued") {
    demand(typeof own(data, "name") === "string" && typeof own(data, "last") === "string");
    demand(Number.isSafeInteger(own(data, "kept")));
  }
  if (topic === "RequestReceived") {
    const setting = own(data, "setting"), version = own(setting, "profile");
    const sum = own(setting, "profile_digest") ?? null; // older events have none
    demand(typeof version === "string" && (sum === null || whole("[0-9a-f]{64}").test(sum)));
    demand(sum === null || typeof sum === "string");
    read.profile = { version, digest: sum };
  }
  return read;
}

function eight(number) {
  const view = new DataView(new ArrayBuffer(8));
  view.setBigUint64(0, BigInt(number));
  return new Uint8Array(view.buffer);
}
const PREFIX = utf8("griffie/v1\n");
const tagOf = (stream, version) =>
  digest(joined(utf8("griffie-tag/v1\0"), uuidOctets(stream), eight(version)));

async function entryOf(stream, version, topic, state) {
  const head = utf8(`griffie-event/1\n${stream}\n${version}\n${topic}\n`);
  return joined(PREFIX, await tagOf(stream, version), await digest(joined(head, state)));
}

function proofOf(octets) {
  const text = textOf(octets), cut = text.indexOf("\n\n");
  demand(cut >= 0);
  const lines = text.slice(0, cut).split("\n");
  demand(lines.shift() === "c2sp.org/tlog-proof@v1");
  const extra = lines[0]?.startsWith("extra ") ? base64(lines.shift().slice(6)) : new Uint8Array();
  const found = lines.length && whole(`index (${NUMBER})`).exec(lines.shift());
  demand(found);
  return { at: Number(found[1]), path: hashes(lines), note: text.slice(cut + 2), extra };
}
