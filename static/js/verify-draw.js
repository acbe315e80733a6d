// Recomputes a draw in the visitor's browser: an implementation of its own, next to supervision/draw/drawing.py, so that the two
// check each other. It has its own SHA-256, because browsers give theirs only to pages that came by https.
// The page says where the published file is: <section data-draw="url" data-word-…> with a button and an <ol>.

const K = [], START = [];
(function constants() {
  const fraction = (x) => Math.floor((x - Math.floor(x)) * 4294967296) >>> 0;
  for (let n = 2; K.length < 64; n += 1) {
    let prime = true;
    for (let d = 2; d * d <= n; d += 1) if (n % d === 0) prime = false;
    if (!prime) continue;
    if (START.length < 8) START.push(fraction(Math.sqrt(n)));
    K.push(fraction(Math.cbrt(n)));
  }
})();

// SHA-256 of a text in UTF-8, in hexadecimal digits.
export function sha256(text) {
  const bytes = new TextEncoder().encode(text);
  const padded = new Uint8Array(((bytes.length + 8) >> 6) * 64 + 64);
  padded.set(bytes);
  padded[bytes.length] = 128;
  const view = new DataView(padded.buffer);
  view.setUint32(padded.length - 8, Math.floor(bytes.length / 536870912));
  view.setUint32(padded.length - 4, (bytes.length << 3) >>> 0);
  const hash = START.slice(), w = new Int32Array(64);
  const turn = (x, n) => (x >>> n) | (x << (32 - n));
  for (let block = 0; block < padded.length; block += 64) {
    for (let i = 0; i < 16; i += 1) w[i] = view.getInt32(block + i * 4);
    for (let i = 16; i < 64; i += 1) {
      const a = w[i - 15], b = w[i - 2];
      w[i] = w[i - 16] + (turn(a, 7) ^ turn(a, 18) ^ (a >>> 3)) + w[i - 7] + (turn(b, 17) ^ turn(b, 19) ^ (b >>> 10));
    }
    let [a, b, c, d, e, f, g, h] = hash;
    for (let i = 0; i < 64; i += 1) {
      const one = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + K[i] + w[i]) | 0;
      const two = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      [h, g, f, e, d, c, b, a] = [g, f, e, (d + one) | 0, c, b, a, (one + two) | 0];
    }
    [a, b, c, d, e, f, g, h].forEach((value, i) => { hash[i] = (hash[i] + value) | 0; });
  }
  return hash.map((word) => (word >>> 0).toString(16).padStart(8, "0")).join("");
}

