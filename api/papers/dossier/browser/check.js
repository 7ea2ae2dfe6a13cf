// The check of a bundle or a receipt: the same findings as verify.py gives, by code and place.

const MOST_AHEAD = 86_400_000_000n;
const KEY = "log.vkey", NEW = "checkpoints/new.txt", NOTE = "manifest.note";
const OLD = "checkpoints/old.txt", CONSISTENCY = "checkpoints/consistency.txt";
const EVENTS = "events.jsonl", INDEX = "index.jsonl", ENTRIES = "entries.bin";

/** What `make` gives; null where it is not what it must be. */
async function sound(make) {
  try {
    return (await make()) ?? true;
  } catch (error) {
    if (error instanceof BadProof) return null;
    throw error;
  }
}

class Check {
  constructor(wanted) {
    Object.assign(this, { wanted, found: new Map(), latest: null, ahead: false, language: "en" });
    this.facts = { trust: wanted.trust ? "pinned" : "bundled" };
  }

  say(code, where = "") {
    this.found.set(`${code}\0${where}`, { code, where: String(where) });
  }

  async key(bundled, origin) {
    const key = await sound(() => Key.read(this.wanted.trust || bundled));
    if (!key) {
      this.say("key-unreadable");
      return null;
    }
    this.facts.key = hex(await digest(utf8(key.vkey)));
    if (bundled !== key.vkey) this.say("key-other");
    if (key.name !== origin) this.say("key-of-another-log");
    return key;
  }

  dated(number, at) {
    if (this.latest !== null && at < this.latest) this.say("time", number);
    this.latest = at;
    const now = this.wanted.now;
    if (now != null && at > now + MOST_AHEAD && !this.ahead) {
      this.ahead = true;
      this.say("dated-ahead", number);
    }
  }

  /** The reader's own copy of the log, if it begins with the one that was signed. */
  async ownLog(size, root) {
    const entries = this.wanted.log?.subarray(0, ENTRY * size);
    if (!entries) return null;
    if (entries.length < ENTRY * size) this.say("log-shorter");
    else if (!same(await rootOf(entries, size, ENTRY), root)) this.say("log-other");
    else return entries;
    return null;
  }

  fresh() {
    const newer = this.wanted.newer_than;
    if (newer != null && (this.latest === null || this.latest < newer)) this.say("older");
  }
}

function manifestOf(parts) {
  try {
    const manifest = canonical(parts.get("manifest.json") ?? new Uint8Array());
    const kind = own(manifest, "kind"), sizes = own(manifest, "checkpoint");
    const old = own(sizes, "old"), size = own(sizes, "size"), files = own(manifest, "files");
    demand(own(manifest, "format") === "griffie-bundle/1" && isObject(files));
    demand(typeof own(manifest, "origin") === "string");
    demand(typeof own(manifest, "complete") === "boolean");
    demand(Number.isSafeInteger(size) && size >= 0);
    demand(old === null || Number.isSafeInteger(old));
    demand(Object.values(files).every(
      (one) => typeof own(one, "sha256") === "string" && Number.isSafeInteger(own(one, "size"))));
    const named = requestsOf(manifest, kind);
    demand(kind === "register" || (named.length > 0 && named.every(isUuid)));
    demand(new Set(named).size === named.length);
    return manifest;
  } catch (error) {
    if (!(error instanceof BadProof)) throw error;
    throw new Unreadable("its manifest is missing, or not of a form that this page knows");
  }
}

/** The requests that a bundle is of: none for a register, one, or those of an inspection. */
function requestsOf(manifest, kind) {
  demand(["register", "request", "inspection"].includes(kind));
  if (kind === "request") return [own(manifest, "request")];
  const named = kind === "inspection" ? own(manifest, "requests") : [];
  demand(Array.isArray(named));
  return named;
}

