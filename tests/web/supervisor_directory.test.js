// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";

import { differing, entryOf, listed, shownValue, standing } from "../../supervisor_console/web/directory/directory.js";

/** @param {string} id @param {object} [more] @returns {any} */
const one = (id, more = {}) => ({ service_id: id, version: "", retired: false, verified: true, stale: null, refused: null, opening: "", entry: { name: id, owner: null }, ...more });
/** @type {any} */
const known = {
  kinds: [], needs: [],
  services: [one("fyret", { stale: "never" }), one("lygten"), one("gammel", { stale: "never", retired: true }), one("skjult", { refused: "needs: x" })],
  edits: [{ service_id: "lygten", state: "proposed" }, { service_id: "fyret", state: "live" }],
};

test("whom to check, what waits, and everything, by what is searched for", () => {
  const ids = (/** @type {any[]} */ all) => all.map(({ service_id: id }) => id);

  assert.deepEqual(ids(listed(known, "stale", "")), ["fyret", "skjult"]);
  assert.deepEqual(ids(listed(known, "waiting", "")), ["lygten"]);
  assert.deepEqual(ids(listed(known, "all", " LYG ")), ["lygten"]);
});

test("an empty field is unknown, and what the form does not show stays", () => {
  const given = new FormData();
  for (const [name, value] of Object.entries({ name: " Fyret ", needs: "sorrow\n\nfamily", ages_min: "12", ages_max: "", area_level: "region", regions: "1081, 1082", phone: "", web: "fyret.dk", anonymous: "no", verified: "on" })) given.set(name, value);
  const entry = entryOf(given, { audience: "unge", evidence: "operator_page" });

  assert.deepEqual([entry["name"], entry["needs"], entry["audience"], entry["evidence"]], ["Fyret", ["sorrow", "family"], "unge", "operator_page"]);
  assert.deepEqual([entry["ages"], entry["area"].regions, entry["contacts"].phone, entry["contacts"].web], [{ min: 12, max: null }, ["1081", "1082"], null, "fyret.dk"]);
  assert.deepEqual([entry["anonymous"], entry["verified"], entry["hours"]], [false, true, null]);
});

test("what stood before and after is read as words", () => {
  assert.equal(shownValue({ phone: "114", web: null, ages: { min: null } }), "phone: 114");
  assert.equal(shownValue(["a", "b"]), "a, b");
  assert.equal(shownValue(null), "");
  assert.deepEqual(differing({ phone: "114", web: "a.dk" }, { phone: "112", web: "a.dk" }), { phone: "114" });
  assert.equal(differing("9-12", null), "9-12");
});

test("a check that a newer one took the place of was not taken back by anybody", () => {
  /** @type {any[]} */
  const edits = [{ state: "withdrawn", reason: null }, { state: "withdrawn", reason: "forkert" }, { state: "live", reason: null }];

  assert.deepEqual(edits.map(standing), ["replaced", "withdrawn", "live"]);
});