// Keys in the order of their letters, no spaces; other characters stand as they are.
export function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  return `{${Object.keys(value).sort().map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`).join(",")}}`;
}

const byRank = (a, b) => (a.rank < b.rank ? -1 : a.rank > b.rank ? 1 : 0);

export function candidatesOf(pool, stratum) {
  const settled = new Set([...pool.exclude, ...pool.include].map((row) => row.code));
  return stratum.codes.filter((code) => !settled.has(code));
}

export function drawUnits(pool, seed) {
  const ranked = (stratum) => (code) => ({ code, stratum, rank: sha256(`unit|${seed}|${pool.draw}|${code}`) });
  const drawn = pool.include.map((row) => row.code).map(ranked(""));
  for (const stratum of pool.strata) {
    const found = candidatesOf(pool, stratum).map(ranked(stratum.name)).sort(byRank);
    const quota = "quota" in stratum ? stratum.quota : Math.ceil((found.length * stratum.percent) / 100);
    if (quota > found.length) throw new RangeError(`${stratum.name}: ${quota} > ${found.length}`);
    drawn.push(...found.slice(0, quota));
  }
  return drawn.sort(byRank);
}

// Which inspectors may go to a unit: rows of 0 and 1, inspectors by rank.
function allowed(pool, unit, people, away) {
  const { zone } = pool.units.find((row) => row.code === unit);
  return people.map((person) => {
    if (away.has(`${person.code}\n${unit}`)) return 0;
    const near = zone !== "" && person.zone === zone;
    return pool.zones === "any" || (pool.zones === "own" ? near : !near) ? 1 : 0;
  });
}

// One inspector more for `start`: breadth first along "u could have i, whom v could give up". Returns what was reached.
function extend(start, work, limit, closed) {
  const { may, has, goes, load } = work;
  const path = new Map([[start, null]]), queue = [start], seen = new Set(closed);
  for (let at = 0; at < queue.length; at += 1) {
    const unit = queue[at];
    const fresh = [];
    may[unit].forEach((yes, i) => { if (yes && !has[unit].has(i) && !seen.has(i)) fresh.push(i); });
    const free = fresh.find((i) => load[i] < limit);
    if (free !== undefined) {
      load[free] += 1;
      let taker = unit, taken = free;
      for (;;) {
        has[taker].add(taken);
        goes[taken].add(taker);
        const link = path.get(taker);
        if (!link) return null;
        has[taker].delete(link.inspector);
        goes[link.inspector].delete(taker);
        taken = link.inspector;
        taker = link.receiver;
      }
    }
    for (const i of fresh) {
      seen.add(i);
      for (const other of [...goes[i]].sort((a, b) => a - b)) {
        if (path.has(other)) continue;
        path.set(other, { inspector: i, receiver: unit });
        queue.push(other);
      }
    }
  }
  return { units: queue, seen };
}

// The teams, leaders first, and the highest load; or `missing`: by how many places the inspectors fall short.
export function assign(pool, units, seed) {
  const people = pool.inspectors
    .map((row) => ({ ...row, rank: sha256(`inspector|${seed}|${pool.draw}|${row.code}`) }))
    .sort(byRank);
  const away = new Set(pool.apart.map(([person, unit]) => `${person}\n${unit}`));
  const work = {
    may: units.map((unit) => allowed(pool, unit, people, away)),
    has: units.map(() => new Set()),
    goes: people.map(() => new Set()),
    load: people.map((person) => person.load),
  };
  let short = pool.per_unit ? units.map((_, place) => place) : [];
  for (let limit = 1; limit <= pool.ceiling && short.length; limit += 1) {
    let closed = new Set();
    short = short.filter((unit) => {
      while (work.has[unit].size < pool.per_unit) {
        const stuck = extend(unit, work, limit, closed);
        if (stuck) {
          closed = stuck.seen;
          return true;
        }
      }
      return false;
    });
  }
  if (short.length) {
    const missing = short.reduce((sum, unit) => sum + pool.per_unit - work.has[unit].size, 0);
    const reached = new Set(short.flatMap((unit) => extend(unit, work, 0, new Set()).units));
    return { missing, units: [...reached].map((place) => units[place]).sort() };
  }
  const teams = work.has.map((team) => {
    const members = [...team].sort((a, b) => a - b).map((i) => people[i]);
    const leader = members.find((person) => person.full_time) ?? members[0];
    return [leader, ...members.filter((person) => person !== leader)].filter(Boolean).map((person) => person.code);
  });
  return { teams, highest: work.has.reduce((most, team) => Math.max(most, ...[...team].map((i) => work.load[i])), 0) };
}

export function draw(pool, seed) {
  const drawn = drawUnits(pool, seed);
  const found = assign(pool, drawn.map((unit) => unit.code), seed);
  if (!found.teams) return found;
  return {
    draw: pool.draw,
    pool_sha256: sha256(canonical(pool)),
    seed,
    highest_load: found.highest,
    units: drawn.map(({ code, rank, stratum }, i) => ({ code, rank, stratum, team: found.teams[i] })),
  };
}

// Every step with its outcome: [token, agrees, what there is to see].
export function verify(file) {
  const pool = JSON.parse(file.pool), hash = sha256(file.pool);
  const steps = [
    ["pool", hash === file.pool_sha256, hash],
    ["form", pool.format === "double-random-draw/1" && canonical(pool) === file.pool, ""],
    ["number", pool.draw === file.draw && pool.committed_at === file.committed_at, `${pool.draw} ${pool.committed_at}`],
  ];
  if (!file.seed || !file.result) return steps;
  const seed = file.seed.digits;
  steps.push(["order", file.seed.at > pool.committed_at && /^[0-9]+$/.test(seed), `${file.seed.at} ${seed}`]);
  const names = new Map([...pool.units, ...pool.inspectors].map((row) => [row.code, row.name]));
  let result;
  try {
    result = draw(pool, seed);
  } catch {
    result = {};
  }
  if (!result.units || !result.draw) return [...steps, ["result", false, ""]];
  const published = JSON.parse(file.result);
  for (const stratum of pool.strata) {
    const mine = result.units.filter((unit) => unit.stratum === stratum.name).map((unit) => unit.code);
    const theirs = published.units.filter((unit) => unit.stratum === stratum.name).map((unit) => unit.code);
    const words = `${stratum.name}：${candidatesOf(pool, stratum).length} → ${mine.length}`;
    steps.push(["stratum", canonical(mine) === canonical(theirs), words]);
  }
  const text = canonical(result);
  const teams = result.units.map((unit) => `${names.get(unit.code)}：${unit.team.map((code) => names.get(code)).join("、")}`);
  steps.push(["result", text === file.result, teams.join("\n")]);
  steps.push(["result_hash", sha256(text) === file.result_sha256, sha256(text)]);
  return steps;
}

function show(box, steps) {
  const list = box.querySelector("ol");
  list.replaceChildren(
    ...steps.map(([token, agrees, seen]) => {
      const item = document.createElement("li");
      const head = document.createElement("strong");
      head.textContent = `${agrees ? box.dataset.wordAgrees : box.dataset.wordDiffers} `;
      item.className = agrees ? "met" : "open bad";
      const body = document.createElement("span");
      body.className = "draw-seen preline";
      body.textContent = seen;
      item.append(head, box.dataset[`word${token.replace(/(^|_)(.)/g, (_all, _bar, letter) => letter.toUpperCase())}`], body);
      return item;
    }),
  );
  list.hidden = false;
}

function watch(box) {
  const button = box.querySelector("button"), verdict = box.querySelector("[role=status]");
  box.hidden = false;
  button.addEventListener("click", async () => {
    button.disabled = true;
    verdict.hidden = false;
    verdict.className = "alert alert-info";
    verdict.textContent = box.dataset.wordWorking;
    try {
      const answer = await fetch(box.dataset.draw, { cache: "no-store" });
      if (!answer.ok) throw new Error(answer.status);
      const steps = verify(await answer.json());
      const match = steps.every((step) => step[1]);
      show(box, steps);
      verdict.className = `alert alert-${match ? "success" : "danger"}`;
      verdict.textContent = match ? box.dataset.wordMatch : box.dataset.wordMismatch;
    } catch {
      verdict.className = "alert alert-danger";
      verdict.textContent = box.dataset.wordFailed;
    }
    button.disabled = false;
  });
}

if (typeof document !== "undefined") document.querySelectorAll("[data-draw]").forEach(watch);
