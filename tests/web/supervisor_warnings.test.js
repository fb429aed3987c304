// @ts-check
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { before, test } from "node:test";

import { clock } from "../../chat/web/shared/time.js";
import { hearTime, houseTime } from "../../chat/web/staff/clock.js";
import { speak } from "../../chat/web/staff/words.js";
import { warningsOf } from "../../supervisor_console/web/warnings.js";
import { Watch } from "../../supervisor_console/web/watch.js";
import { Writing } from "../../supervisor_console/web/writing.js";

const ME = { staff_id: "karen", display_name: "Karen", roles: ["supervisor"] };
const SOUND = /** @type {any} */ ({ state: { value: "on" } });
const AHEAD_MS = 3 * 60 * 60_000;

before(async () => {
  globalThis.fetch = /** @type {any} */ (async (/** @type {URL} */ url) => ({ ok: true, json: async () => JSON.parse(await readFile(url, "utf8")) }));
  globalThis.document = /** @type {any} */ ({ documentElement: {} });
  await speak("da", ["level", "supervisor"]);
});

test("a device that is three hours ahead says by the house's clock since when the line is gone, and when one wrote", () => {
  const house_ms = Date.now() - AHEAD_MS;
  hearTime(new Date(house_ms).toISOString());
  const watch = new Watch({ me: ME, request: async () => ({ ok: true }) });
  watch.lineIs("connected");
  watch.frames["board"]?.({ version: 1, rows: [] });

  watch.lineIs("away");

  const said = warningsOf(watch, SOUND).find(({ kind }) => kind === "line");
  const [before, after] = [house_ms, houseTime(Date.now())].map((at) => clock(at, "da"));
  assert.ok([before, after].some((time) => said?.what === `Forbindelsen er væk siden kl. ${time}.`), said?.what);
  const { written_ms } = new Writing("c", async () => ({ ok: true }), () => {}).outbox.add("jeg er her");
  assert.ok(Math.abs(written_ms - house_ms) < 60_000);
});
