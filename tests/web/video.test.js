// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";

import { isOver, videoIn } from "../../chat/web/shared/video_log.js";
import { rowsOf } from "../../chat/web/young/rows.js";

const NOON = Date.parse("2026-11-22T12:00:00Z");
const SOON = "2026-11-22T12:15:00Z";
const LATE = "2026-11-22T13:30:00Z";
/** @param {number} seq @param {string} kind @param {string} from @param {object} data @returns {any} */
const event = (seq, kind, from, data) => ({ conversation_id: "c", seq, prev: seq - 1, kind, at: "2026-11-22T12:00:00Z", from, data });
const offered = (/** @type {number} */ seq) => event(seq, "video_offered", "counsellor", { display_name: "Mette", at: null, until: SOON });
const yes = event(2, "video_answered", "young", { seq: 1, answer: "yes", until: LATE });

test("a video talk stands as its last word says, and for its time", () => {
  assert.equal(videoIn([]), null);
  const open = videoIn([offered(1)]);
  assert.deepEqual(open, { seq: 1, name: "Mette", at: null, opensAt: null, until: SOON, status: "offered", by: "", early: false });
  const agreed = videoIn([offered(1), yes]);
  assert.deepEqual([agreed?.status, agreed?.until], ["accepted", LATE]);

  assert.ok(open !== null && !isOver(open, NOON) && isOver(open, Date.parse(SOON)));
  assert.ok(agreed !== null && !isOver(agreed, Date.parse(SOON)) && isOver(agreed, Date.parse(LATE)));
});

test("a no and an end are over at once, and say whose word it was", () => {
  const no = videoIn([offered(1), event(2, "video_answered", "young", { seq: 1, answer: "no", until: null })]);
  const ended = videoIn([offered(1), yes, event(3, "video_ended", "counsellor", { seq: 1, reason: "called_off" })]);

  assert.deepEqual([no?.status, no?.by], ["declined", "young"]);
  assert.deepEqual([ended?.status, ended?.by], ["ended", "counsellor"]);
  assert.ok(no !== null && isOver(no, NOON) && ended !== null && isOver(ended, NOON));
});

test("one that staff call off before anybody could come in is no talk that was", () => {
  const booked = event(1, "video_offered", "counsellor", { display_name: "Mette", at: LATE, opens_at: SOON, until: LATE });
  const before = videoIn([booked, event(2, "video_ended", "counsellor", { seq: 1, reason: "called_off" })]);
  const after = videoIn([booked, { ...event(2, "video_ended", "counsellor", { seq: 1, reason: "over" }), at: LATE }]);

  assert.deepEqual([before?.early, before?.by], [true, "counsellor"]);
  assert.equal(after?.early, false);
});

test("a word about an older one changes nothing, and each offer has its row", () => {
  const events = [offered(1), yes, offered(3), event(4, "video_ended", "young", { seq: 1, reason: "called_off" })];

  assert.deepEqual([videoIn(events)?.seq, videoIn(events)?.status], [3, "offered"]);
  assert.deepEqual(rowsOf(events, [], { seq: 0, at: "" }).map(({ key }) => key), ["video-1", "video-3"]);
});