class Bundle extends Check {
  async check(parts) {
    const manifest = manifestOf(parts), { kind } = manifest;
    this.requests = requestsOf(manifest, kind);
    this.inspection = kind === "inspection";
    Object.assign(this, { parts, manifest, size: manifest.checkpoint.size, entries: null });
    Object.assign(this, { old: manifest.checkpoint.old, older: null, stated: null, register: kind === "register" });
    this.complete = manifest.complete || this.register;
    this.housekeeping = await uuid5(SPACE, "housekeeping");
    this.logs = await uuid5(SPACE, "logs");
    const looks = this.requests.map((one) => uuid5(SPACE, `looks/${one}`));
    this.streams = [...this.requests, ...(await Promise.all(looks))];
    if (this.requests.length) this.streams.push(this.logs);
    if (LANGUAGES.includes(manifest.language)) this.language = manifest.language;
    Object.assign(this.facts, { kind, origin: manifest.origin, size: this.size });
    if (this.inspection) this.facts.requests = this.requests.length;
    else this.facts.request = this.requests[0] ?? null;
    await this.files();
    if (!(await this.signed())) return;
    await this.log();
    await this.statement();
    await this.leadOn();
    await this.events();
    await this.continues();
    await this.held();
    await this.disclosures();
    await this.namedProfiles();
    this.fresh();
  }

  text(name) {
    return textOf(this.parts.get(name) ?? new Uint8Array());
  }

  async files() {
    const listed = this.manifest.files, needed = new Set([KEY, NEW, NOTE, EVENTS, INDEX]);
    if (this.old !== null) needed.add(OLD).add(CONSISTENCY);
    if (this.complete) needed.add(ENTRIES);
    for (const name of new Set([...needed, ...Object.keys(listed)])) {
      const content = this.parts.get(name), kept = own(listed, name);
      if (!content) this.say("file-missing", name);
      else if (kept && (content.length !== kept.size || hex(await digest(content)) !== kept.sha256))
        this.say("file-changed", name);
    }
    for (const name of this.parts.keys())
      if (!own(listed, name) && name !== "manifest.json" && name !== NOTE) this.say("file-extra", name);
  }

  async signed() {
    const bundled = ((await sound(() => this.text(KEY))) ?? "").replace(/\n$/, "");
    const key = await this.key(bundled, this.manifest.origin);
    if (!key) return false;
    this.signer = key;
    const sum = hex(await digest(this.parts.get("manifest.json")));
    const attested = await sound(async () => {
      const text = await key.opened(this.text(NOTE));
      demand(text === `griffie-manifest/1\n${this.manifest.origin}\n${sum}\n`);
    });
    if (!attested) this.say("manifest-note");
    const checkpoint = await sound(() => key.checkpoint((this.note = this.text(NEW))));
    this.root = checkpoint?.root;
    if (checkpoint?.size !== this.size) this.say("checkpoint", NEW);
    return checkpoint?.size === this.size;
  }

  async log() {
    this.entries = await this.ownLog(this.size, this.root);
    const entries = this.complete ? this.parts.get(ENTRIES) : null;
    if (!entries) return;
    if (entries.length !== ENTRY * this.size) this.say("entries-size", ENTRIES);
    else if (!same(await rootOf(entries, this.size, ENTRY), this.root)) this.say("entries-root", ENTRIES);
    else this.entries = entries;
  }

  /** That no other entry is of these streams, where the log's key signed it. */
  async statement() {
    const octets = this.parts.get(STATEMENT);
    if (!octets) return;
    const stated = await sound(() => statedIn(octets, this.signer, this.size, this.root));
    const ours = stated && stated.size === new Set(this.streams).size;
    if (ours && this.streams.every((one) => stated.has(one))) this.stated = stated;
    else this.say("statement", STATEMENT);
  }

