// @ts-check
/*
 * A log as rows on the page: days, who writes when, what they write, what the house tells, and what
 * became of one's own words. Pure: the same log gives the same rows.
 */

import { day } from "../shared/time.js";

/** @typedef {import("../shared/wire.d.ts").WireEvent} WireEvent */
/** @typedef {import("../shared/outbox.js").Draft} Draft */
/** @typedef {"sent" | "seen" | "sending" | "waiting" | "paused" | "failed"} MessageState */
/**
 * @typedef {{ row: "day", key: string, at: string }
 *   | { row: "heading", key: string, own: boolean, name: string, at: string }
 *   | { row: "message", key: string, own: boolean, text: string, state: MessageState | null }
 *   | { row: "state", key: string, state: MessageState, at: string, draft: Draft | null }
 *   | { row: "bridge", key: string, seq: number }
 *   | { row: "summary", key: string, seq: number }
 *   | { row: "video", key: string, seq: number }
 *   | { row: "house", key: string, say: string, name: string, at?: string }} Row
 */

/**
 * What is known of a log at one place in it, as far as the rows that follow depend on it.
 *
 * @typedef {object} Thread
 * @property {string} name who writes with the young person
 * @property {ReadonlySet<string>} met who has before, so that one who is back is not told of as new
 * @property {string} group whose words stand under the last heading; none when the next needs one of its own
 * @property {number} before_ms when the last message was written
 * @property {string} today the day of the last message
 */

const TOLD_BY_KIND = new Set(["assigned", "transferred", "released", "joined"]);
/** A pause after which the time is said again; our own choice. */
const PAUSE_MS = 5 * 60_000;

/** @type {Thread} */
export const BEGINNING = { name: "", met: new Set(), group: "", before_ms: 0, today: "" };

/**
 * @param {readonly WireEvent[]} events
 * @param {readonly Draft[]} drafts
 * @param {{ seq: number, at: string }} seen by the counsellor
 * @returns {Row[]}
 */
export function rowsOf(events, drafts, seen) {
  const { rows, end } = rowsFrom(BEGINNING, events, statesOf(events, drafts, seen), seen);
  return [...rows, ...draftRows(end, drafts)];
}

/**
 * The rows of a part of a log, and what is known at its end.
 *
 * @param {Thread} thread at its beginning
 * @param {readonly WireEvent[]} events
 * @param {ReadonlyMap<number, "sent" | "seen">} states
 * @param {{ at: string }} seen
 * @returns {{ rows: Row[], end: Thread }}
 */
export function rowsFrom(thread, events, states, seen) {
  /** @type {Row[]} */
  const rows = [];
  let { name, group, before_ms, today } = thread;
  const met = new Set(thread.met);

  for (const event of events) {
    const { kind, data, seq, at } = event;
    const text = wordsOf(event);
    if (text !== "") {
      const own = event.from === "young";
      const written_ms = Date.parse(at);
      if (day(at) !== today) {
        today = day(at);
        group = "";
        rows.push({ row: "day", key: `day-${today}`, at });
      }
      const sender = own ? "own" : name;
      if (sender !== group || written_ms - before_ms > PAUSE_MS) {
        rows.push({ row: "heading", key: `heading-${seq}`, own, name, at });
      }
      [group, before_ms] = [sender, written_ms];
      rows.push({ row: "message", key: `message-${seq}`, own, text, state: null });
      const state = states.get(seq);
      if (state) {
        const since = state === "seen" ? seen.at : at;
        rows.push({ row: "state", key: `state-${state}`, state, at: since, draft: null });
      }
    }
    if (kind === "summary_proposed" || kind === "summary_brought") {
      rows.push({ row: "summary", key: `summary-${seq}`, seq });
      group = "";
    }
    if (kind === "video_offered") {
      rows.push({ row: "video", key: `video-${seq}`, seq });
      group = "";
    }
    if (kind.startsWith("bridge_")) {
      rows.push({ row: "bridge", key: `bridge-${seq}`, seq });
      group = "";
    }
    const told = tells(event, met);
    if (told !== null) {
      const about = data.display_name ?? data.to_display_name ?? name;
      rows.push({ row: "house", key: `house-${seq}`, say: told, name: about, ...(data.since ? { at: data.since } : {}) });
      group = "";
    }
    if (kind === "safety_plan") met.add(kind);
    if (kind === "assigned") {
      name = data.display_name;
      met.add(name);
    }
    if (kind === "transferred") name = data.to_display_name;
  }
  return { rows, end: { name, met, group, before_ms, today } };
}

