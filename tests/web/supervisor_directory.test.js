// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";

import { listed, standing, takenOutBy } from "../../supervisor_console/web/directory/directory.js";
import { NO_CENTRE, NO_SERVICE, centreOf, codeOf, entryOf, fieldOf, openingOf, spansOf } from "../../supervisor_console/web/directory/entry.js";
import { isChanged } from "../../supervisor_console/web/directory/looked_up_fields.js";
import { differing, valueWords } from "../../supervisor_console/web/directory/value_words.js";

/** @param {string} id @param {object} [more] @returns {any} */
const one = (id, more = {}) => ({ service_id: id, version: "", centre: false, standing: "there", retired: false, verified: true, stale: null, refused: null, opening: "", entry: { name: id, owner: null }, ...more });
/** @type {any} */
const known = {
  kinds: [], needs: [{ code: "sorrow", name: "Sorg" }], municipalities: [{ code: "0851", name: "Aalborg" }], regions: [{ code: "1081", name: "Region Nordjylland" }],
  services: [one("fyret", { stale: "never" }), one("lygten"), one("gammel", { stale: "never", retired: true }), one("skjult", { refused: "needs: x" }),
    one("huset", { centre: true }), one("nyt", { standing: "proposed" }), one("afvist", { standing: "gone" })],
  edits: [{ service_id: "lygten", state: "proposed" }, { service_id: "fyret", state: "live", after: {} }, { service_id: "gammel", state: "live", after: { retired: true } }, { service_id: "nyt", state: "proposed" }],
};

test("whom to check, what waits, and everything, by what is searched for", () => {
  const ids = (/** @type {any[]} */ all) => all.map(({ service_id: id }) => id);

  assert.deepEqual(ids(listed(known, "stale", "")), ["fyret", "skjult"]);
  assert.deepEqual(ids(listed(known, "waiting", "")), ["lygten", "nyt"]);
  assert.deepEqual(ids(listed(known, "centres", "")), ["huset"]);
  assert.deepEqual(ids(listed(known, "out", "")), ["gammel", "afvist"]);
  assert.equal(listed(known, "all", "").length, known.services.length - 1);
  assert.deepEqual(ids(listed(known, "all", " LYG ")), ["lygten"]);
});

test("an empty field is unknown, and what the form does not show stays", () => {
  const given = new FormData();
  for (const [name, value] of Object.entries({ name: " Fyret ", needs: "Sorg\n\nfamily", ages_min: "12", ages_max: "", area_level: "region", regions: "region nordjylland, 1082", municipalities: "Aalborg", phone: "", web: "fyret.dk", anonymous: "no", verified: "on" })) given.set(name, value);
  const entry = entryOf(given, { audience: "unge", evidence: "operator_page" }, known);

  assert.deepEqual([entry["name"], entry["needs"], entry["audience"], entry["evidence"]], ["Fyret", ["sorrow", "family"], "unge", "operator_page"]);
  assert.deepEqual([entry["ages"], entry["area"].regions, entry["contacts"].phone, entry["contacts"].web], [{ min: 12, max: null }, ["1081", "1082"], null, "fyret.dk"]);
  assert.deepEqual(entry["area"].municipalities, ["0851"]);
  assert.deepEqual([entry["anonymous"], entry["verified"], entry["hours"]], [false, true, null]);
});

test("a number that is another, and no other field, takes the day of its check away", () => {
  const entry = { ...NO_SERVICE, contacts: { ...NO_SERVICE["contacts"], phone: "116 111" }, hours: "9-12" };
  const given = new FormData();
  for (const [name, value] of Object.entries({ phone: " 116 111 ", sms: "", hours: "døgnet rundt" })) given.set(name, value);

  assert.equal(isChanged(entry, given), false);
  given.set("sms", "1234");
  assert.equal(isChanged(entry, given), true);
  assert.equal(isChanged({ ...NO_CENTRE, address: "Gade 1" }, given), true);
});