  async leadOn() {
    if (this.old === null || !this.parts.has(OLD) || !this.parts.has(CONSISTENCY)) return;
    const older = await sound(async () => {
      const found = await this.signer.checkpoint(this.text(OLD));
      demand(found.size === this.old);
      return found;
    });
    if (!older) {
      this.say("old-checkpoint", OLD);
      return;
    }
    const leads = await sound(async () => {
      const text = this.text(CONSISTENCY), nodes = hashes(text.split("\n").slice(0, -1));
      demand(text === nodes.map((one) => `${base64of(one)}\n`).join(""));
      demand(older.size > 0 && older.size <= this.size);
      const [was, now] = await rootsBy(older.size, this.size, nodes, older.root);
      demand(same(was, older.root) && same(now, this.root));
    });
    if (leads) this.older = older;
    else this.say("not-consistent", OLD);
  }

  /** Which logs this one continues, and from which state of them. */
  async continues() {
    this.lineage = await Lineage.read(this.signer, this.continued);
    let right = this.lineage.told;
    for (const { last } of this.lineage.links) {
      if (!this.entries || this.lineage.standing(last) !== "here") continue;
      right = right && last.size <= this.size
        && same(await rootOf(this.entries, last.size, ENTRY), last.root);
    }
    if (!right) this.say("continued", this.signer.name);
    if (this.lineage.links.length)
      this.facts.continues = this.lineage.links.map(
        ({ kept, last }) => ({ kept, last: last.size, log: last.log }));
  }

  async held() {
    if (this.wanted.held == null) return;
    const mine = await sound(() => signedOf(this.wanted.held, this.signer));
    const standing = mine && this.lineage.standing(mine);
    if (!mine) this.say("held-unreadable");
    else if (standing === "lost") this.facts.held = "lost";
    else if (standing === "unknown" || mine.size > this.size) this.say("held-later");
    else {
      let shown = null;
      if (mine.size === this.size) shown = this.root;
      else if (this.entries) shown = await rootOf(this.entries, mine.size, ENTRY);
      else if (this.older?.size === mine.size) shown = this.older.root;
      if (!shown) this.say("held-not-shown");
      else if (!same(shown, mine.root)) this.say("held-contradicted");
    }
  }

  lines(name) {
    const octets = this.parts.get(name), found = [];
    let at = 0;
    for (let end; (end = octets.indexOf(10, at)) >= 0; at = end + 1) found.push(octets.subarray(at, end));
    return at === octets.length ? found : null; // each line is ended
  }

  async events() {
    Object.assign(this, { last: new Map(), places: new Map(), left: [], profiles: [], said: new Set() });
    Object.assign(this, { shown: new Map(), stands: new Set(), place: -1, continued: [] });
    if (!this.parts.has(EVENTS) || !this.parts.has(INDEX)) return;
    const states = this.lines(EVENTS), names = this.lines(INDEX);
    if (!states || !names || states.length !== names.length) {
      this.say("event-count");
      return;
    }
    this.facts.events = states.length;
    if (!this.inspection) this.facts.personal_data = "kept";
    for (let n = 0; n < states.length; n += 1) {
      const line = await sound(() => this.named(n + 1, names[n]));
      if (!line) {
        this.say("index-line", n + 1);
        continue;
      }
      await this.recorded(n + 1, line, states[n]);
      await this.logged(n + 1, line, states[n]);
    }
    if (this.entries && this.register) await this.gone();
    else if (this.entries) await this.leftOut();
    if (this.stated) this.facts.statement = await this.states();
    this.facts.complete = this.entries !== null;
  }

  named(number, octets) {
    const line = canonical(octets), { index, stream, topic, version } = line;
    demand(Object.keys(line).sort().join() === "index,stream,topic,version");
    demand(Number.isSafeInteger(index) && Number.isSafeInteger(version) && isUuid(stream));
    demand(index >= 0 && index < this.size && version > 0);
    demand(typeof topic === "string" && !topic.includes("\n"));
    if (index <= this.place) this.say("order", number);
    if (version !== (this.last.get(stream) ?? 0) + 1) this.say("version", number);
    if (!this.register && !this.streams.includes(stream)) this.say("foreign", number);
    this.place = index;
    this.last.set(stream, version);
    if (!this.places.has(stream)) this.places.set(stream, []);
    this.places.get(stream).push(index);
    return line;
  }

