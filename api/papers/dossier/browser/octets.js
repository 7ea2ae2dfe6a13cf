// Octets, base64, JSON of the one spelling (RFC 8785), and the tree of RFC 9162.

class Unreadable extends Error {} // the file is no bundle and no receipt, or damaged
class BadProof extends Error {} // one thing is not what it must be

const demand = (holds) => {
  if (!holds) throw new BadProof();
};
const DECODER = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const utf8 = (text) => new TextEncoder().encode(text);
const digest = async (octets, kind = "SHA-256") =>
  new Uint8Array(await crypto.subtle.digest(kind, octets));
const hex = (octets) => Array.from(octets, (one) => one.toString(16).padStart(2, "0")).join("");
const same = (a, b) => a.length === b.length && a.every((one, n) => one === b[n]);

function joined(...parts) {
  const whole = new Uint8Array(parts.reduce((sum, one) => sum + one.length, 0));
  parts.reduce((at, one) => (whole.set(one, at), at + one.length), 0);
  return whole;
}

function textOf(octets) {
  try {
    return DECODER.decode(octets);
  } catch {
    throw new BadProof();
  }
}

function base64(text) {
  demand(/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text));
  const raw = atob(text);
  demand(btoa(raw) === text); // one spelling
  return Uint8Array.from(raw, (one) => one.charCodeAt(0));
}

function hashes(lines) {
  const found = lines.map(base64);
  demand(found.every((one) => one.length === 32));
  return found;
}

const base64of = (octets) => btoa(String.fromCharCode(...octets));

function jcs(value, depth = 0) {
  if (value === null || typeof value === "boolean") return String(value);
  if (typeof value === "string") {
    demand(!/\p{Surrogate}/u.test(value));
    return JSON.stringify(value);
  }
  if (typeof value === "number") {
    const whole = Number.isInteger(value) && Math.abs(value) < 1e21; // written without exponent
    demand(Number.isFinite(value) && (!whole || Number.isSafeInteger(value)));
    return JSON.stringify(value);
  }
  demand(depth < 100);
  if (Array.isArray(value)) return `[${value.map((one) => jcs(one, depth + 1)).join(",")}]`;
  const names = Object.keys(value).sort(); // by UTF-16, as the RFC says
  return `{${names.map((n) => `${jcs(n)}:${jcs(value[n], depth + 1)}`).join(",")}}`;
}

function canonical(octets) {
  let text, value, written;
  try {
    text = DECODER.decode(octets);
    value = JSON.parse(text);
    written = jcs(value);
  } catch {
    throw new BadProof();
  }
  demand(value !== null && typeof value === "object" && written === text);
  return value;
}

const isObject = (value) => value !== null && typeof value === "object" && !Array.isArray(value);
const own = (value, name) => (isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined);
const isUuid = (text) =>
  typeof text === "string" && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);
const uuidOctets = (text) =>
  Uint8Array.from(text.replaceAll("-", "").match(/../g), (pair) => parseInt(pair, 16));

async function uuid5(space, name) {
  const raw = (await digest(joined(uuidOctets(space), utf8(name)), "SHA-1")).slice(0, 16);
  raw[6] = (raw[6] & 15) | 80;
  raw[8] = (raw[8] & 63) | 128;
  return hex(raw).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

// RFC 9162 §2.1

const node = (left, right) => digest(joined(Uint8Array.of(1), left, right));
const leaf = (entry) => digest(joined(Uint8Array.of(0), entry));

async function inBatches(count, make) {
  const made = [];
  for (let at = 0; at < count; at += 2048)
    made.push(...(await Promise.all(
      Array.from({ length: Math.min(2048, count - at) }, (_, n) => make(at + n)))));
  return made;
}

async function rootOf(entries, size, width) {
  if (!size) return digest(new Uint8Array());
  let level = await inBatches(size, (n) => leaf(entries.subarray(n * width, (n + 1) * width)));
  while (level.length > 1) {
    const below = level; // the last of an odd number goes up as it is
    const pairs = await inBatches(below.length >> 1, (n) => node(below[2 * n], below[2 * n + 1]));
    level = below.length & 1 ? [...pairs, below.at(-1)] : pairs;
  }
  return level[0];
}

function split(size) {
  let half = 1;
  while (half * 2 < size) half *= 2;
  return half;
}

async function rootBy(found, index, size, path) {
  if (size === 1 && !path.length) return found;
  demand(size > 1 && path.length);
  const half = split(size), rest = path.slice(0, -1), last = path.at(-1);
  if (index < half) return node(await rootBy(found, index, half, rest), last);
  return node(last, await rootBy(found, index - half, size - half, rest));
}

async function rootsBy(old, size, proof, known) {
  if (old === size) {
    demand(proof.length === (known ? 0 : 1));
    return [known ?? proof[0], known ?? proof[0]];
  }
  demand(proof.length);
  const half = split(size), rest = proof.slice(0, -1), last = proof.at(-1);
  if (old <= half) {
    const [was, now] = await rootsBy(old, half, rest, known);
    return [was, await node(now, last)];
  }
  const [was, now] = await rootsBy(old - half, size - half, rest, null);
  return [await node(last, was), await node(last, now)];
}
