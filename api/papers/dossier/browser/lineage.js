// Which logs this one continues: a store that was put back goes on under another name.

const DEMO = ".demo";

/** A name: that of the first log, the number of this one, and what ends it. */
function parted(name) {
  const demo = name.endsWith(DEMO) ? DEMO : "", bare = demo ? name.slice(0, -DEMO.length) : name;
  const found = whole("(.+)/log([2-9]|[1-9][0-9])").exec(bare);
  return found ? { first: found[1], number: Number(found[2]), demo } : { first: bare, number: 1, demo };
}

/** The name of the log that continues the one of this name. */
function following(name) {
  const { first, number, demo } = parted(name);
  return `${first}/log${number + 1}${demo}`;
}

/** A checkpoint of this log, or of another of the same office. */
async function signedOf(note, key) {
  const log = note.split("\n", 1)[0], own = parted(key.name), other = parted(log);
  const ours = own.first === other.first && own.demo === other.demo;
  const signer = log !== key.name && ours ? await key.named(log) : key;
  return { log, ...(await signer.checkpoint(note)) };
}

/** What the events of a log say of the logs that it continues; `told` is whether rightly. */
class Lineage {
  static async read(key, continued) {
    const lineage = Object.assign(new Lineage(), { name: key.name, links: [], told: true });
    let number = 1;
    for (const { place, said } of continued) {
      const last = await sound(() => signedOf(said.last, key));
      const right = last && said.name === following(last.log) && said.kept === place
        && parted(said.name).number > number;
      if (right) {
        lineage.links.push({ name: said.name, kept: said.kept, last });
        number = parted(said.name).number;
      } else lineage.told = false;
    }
    const { first, demo } = parted(key.name);
    const goesOn = lineage.links.at(-1)?.name ?? `${first}${demo}`;
    lineage.told &&= goesOn === key.name;
    return lineage;
  }

  /** Where the entries are that a checkpoint covers: here, lost, or unknown to this log. */
  standing({ log, size, root }) {
    const { number } = parted(log);
    if (number > parted(this.name).number) return "unknown";
    for (const { name, kept, last } of this.links) {
      if (parted(name).number <= number || size <= kept) continue;
      const other = size === last.size && !same(root, last.root);
      return log === last.log && (size > last.size || other) ? "unknown" : "lost";
    }
    return "here";
  }
}