/**
 * The rows of what is not in the log yet.
 *
 * @param {Thread} end of the log
 * @param {readonly Draft[]} drafts
 * @returns {Row[]}
 */
export function draftRows({ name, group }, drafts) {
  /** @type {Row[]} */
  const rows = [];
  if (drafts.length > 0 && group !== "own") {
    const at = new Date(drafts[0].written_ms).toISOString();
    rows.push({ row: "heading", key: "heading-drafts", own: true, name, at });
  }
  const stateOf = (/** @type {Draft | undefined} */ draft) => (draft && isHeldBack(draft) ? "paused" : draft?.state);
  drafts.forEach((draft, index) => {
    const { client_id, text } = draft;
    const state = /** @type {MessageState} */ (stateOf(draft));
    rows.push({ row: "message", key: `draft-${client_id}`, own: true, text, state });
    // Said once for several that wait for the same thing.
    if (state !== "failed" && stateOf(drafts[index + 1]) === state) return;
    const at = new Date(draft.written_ms).toISOString();
    rows.push({ row: "state", key: `state-${client_id}`, state, at, draft });
  });
  return rows;
}

/**
 * Which own messages carry their state: the last one seen, and the last one, if nothing waits behind it.
 * Looked for from the end, where they are.
 *
 * @param {readonly WireEvent[]} events
 * @param {readonly Draft[]} drafts
 * @param {{ seq: number }} seen
 */
export function statesOf(events, drafts, seen) {
  /** @type {Map<number, "sent" | "seen">} */
  const states = new Map();
  const last = events.findLast(isOwn)?.seq;
  const lastSeen = seen.seq > 0 ? events.findLast((event) => event.seq <= seen.seq && isOwn(event))?.seq : undefined;
  if (last !== undefined && last !== lastSeen && drafts.length === 0) states.set(last, "sent");
  if (lastSeen !== undefined) states.set(lastSeen, "seen");
  return states;
}

/** @param {WireEvent} event */
function isOwn(event) {
  return event.from === "young" && wordsOf(event) !== "";
}

/**
 * Whether a pause in the talk holds it back; it is sent again by itself.
 *
 * @param {Draft} draft
 */
export function isHeldBack({ state, error }) {
  return state === "failed" && error?.code === "paused";
}

/**
 * What somebody wrote: a message, or what stood in the box at the door.
 *
 * @param {WireEvent} event
 * @returns {string}
 */
export function wordsOf({ kind, data }) {
  return (kind === "message" ? data.text : kind === "opened" ? data.opening : "") ?? "";
}

/**
 * @param {WireEvent} event
 * @param {ReadonlySet<string>} met
 * @returns {string | null} the key of what the house says about it
 */
function tells({ kind, from, data }, met) {
  if (kind === "safety_plan") return met.has(kind) ? "young.house.safety_plan_again" : "young.house.safety_plan";
  if (data.role === "bridge" && kind === "joined") return "young.house.adviser";
  if (data.role === "bridge" && kind === "assigned") return "young.house.adviser_writes";
  if (data.role === "companion" && kind === "joined") return "young.house.companion";
  if (data.role === "companion" && kind === "assigned") return "young.house.companion_writes";
  if (kind === "assigned" && data.role === "supervisor") return "young.house.taken_over";
  if (kind === "assigned" && met.has(data.display_name)) return "young.house.back";
  if (TOLD_BY_KIND.has(kind)) return `young.house.${kind}`;
  if (kind === "paused") return data.until === null ? "young.house.goes_on" : "young.house.paused";
  if (kind === "left" && from !== "young") return "young.house.left";
  if (kind !== "closed") return null;
  return data.reason === "young_left" ? "young.house.you_left" : "young.house.closed";
}