  async recorded(number, { stream, topic, index }, state) {
    const itself = this.housekeeping, never = [itself, this.logs];
    const event = await sound(() => eventOf(topic, state, stream === itself, never));
    if (!event) {
      this.say("event-bytes", number);
      return;
    }
    if (event.left) this.left.push({ ...event.left, place: index });
    if (topic === "LogContinued" && stream === this.logs)
      this.continued.push({ place: index, said: event.data });
    if (event.profile) this.profiles.push(event.profile);
    this.dated(number, event.at);
    if (this.register) return;
    this.gather(event.data);
    if (topic === "PersonalDataErased" && !this.inspection) this.facts.personal_data = "erased";
  }

  gather(value) {
    if (typeof value === "string") this.said.add(value);
    else if (value !== null && typeof value === "object")
      for (const one of Object.values(value)) this.gather(one);
  }

  entryAt(place) {
    return this.entries.subarray(ENTRY * place, ENTRY * (place + 1));
  }

  async logged(number, { stream, version, topic, index }, state) {
    const entry = await entryOf(stream, version, topic, state);
    if (this.entries) {
      this.stands.add(index);
      if (!same(this.entryAt(index), entry)) this.say("entry", number);
    }
    if (this.register) return;
    this.shown.set(hex(entry.subarray(11, 43)), index);
    const name = `proofs/${String(number).padStart(4, "0")}.tlog-proof`, octets = this.parts.get(name);
    if (!octets) {
      this.say("file-missing", name);
      return;
    }
    const proven = await sound(async () => {
      const proof = proofOf(octets);
      demand(proof.at === index && proof.note === this.note);
      demand(same(await rootBy(await leaf(entry), index, this.size, proof.path), this.root));
    });
    if (!proven) this.say("inclusion", number);
  }

  noneShown() {
    for (const request of this.requests)
      if (!this.last.has(request)) this.say("no-events", this.inspection ? request : "");
  }

  /** The statement holds what is shown; where the whole log is there, the log is asked. */
  async states() {
    this.noneShown();
    for (const stream of this.streams) {
      const shown = this.places.get(stream) ?? [];
      if (!same(shown, this.stated.get(stream))) this.say("statement-shown", stream);
    }
    if (!this.entries) return "signed";
    const place = await refutingPlace(this.stated, this.entries, this.size);
    if (place !== null) this.say("statement-false", place);
    return place === null ? "confirmed" : "refuted";
  }

  async leftOut() {
    this.noneShown();
    const next = new Map();
    for (const stream of this.streams) {
      const version = (this.last.get(stream) ?? 0) + 1;
      next.set(hex(await tagOf(stream, version)), `${stream}/${version}`);
    }
    for (let place = 0; place < this.size; place += 1) {
      const tag = hex(this.entryAt(place).subarray(11, 43));
      if (next.has(tag)) this.say("left-out", next.get(tag));
      else if ((this.shown.get(tag) ?? place) !== place) this.say("second-entry", place);
    }
  }

  async gone() {
    const missing = new Map();
    for (let place = 0; place < this.size; place += 1) {
      if (this.stands.has(place)) continue;
      const entry = this.entryAt(place), known = same(entry.subarray(0, 11), PREFIX);
      const tag = known ? hex(entry.subarray(11, 43)) : `place ${place}`; // no erasure bears that
      if (missing.has(tag)) this.say("second-entry", place);
      else missing.set(tag, place);
    }
    const before = missing.size;
    for (const { stream, events, place } of this.left) {
      if (this.last.has(stream)) this.say("erased-stands", stream);
      for (let version = 1; version <= events; version += 1) {
        const tag = hex(await tagOf(stream, version));
        if ((missing.get(tag) ?? place) >= place) {
          this.say("erased-length", stream);
          break;
        }
        missing.delete(tag);
      }
    }
    if (missing.size) this.say("unexplained", Math.min(...missing.values()));
    else this.facts.erased = before;
  }

