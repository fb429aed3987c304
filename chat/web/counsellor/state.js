// @ts-check
/*
 * The desk as one value (skrivebordet): what the counsellor's page knows, and the small ways it changes. Pure. What
 * did not change stays the same object, so that a message draws its own conversation again and nothing else.
 */

/** @import { WireEvent } from "../shared/wire.d.ts" */
/** @import { LineStatus } from "../shared/connection.js" */
/** @import { AskedBeside, Booking, Called, Colleague, Companion, Escalation, Me, Offer, Shift, Waiter } from "../staff/wire.js" */
/** @import { Unsent } from "../staff/log_view.js" */

/**
 * @typedef {object} Conversation
 * @property {string} id
 * @property {string} callWord
 * @property {string} state
 * @property {"active" | "wrap_up" | "companion"} seat `companion`: one sits in with a colleague
 * @property {number} level
 * @property {boolean} assessed
 * @property {string | null} ageBand
 * @property {string | null} municipality
 * @property {boolean} youngPresent
 * @property {boolean} youngTyping
 * @property {number} youngSeen the last number the young person has seen
 * @property {number} seen the last number that was on this counsellor's screen
 * @property {readonly WireEvent[]} events in order, without a gap
 * @property {readonly Unsent[]} unsent
 * @property {Escalation | null} escalation the one that is not resolved
 * @property {Escalation | null} reported to the supervisors, for abuse, and not ended
 * @property {string | null} pausedUntil a time that may have passed
 * @property {string | null} youngWroteAt
 * @property {string | null} staffWroteAt
 * @property {boolean} loaded the log has been read to its end once
 * @property {string | null} offeredTo the colleague who is asked to go on with it
 * @property {{ display_name: string, writes: boolean } | null} beside the supervisor who has come in; `writes`: has the pen
 * @property {Called | null} call a bridge-builder is called in, or has come to advise
 * @property {Companion | null} companion a colleague is asked to sit in, or does
 * @property {string} counsellor whose it is
 * @property {boolean} leaving passed on from here, so that its going is no news
 */

/** @typedef {Waiter & { since: number }} WaitingRow `since`: house time, milliseconds */

/**
 * @typedef {(
 *   | { kind: "unfollowed", callWord: string, reason: string }
 *   | { kind: "announcement", text: string, by: string }
 *   | { kind: "woke", since: number, count: number }
 *   | { kind: "declined", callWord: string, staffId: string }
 *   | { kind: "said_no", callWord: string, staffId: string }
 *   | { kind: "no_longer_beside", callWord: string }
 *   | { kind: "unsent", text: string }
 *   | { kind: "fault", words: string }
 * ) & { id: number }} Notice stays until it is put away
 */

/**
 * @typedef {object} State
 * @property {Me} me
 * @property {LineStatus} line
 * @property {Shift} shift
 * @property {boolean} known whether the house has said what lies on this desk
 * @property {readonly Colleague[]} colleagues everybody on shift, oneself too
 * @property {number} supervisors present
 * @property {{ known: boolean, total: number, rows: readonly WaitingRow[] }} waiting
 * @property {Readonly<Record<string, Conversation>>} conversations
 * @property {readonly string[]} order as they came to the desk
 * @property {readonly Offer[]} offers
 * @property {readonly AskedBeside[]} askedBeside
 * @property {readonly Booking[]} bookings video talks one has booked
 * @property {readonly Notice[]} notices
 */

/** @param {Me} me @returns {State} */
export function begin(me) {
  return {
    me,
    line: "connecting",
    shift: { state: "off", capacity: 0, load: 0 },
    known: false,
    colleagues: [],
    supervisors: 0,
    waiting: { known: false, total: 0, rows: [] },
    conversations: {},
    order: [],
    offers: [],
    askedBeside: [],
    bookings: [],
    notices: [],
  };
}

