import assert from "node:assert/strict";
import { test } from "node:test";

import { entryOf, lines, Workbench } from "../../supervisor_console/web/workbench/workbench.js";

/**
 * @param {Record<string, [number, object]>} answers by the end of the path
 * @param {string[]} asked what was asked for, in order
 */
function answering(answers, asked = []) {
  return async (/** @type {string} */ url) => {
    asked.push(url);
    const [status, body] = answers[url.replace("/api/lexicon", "")];
    return new Response(JSON.stringify(body), { status });
  };
}

const PROPOSAL = /** @type {any} */ ({ proposal_id: "p-1", rule: "house.lantern", state: "proposed" });
const LEXICON = { lexicon: "1", house_version: 0, refused: null, proposals: [PROPOSAL] };

test("lines are what is written, without what is empty", () => {
  assert.deepEqual(lines(" et \n\n  to tre\n"), ["et", "to tre"]);
});

test("the form becomes an entry", () => {
  const given = new FormData();
  const fields = { id: " house.lantern ", level: "3", topic: "suicide", subject: "self", why_da: "Derfor.", why_en: "Because.", patterns: "a\nb", hits: "a", misses: "c" };
  for (const [name, value] of Object.entries(fields)) given.set(name, value);

  const entry = entryOf(given);

  assert.deepEqual(entry, {
    id: "house.lantern", level: 3, topics: ["suicide"], acute: false, subject: "self",
    why: { da: "Derfor.", en: "Because." }, patterns: ["a", "b"], hits: ["a"], misses: ["c"],
  });
});

test("what was decided is told and the list is read anew", async () => {
  /** @type {string[]} */
  const asked = [];
  const bench = new Workbench(answering({ "/proposals/p-1/approve": [200, PROPOSAL], "": [200, LEXICON] }, asked), () => {});

  assert.equal(await bench.decide(PROPOSAL, "approve"), true);

  assert.deepEqual(asked, ["/api/lexicon/proposals/p-1/approve", "/api/lexicon"]);
  assert.equal(bench.done.value, "workbench.done.approve");
  assert.deepEqual(bench.lexicon.value, LEXICON);
});

test("a refusal is kept with its reason, and nothing stays busy", async () => {
  const broken = { ok: false, error: { code: "broken_lexicon", reason: "house.yaml, line 3" } };
  const bench = new Workbench(answering({ "/proposals": [400, broken] }), () => {});

  assert.equal(await bench.propose(/** @type {any} */ ({})), false);

  assert.deepEqual(bench.fault.value, { act: "propose", code: "broken_lexicon", reason: "house.yaml, line 3" });
  assert.equal(bench.busy.value, null);
});

test("without a session one is sent to sign in, without a line one is told", async () => {
  let out = 0;
  const signedOut = new Workbench(answering({ "/try": [401, { ok: false, error: { code: "unauthorized" } }] }), () => { out += 1; });
  const away = new Workbench(async () => { throw new TypeError("no line"); }, () => {});

  await signedOut.tryOut("hej");
  await away.tryOut("hej");

  assert.equal(out, 1);
  assert.equal(away.fault.value?.code, "timeout");
});