test("hours are typed as one says them, and what stands is not changed by being shown", () => {
  assert.deepEqual(spansOf("12-17, 19.30–24:00; hele dagen"), ["12:00-17:00", "19:30-24:00", "hele dagen"]);
  const given = new FormData();
  for (const [name, value] of Object.entries({ opening_how: "week", opening_monday: "12-17", opening_holidays: "", exceptions: "2026-12-24: 10-12\n2026-12-31" })) given.set(name, value);

  assert.deepEqual(JSON.parse(openingOf(given, { week: { monday: [], friday: [] } })), {
    week: { monday: ["12:00-17:00"], friday: [] }, holidays: [], exceptions: { "2026-12-24": ["10:00-12:00"], "2026-12-31": [] },
  });
  given.set("opening_how", "unknown");
  assert.equal(openingOf(given, null), "");
  given.set("opening_how", "always");
  assert.equal(openingOf(given, null), "always");
});

test("a centre is what its own form says", () => {
  const given = new FormData();
  for (const [name, value] of Object.entries({ service: "huset", name: "Fyret", municipality: "0851", address: "", verified: "on", source: "x" })) given.set(name, value);
  for (const day of ["monday", "friday"]) given.append("outreach", day);

  assert.deepEqual(centreOf(given, NO_CENTRE), { ...NO_CENTRE, service: "huset", name: "Fyret", municipality: "0851", opening: "", outreach: ["monday", "friday"], source: ["x"], verified: true });
  assert.deepEqual(Object.keys(entryOf(given, NO_SERVICE, known)).sort(), Object.keys(NO_SERVICE).sort());
});

test("the house's sentence is said at the field it is about", () => {
  const at = { "contacts.phone: not written": "phone", "ages: min is higher": "ages_min", "ages.max: x": "ages_max", "area.municipalities: x": "municipalities", "area: level region": "area_level",
    "verified without a source": "source", "last_checked and checked_by go together": "last_checked", "opening.week.friday.0: expected": "opening_friday", "opening.holidays.0: x": "opening_holidays",
    "opening.exceptions.2026-13-01.[key]: x": "exceptions", "opening, line 1: x": "opening", "outreach.0: x": "outreach", "name: the directory has": "name", "municipality: unknown": "municipality" };

  for (const [reason, field] of Object.entries(at)) assert.equal(fieldOf(reason), field, reason);
  for (const reason of [null, "brand.yaml line 3, help.0.service: x", "Nobody is left"]) assert.equal(fieldOf(reason), null);
});

test("who is out has an edit that took them out, and only they", () => {
  assert.equal(takenOutBy(known, known.services[2])?.service_id, "gammel");
  assert.equal(takenOutBy(known, known.services[0]), null);
});

test("what stood before and after is read as words", () => {
  assert.equal(valueWords("contacts", { phone: "114", web: null }, known), "phone: 114");
  assert.equal(valueWords("area", { level: "x", municipalities: ["0851", "9999"], regions: [] }, known), "level: x; municipalities: Aalborg, 9999");
  assert.equal(valueWords("opening", { week: { monday: ["12:00-17:00"], friday: [] }, holidays: [] }, known), "mandag: 12:00-17:00; fredag: directory.opening.closed; holidays: directory.opening.closed");
  assert.equal(valueWords("outreach", ["monday"], known), "mandag");
  assert.equal(valueWords("service", "huset", known), "huset");
  assert.equal(valueWords("name", null, known), "");
  assert.equal(codeOf(" AALBORG ", known.municipalities), "0851");
  assert.deepEqual(differing({ phone: "114", web: "a.dk" }, { phone: "112", web: "a.dk" }), { phone: "114" });
  assert.equal(differing("9-12", null), "9-12");
});

test("a check that a newer one took the place of was not taken back by anybody", () => {
  /** @type {any[]} */
  const edits = [{ state: "withdrawn", reason: null }, { state: "withdrawn", reason: "forkert" }, { state: "live", reason: null }];

  assert.deepEqual(edits.map(standing), ["replaced", "withdrawn", "live"]);
});
