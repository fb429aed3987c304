// @ts-check
/* What a log says of the video talk (videosamtale) that was offered last. Pure. */

/** @import { WireEvent } from "./wire.d.ts" */

/**
 * @typedef {object} VideoTalk
 * @property {number} seq what one answers to
 * @property {string} name who of the staff offered it
 * @property {string | null} at when it is booked for; null: as soon as it is agreed to
 * @property {string | null} opensAt from when one may come in to a booked one
 * @property {string} until when it is over by itself
 * @property {"offered" | "accepted" | "declined" | "ended"} status
 * @property {string} by whose word ended it; empty: nobody's yet
 * @property {boolean} early whether it ended before anybody could come in: called off, and not over
 */

/**
 * @param {readonly WireEvent[]} events in order
 * @returns {VideoTalk | null}
 */
export function videoIn(events) {
  /** @type {VideoTalk | null} */
  let found = null;
  for (const { kind, from, seq, data, at } of events) {
    if (kind === "video_offered") {
      found = { seq, name: data["display_name"], at: data["at"], opensAt: data["opens_at"] ?? null, until: data["until"], status: "offered", by: "", early: false };
    }
    if (found === null || data["seq"] !== found.seq) continue;
    if (kind === "video_answered") {
      found = data["answer"] === "yes" ? { ...found, status: "accepted", until: data["until"] } : { ...found, status: "declined", by: from };
    }
    if (kind === "video_ended") {
      const early = found.opensAt !== null && Date.parse(at) < Date.parse(found.opensAt);
      found = { ...found, status: "ended", by: from, early };
    }
  }
  return found;
}

/**
 * Whether it is over: somebody's word, or its time.
 *
 * @param {VideoTalk} video
 * @param {number} now_ms
 */
export function isOver({ status, until }, now_ms) {
  return status === "declined" || status === "ended" || Date.parse(until) <= now_ms;
}
