// @ts-check
/* What asks for the counsellor's eyes: unread words, late answers, newcomers, and the count in the tab's title. Pure. */

import { nameIn } from "../staff/log_rows.js";

/** @import { Conversation, State } from "./state.js" */
/** @import { WireEvent } from "../shared/wire.d.ts" */

/** Who has written and waited this long has waited too long: our own number, the same as the supervisor is told by. */
export const LATE_AFTER_MS = 3 * 60 * 1000;

/** @param {Conversation} conversation @returns {number} the young person's messages that were not on screen yet */
export function unread({ events, seen }) {
  let count = 0;
  for (let n = events.length - 1; n >= 0; n -= 1) {
    const event = /** @type {WireEvent} */ (events[n]);
    if (event.seq <= seen) break;
    if (event.kind === "message" && event.from === "young") count += 1;
  }
  return count;
}

/**
 * Whether the young person has written and nobody has answered for too long.
 *
 * @param {Conversation} conversation
 * @param {number} now house time
 */
export function late({ state, youngWroteAt, staffWroteAt }, now) {
  if (state === "closed" || youngWroteAt === null) return false;
  const wrote = Date.parse(youngWroteAt);
  const unanswered = staffWroteAt === null || Date.parse(staffWroteAt) < wrote;
  return unanswered && now - wrote > LATE_AFTER_MS;
}

/**
 * Conversations with something unread, and offers from colleagues.
 *
 * @param {State} state
 */
export function titleCount(state) {
  const waiting = Object.values(state.conversations).filter((conversation) => unread(conversation) > 0);
  return state.offers.length + state.askedBeside.length + waiting.length;
}

/**
 * @param {State} before
 * @param {State} after
 * @returns {number[]} the levels of those who came into the waiting room; none when it was not known before
 */
export function newcomers(before, after) {
  if (!before.waiting.known || before.waiting === after.waiting) return [];
  const there = new Set(before.waiting.rows.map(({ conversation_id }) => conversation_id));
  return after.waiting.rows.filter(({ conversation_id }) => !there.has(conversation_id)).map(({ level }) => level);
}

/**
 * The end of what the counsellor would have on screen: the other side's last number.
 *
 * @param {readonly WireEvent[]} events
 */
export function lastOfTheirs(events) {
  return events.findLast(({ from, kind }) => from === "young" && kind === "message")?.seq ?? 0;
}

/**
 * @param {readonly WireEvent[]} events
 * @param {number} from house time
 * @param {number} to
 * @returns {number} the young person's messages in between
 */
export function writtenBetween(events, from, to) {
  const times = events.filter((event) => event.kind === "message" && event.from === "young").map(({ at }) => Date.parse(at));
  return times.filter((at) => at > from && at <= to).length;
}

/**
 * @param {readonly WireEvent[]} events
 * @param {string} [me] one's own display name: what one has whispered oneself is no news
 * @returns {WireEvent | null} the newest whisper
 */
export function lastWhisper(events, me) {
  const theirs = (/** @type {WireEvent} */ { from, data }) =>
    from !== "counsellor" || (me !== undefined && data["own"] !== true && nameIn(data["by"]) !== me);
  return events.findLast((event) => event.kind === "whisper" && theirs(event)) ?? null;
}
