// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";

import { look, movesBookings } from "../../supervisor_console/web/booked_video.js";

/** @param {boolean} hasVideo @param {any} ack @returns {any} */
function watching(hasVideo, ack) {
  /** @type {string[]} */
  const asked = [];
  return { asked, hasVideo: { value: hasVideo }, bookings: { value: ["before"] }, request: (/** @type {string} */ event) => { asked.push(event); return Promise.resolve(ack); } };
}

test("one's own are asked for where there is a room, and what cannot be asked stands as it was", async () => {
  const known = watching(true, { ok: true, bookings: ["now"] });
  const away = watching(true, { ok: false, error: { code: "timeout" } });
  const none = watching(false, { ok: true, bookings: ["now"] });

  for (const watch of [known, away, none]) await look(watch);

  assert.deepEqual([known, away, none].map(({ bookings }) => bookings.value), [["now"], ["before"], ["before"]]);
  assert.deepEqual(none.asked, []);
});

test("they are asked for again when one is agreed to or called off", () => {
  const kinds = ["video_offered", "video_answered", "video_ended", "message"];

  assert.deepEqual(kinds.map((kind) => movesBookings(/** @type {any} */ ({ kind }))), [false, true, true, false]);
});