/** @param {string} id @returns {Conversation} nothing is known of it yet */
export function blank(id) {
  return {
    id,
    callWord: "",
    state: "active",
    seat: "active",
    level: 0,
    assessed: true,
    ageBand: null,
    municipality: null,
    youngPresent: true,
    youngTyping: false,
    youngSeen: 0,
    seen: 0,
    events: [],
    unsent: [],
    escalation: null,
    reported: null,
    pausedUntil: null,
    youngWroteAt: null,
    staffWroteAt: null,
    loaded: false,
    offeredTo: null,
    beside: null,
    call: null,
    companion: null,
    counsellor: "",
    leaving: false,
  };
}

/** The server's `HARD_FROM`. */
const HARD_FROM = 3;

/**
 * Whether it is a talk after which one is asked to speak with somebody: also where the level was lowered again.
 *
 * @param {Conversation} one
 */
export function isHard({ level, events }) {
  return level >= HARD_FROM || events.some(({ kind, data }) => kind === "level" && data["to"] >= HARD_FROM);
}

/**
 * A conversation came to the desk by this page's own doing, before the house has said so.
 *
 * @param {State} state
 * @param {string} id
 */
export function arrived(state, id) {
  if (state.conversations[id] !== undefined) return state;
  const waiter = state.waiting.rows.find(({ conversation_id }) => conversation_id === id);
  const conversation = {
    ...blank(id),
    callWord: waiter?.call_word ?? "",
    level: waiter?.level ?? 0,
    assessed: waiter?.assessed ?? true,
    ageBand: waiter?.age_band ?? null,
  };
  return {
    ...state,
    conversations: { ...state.conversations, [id]: conversation },
    order: [...state.order, id],
  };
}

/**
 * Who waits, as this counsellor should see it: what the house last said may be older than an acceptance here, and
 * whoever lies on the desk has been met.
 *
 * @param {State["waiting"]} waiting
 * @param {readonly string[]} order what lies on the desk
 * @returns {State["waiting"]} the same one when nobody is to be left out
 */
export function stillWaiting(waiting, order) {
  const rows = waiting.rows.filter(({ conversation_id }) => !order.includes(conversation_id));
  const met = waiting.rows.length - rows.length;
  return met === 0 ? waiting : { ...waiting, total: waiting.total - met, rows };
}

/**
 * @param {State} state
 * @param {string} id
 * @param {Partial<Conversation>} change
 * @returns {State} the same one when nothing changes, or when the conversation is not on the desk
 */
export function changed(state, id, change) {
  const before = state.conversations[id];
  if (before === undefined) return state;
  const next = { ...before, ...change };
  return same(before, next) ? state : { ...state, conversations: { ...state.conversations, [id]: next } };
}

/**
 * @param {State} state
 * @param {string} id
 * @returns {State}
 */
export function without(state, id) {
  const { [id]: _, ...rest } = state.conversations;
  return { ...state, conversations: rest, order: state.order.filter((one) => one !== id) };
}

let notices = 0;

/**
 * @template {{ kind: string }} N
 * @param {State} state
 * @param {N} notice
 * @returns {State}
 */
export function noticed(state, notice) {
  notices += 1;
  return { ...state, notices: [...state.notices, /** @type {any} */ ({ ...notice, id: notices })] };
}

/**
 * @param {State} state
 * @param {number} id
 * @returns {State}
 */
export function putAway(state, id) {
  return { ...state, notices: state.notices.filter((notice) => notice.id !== id) };
}

/**
 * @param {State} state
 * @param {Notice["kind"]} kind
 * @returns {State}
 */
export function putAwayAll(state, kind) {
  return { ...state, notices: state.notices.filter((notice) => notice.kind !== kind) };
}

/**
 * @param {Conversation} one
 * @param {Conversation} other
 */
export function same(one, other) {
  return /** @type {(keyof Conversation)[]} */ (Object.keys(other)).every((key) => one[key] === other[key]);
}