  async disclosures() {
    this.facts.opened = 0;
    for (const [name, content] of this.parts) {
      if (!name.startsWith("disclosures/")) continue;
      const sum = base64of(await digest(content)).replaceAll("+", "-").replaceAll("/", "_").slice(0, -1);
      if (name !== `disclosures/${sum}.txt` || !salted(content)) this.say("disclosure", name);
      else if (!this.said.has(sum)) this.say("disclosure-foreign", name);
      else this.facts.opened += 1;
    }
  }

  async namedProfiles() {
    for (const [name, content] of this.parts) {
      if (!name.startsWith("profiles/")) continue;
      const sum = hex(await digest(content));
      const fits = ({ version, digest }) => name === `profiles/${version.replaceAll("/", "-")}.json`
        && version.endsWith(`/${sum.slice(0, 8)}`) && (digest === null || digest === sum);
      if (!this.profiles.some(fits)) this.say("profile", name);
    }
  }
}

/** Whether the octets are a disclosure of RFC 9901: salt, name and value. */
function salted(content) {
  try {
    const text = textOf(content);
    demand(/^[A-Za-z0-9_-]+$/.test(text));
    const raw = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
    const said = JSON.parse(textOf(Uint8Array.from(raw, (one) => one.charCodeAt(0))));
    return Array.isArray(said) && said.length === 3
      && typeof said[0] === "string" && typeof said[1] === "string";
  } catch {
    return false;
  }
}

class Receipt extends Check {
  async check(octets) {
    const read = await sound(() => {
      const proof = proofOf(octets), head = [];
      let at = 0;
      for (let n = 0; n < 6; n += 1) {
        const end = proof.extra.indexOf(10, at);
        demand(end >= 0);
        head.push(textOf(proof.extra.subarray(at, end)));
        at = end + 1;
      }
      return { proof, head, state: proof.extra.subarray(at) };
    });
    const [mark, vkey, event, request, version, topic] = read?.head ?? [];
    if (mark !== "griffie-receipt/1" || event !== "griffie-event/1" || version !== "1"
      || topic !== "RequestReceived" || !isUuid(request))
      throw new Unreadable("it is no receipt that this page knows");
    const { proof, state } = read, origin = proof.note.split("\n", 1)[0];
    Object.assign(this.facts, { kind: "receipt", origin, request, index: proof.at });
    const key = await this.key(vkey, origin);
    if (!key) return;
    const signed = await sound(() => key.checkpoint(proof.note));
    if (!signed) {
      this.say("checkpoint");
      return;
    }
    this.facts.size = signed.size;
    const proven = await sound(async () => {
      demand(proof.at < signed.size);
      const found = await leaf(await entryOf(request, 1, topic, state));
      demand(same(await rootBy(found, proof.at, signed.size, proof.path), signed.root));
    });
    if (!proven) this.say("inclusion");
    const said = await sound(() => eventOf(topic, state, false, []));
    if (said) {
      this.dated(1, said.at);
      Object.assign(this.facts, { recorded_at: canonical(state).at, received: said.data });
    } else this.say("event-bytes");
    this.fresh();
    if (this.wanted.held != null) this.say("held-not-shown");
    await this.ownLog(signed.size, signed.root);
  }
}

/** What is said of the octets of a file. `wanted`: trust, held, log, newer_than and now (microseconds). */
async function judged(octets, wanted) {
  let check;
  try {
    if (octets[0] === 0x50 && octets[1] === 0x4b) {
      check = new Bundle(wanted);
      await check.check(unzipped(octets));
    } else {
      if (octets.length > 1 << 20) throw new Unreadable("it is neither a bundle nor a receipt");
      check = new Receipt(wanted);
      await check.check(octets);
    }
  } catch (error) {
    if (error instanceof Unreadable) return { verdict: "unreadable", says: error.message };
    throw error;
  }
  const findings = [...check.found.values()].sort((a, b) =>
    a.code < b.code ? -1 : a.code > b.code ? 1 : a.where < b.where ? -1 : 1);
  const verdict = findings.length ? "inconsistent" : "consistent";
  return { verdict, ...check.facts, findings, language: check.language };
}
