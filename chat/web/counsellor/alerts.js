// @ts-check
/* What calls the counsellor back to the page (varsler): which news there is between two states of the desk. Pure. */

import { newcomers } from "./attention.js";

/** @import { State } from "./state.js" */

/** @typedef {"imminent" | "asleep" | "offer" | "whisper" | "wrote" | "queue"} AlertKind */
/** @typedef {{ kind: AlertKind, level: number }} Alert `level`: of whoever came into the waiting room, else 0 */

const IMMINENT = 4;

/**
 * @param {State} before
 * @param {State} after
 * @returns {Alert[]} the most pressing first, one of each kind
 */
export function alertsBetween(before, after) {
  const levels = newcomers(before, after);
  const grown = grownBetween(before, after);
  /** @type {[AlertKind, boolean][]} */
  const kinds = [
    ["imminent", after.order.some((id) => rose(before, after, id))],
    ["asleep", has(after, "woke") > has(before, "woke")],
    ["offer", after.askedBeside.length > before.askedBeside.length || after.offers.some(({ offer_id }) => !before.offers.some((known) => known.offer_id === offer_id))],
    ["whisper", grown.some(({ kind }) => kind === "whisper")],
    ["wrote", grown.some(({ kind, from }) => kind === "message" && from === "young")],
    ["queue", levels.length > 0],
  ];
  return kinds
    .filter(([, there]) => there)
    .map(([kind]) => ({ kind, level: kind === "queue" ? Math.max(...levels) : 0 }));
}

/**
 * What came into the logs; what is read of a log for the first time is no news.
 *
 * @param {State} before
 * @param {State} after
 */
function grownBetween(before, after) {
  return after.order.flatMap((id) => {
    const was = before.conversations[id];
    const is = after.conversations[id];
    if (was === undefined || is === undefined || was.events === is.events || !was.loaded) return [];
    return is.events.slice(was.events.length);
  });
}

/**
 * @param {State} before
 * @param {State} after
 * @param {string} id
 */
function rose(before, after, id) {
  return (after.conversations[id]?.level ?? 0) >= IMMINENT && (before.conversations[id]?.level ?? 0) < IMMINENT;
}

/**
 * The number of the newest notice of this kind: it takes the place of an older one.
 *
 * @param {State} state
 * @param {string} kind
 */
function has(state, kind) {
  return state.notices.findLast((notice) => notice.kind === kind)?.id ?? 0;
}
