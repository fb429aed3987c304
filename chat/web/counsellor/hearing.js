// @ts-check
/* How each thing heard from the house changes the desk (høre): a state and something heard give the next state. Pure. */

import { readLog } from "./log_facts.js";
import { blank, changed, noticed, same, without } from "./state.js";

/** @import { WireEvent } from "../shared/wire.d.ts" */
/** @import { DeskRow, Waiter } from "../staff/wire.js" */
/** @import { Conversation, State } from "./state.js" */

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
    if (gone?.seat === "companion") {
      const rest = without(state, conversation_id);
      return gone.leaving ? rest : noticed(rest, { kind: "no_longer_beside", callWord: gone.callWord });
    }
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
function heardDesk(state, { shift, conversations, offers, asked_beside, bookings }) {
  const rows = /** @type {DeskRow[]} */ (conversations);
  const onDesk = new Map(rows.map((row) => [row.conversation_id, row]));
  const order = [
    ...state.order.filter((id) => onDesk.has(id)),
    ...rows.map((row) => row.conversation_id).filter((id) => !state.order.includes(id)),
  ];
  const declined = state.order.filter((id) => wasDeclined(state.conversations[id], onDesk.get(id)));
  const declinedTold = declined.reduce((told, id) => {
    const { callWord, offeredTo } = /** @type {Conversation} */ (state.conversations[id]);
    return noticed(told, { kind: "declined", callWord, staffId: offeredTo });
  }, state);
  const told = state.order.reduce((told, id) => {
    const was = state.conversations[id];
    const no = was !== undefined && saidNo(was, onDesk.get(id));
    return no ? noticed(told, { kind: "said_no", callWord: was.callWord, staffId: was.companion?.staff_id ?? "" }) : told;
  }, declinedTold);
  return {
    ...told,
    known: true,
    shift,
    order,
    offers: offers ?? [],
    askedBeside: asked_beside ?? [],
    bookings: bookings ?? [],
    conversations: Object.fromEntries(order.map((id) => {
      const row = /** @type {DeskRow} */ (onDesk.get(id));
      return [id, onDeskAs(row, state.conversations[id])];
    })),
  };
}

/**
 * Still here, and nobody is asked any more: they said no, or the time ran out.
 *
 * @param {Conversation | undefined} was
 * @param {DeskRow | undefined} is
 */
function wasDeclined(was, is) {
  return was !== undefined && is !== undefined && was.offeredTo !== null && !is.offered_to && is.state !== "closed";
}

/**
 * Who was asked to sit in has said no; had one asked no more, the page would have known. Whom a supervisor asked answers them.
 *
 * @param {Conversation} was
 * @param {DeskRow | undefined} is
 */
function saidNo({ companion, seat }, is) {
  return seat === "active" && companion?.display_name === null && !companion.asked_by && is !== undefined && is.state !== "closed" && !is.companion;
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
    offeredTo: row.seat === "companion" ? null : row.offered_to ?? null,
    beside: sameBeside(before?.beside ?? null, row.beside ?? null),
    call: sameCall(before?.call ?? null, row.call ?? null),
    companion: sameCompanion(before?.companion ?? null, row.companion ?? null),
    counsellor: row.counsellor ?? "",
    seen: Math.max(before?.seen ?? 0, row.seen),
    youngSeen: Math.max(before?.youngSeen ?? 0, row.young_seen ?? 0),
  };
  return before !== undefined && same(before, next) ? before : next;
}

/**
 * The one there was, where nothing changed: what did not change stays the same object.
 *
 * @param {Conversation["beside"]} before
 * @param {NonNullable<DeskRow["beside"]> | null} now
 */
function sameBeside(before, now) {
  return before?.display_name === now?.display_name && before?.writes === now?.writes ? before : now;
}

/**
 * @param {Conversation["call"]} before
 * @param {Conversation["call"]} now
 */
function sameCall(before, now) {
  const alike = before?.asked_at === now?.asked_at && before?.display_name === now?.display_name && before?.writes === now?.writes;
  return alike ? before : now;
}

/**
 * @param {Conversation["companion"]} before
 * @param {Conversation["companion"]} now
 */
function sameCompanion(before, now) {
  const alike = before?.staff_id === now?.staff_id && before?.until === now?.until
    && before?.display_name === now?.display_name && before?.writes === now?.writes;
  return alike ? before : now;
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
    reported: grown.some(({ kind }) => kind !== "message") ? facts.reported : before.reported,
    pausedUntil: facts.pausedUntil,
    youngWroteAt: facts.youngWroteAt,
    staffWroteAt: facts.staffWroteAt,
    callWord: before.callWord || (facts.opened?.["call_word"] ?? ""),
    ...(wrote ? { youngTyping: false } : {}),
    ...(closed ? { state: "closed", seat: /** @type {const} */ ("wrap_up"), youngTyping: false } : {}),
  });
}
