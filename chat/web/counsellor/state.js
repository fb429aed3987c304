// @ts-check
/*
 * The desk as one value (skrivebordet): what the counsellor's page knows, and how each thing heard changes it.
 * Pure: a state and something heard give the next state. What did not change stays the same object, so
 * that a message draws its own conversation again and nothing else.
 */

import { readLog } from "./log_facts.js";

/** @import { WireEvent } from "../shared/wire.d.ts" */
/** @import { LineStatus } from "../shared/connection.js" */
/** @import { Colleague, DeskRow, Escalation, Me, Offer, Shift, Waiter } from "../staff/wire.js" */
/** @import { Unsent } from "../staff/log_view.js" */

/**
 * @typedef {object} Conversation
 * @property {string} id
 * @property {string} callWord
 * @property {string} state
 * @property {"active" | "wrap_up"} seat
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
 * @property {string | null} youngWroteAt
 * @property {string | null} staffWroteAt
 * @property {boolean} loaded the log has been read to its end once
 * @property {boolean} leaving passed on from here, so that its going is no news
 */

/** @typedef {Waiter & { since: number }} WaitingRow `since`: house time, milliseconds */

/**
 * @typedef {(
 *   | { kind: "unfollowed", callWord: string, reason: string }
 *   | { kind: "announcement", text: string, by: string }
 *   | { kind: "woke", since: number, count: number }
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
    notices: [],
  };
}

/** @type {Record<string, (state: State, payload: any, at: number) => State>} */
const HEARING = {
  desk: heardDesk,
  waiting_room: (state, { total, waiting }, at) => ({
    ...state,
    waiting: {
      known: true,
      total,
      rows: waiting.map((/** @type {Waiter} */ waiter) => ({ ...waiter, since: at - waiter.waited_s * 1000 })),
    },
  }),
  on_shift: (state, { staff, supervisors }) => ({ ...state, colleagues: staff, supervisors }),
  offer: (state, offer) => ({
    ...state,
    offers: [...state.offers.filter(({ offer_id }) => offer_id !== offer.offer_id), offer],
  }),
  escalation: heardEscalation,
  typing: (state, { conversation_id, from, on }) =>
    from === "young" ? changed(state, conversation_id, { youngTyping: on }) : state,
  seen: (state, { conversation_id, from, seq }) => {
    const before = state.conversations[conversation_id];
    if (before === undefined) return state;
    return from === "young"
      ? changed(state, conversation_id, { youngSeen: Math.max(before.youngSeen, seq) })
      : state;
  },
  presence: (state, { conversation_id, from, state: presence }) =>
    from === "young"
      ? changed(state, conversation_id, presence === "here" ? { youngPresent: true } : { youngPresent: false, youngTyping: false })
      : state,
  unfollowed: (state, { conversation_id, reason }) => {
    const gone = state.conversations[conversation_id];
    return gone === undefined || gone.leaving || gone.seat === "wrap_up"
      ? without(state, conversation_id)
      : noticed(without(state, conversation_id), { kind: "unfollowed", callWord: gone.callWord, reason });
  },
  announcement: (state, { text, by }) => noticed(state, { kind: "announcement", text, by }),
};

/**
 * @param {State} state
 * @param {string} event its name on the wire; one this page does not know changes nothing
 * @param {any} payload
 * @param {number} at house time, milliseconds
 * @returns {State}
 */
export function heard(state, event, payload, at) {
  return HEARING[event]?.(state, payload, at) ?? state;
}

/** @type {typeof HEARING["desk"]} */
function heardDesk(state, { shift, conversations, offers }) {
  const rows = /** @type {DeskRow[]} */ (conversations);
  const onDesk = new Map(rows.map((row) => [row.conversation_id, row]));
  const order = [
    ...state.order.filter((id) => onDesk.has(id)),
    ...rows.map((row) => row.conversation_id).filter((id) => !state.order.includes(id)),
  ];
  return {
    ...state,
    known: true,
    shift,
    order,
    offers: offers ?? [],
    conversations: Object.fromEntries(order.map((id) => {
      const row = /** @type {DeskRow} */ (onDesk.get(id));
      return [id, onDeskAs(row, state.conversations[id])];
    })),
  };
}

/**
 * @param {DeskRow} row
 * @param {Conversation | undefined} before
 * @returns {Conversation}
 */
function onDeskAs(row, before) {
  const next = {
    ...(before ?? blank(row.conversation_id)),
    callWord: row.call_word,
    state: row.state,
    seat: row.seat ?? "active",
    level: row.level,
    assessed: row.assessed ?? true,
    ageBand: row.age_band ?? null,
    municipality: row.municipality ?? null,
    youngPresent: row.young_present ?? true,
    seen: Math.max(before?.seen ?? 0, row.seen),
    youngSeen: Math.max(before?.youngSeen ?? 0, row.young_seen ?? 0),
  };
  return before !== undefined && same(before, next) ? before : next;
}

/** @param {string} id @returns {Conversation} */
function blank(id) {
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
    youngWroteAt: null,
    staffWroteAt: null,
    loaded: false,
    leaving: false,
  };
}

/** @type {typeof HEARING["escalation"]} */
function heardEscalation(state, escalation) {
  const before = state.conversations[escalation.conversation_id];
  if (before === undefined) return state;
  if (escalation.state !== "resolved") return changed(state, before.id, { escalation });
  return before.escalation?.escalation_id === escalation.escalation_id
    ? changed(state, before.id, { escalation: null })
    : state;
}

/**
 * The log of a conversation has grown.
 *
 * @param {State} state
 * @param {string} id
 * @param {readonly WireEvent[]} events all of it, in order
 * @returns {State}
 */
export function logged(state, id, events) {
  const before = state.conversations[id];
  if (before === undefined) return state;
  const grown = events.slice(before.events.length);
  const facts = readLog(events);
  const wrote = grown.some(({ kind, from }) => kind === "message" && from === "young");
  const level = grown.findLast(({ kind }) => kind === "level")?.data["to"] ?? before.level;
  const closed = grown.some(({ kind }) => kind === "closed");
  return changed(state, id, {
    events,
    level,
    escalation: facts.everEscalated ? facts.escalation : before.escalation,
    youngWroteAt: facts.youngWroteAt,
    staffWroteAt: facts.staffWroteAt,
    callWord: before.callWord || (facts.opened?.["call_word"] ?? ""),
    ...(wrote ? { youngTyping: false } : {}),
    ...(closed ? { state: "closed", seat: /** @type {const} */ ("wrap_up"), youngTyping: false } : {}),
  });
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
    waiting: withoutWaiter(state.waiting, waiter),
    conversations: { ...state.conversations, [id]: conversation },
    order: [...state.order, id],
  };
}

/**
 * @param {State["waiting"]} waiting
 * @param {WaitingRow | undefined} waiter who has been met
 */
function withoutWaiter(waiting, waiter) {
  if (waiter === undefined) return waiting;
  return { ...waiting, total: waiting.total - 1, rows: waiting.rows.filter((row) => row !== waiter) };
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
 * @param {Conversation} one
 * @param {Conversation} other
 */
function same(one, other) {
  return /** @type {(keyof Conversation)[]} */ (Object.keys(other)).every((key) => one[key] === other[key]);
}
