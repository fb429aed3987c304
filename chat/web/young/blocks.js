// @ts-check
/*
 * A long talk in blocks: so many events each, drawn and laid out together. Only the last one grows, so
 * a message costs the same after a thousand as after ten.
 */

import { BEGINNING, draftRows, rowsFrom, statesOf } from "./rows.js";

/** @import { Draft } from "../shared/outbox.js" */
/** @import { WireEvent } from "../shared/wire.d.ts" */
/** @import { Row, Thread } from "./rows.js" */

/** @typedef {{ key: string, rows: readonly Row[] }} Block the same object for as long as nothing in it changes */
/** @typedef {{ from: Thread, events: readonly WireEvent[], states: string, block: Block, end: Thread }} Made */

/** Events in a block; our own choice: about three screens of a phone. */
const EVENTS = 25;

/** Remembers the blocks of one log, which only ever grows at its end. */
export class Blocks {
  /** @type {Made[]} */
  #made = [];

  /**
   * @param {readonly WireEvent[]} events
   * @param {readonly Draft[]} drafts
   * @param {{ seq: number, at: string }} seen by the counsellor
   * @returns {readonly Block[]} what waits to be sent stands in the last
   */
  of(events, drafts, seen) {
    const states = statesOf(events, drafts, seen);
    let thread = BEGINNING;
    this.#made = Array.from({ length: Math.ceil(events.length / EVENTS) }, (_, number) => {
      const part = events.slice(number * EVENTS, (number + 1) * EVENTS);
      const made = this.#known(number, thread, part, states, seen) ?? make(number, thread, part, states, seen);
      const before = this.#made[number];
      // What follows depends on where a block ends, and not on what has become of its messages.
      thread = before && isSame(before.end, made.end) ? before.end : made.end;
      return { ...made, end: thread };
    });
    const waiting = { key: "drafts", rows: draftRows(thread, drafts) };
    return [...this.#made.map(({ block }) => block), waiting].filter(({ rows }) => rows.length > 0);
  }

  /**
   * @param {number} number
   * @param {Thread} from
   * @param {readonly WireEvent[]} events
   * @param {ReadonlyMap<number, "sent" | "seen">} states
   * @param {{ at: string }} seen
   */
  #known(number, from, events, states, seen) {
    const made = this.#made[number];
    if (made?.from !== from || made.events.length !== events.length) return null;
    if (made.states !== statesIn(events, states, seen)) return null;
    return events.every((event, place) => event === made.events[place]) ? made : null;
  }
}

/**
 * @param {number} number
 * @param {Thread} from
 * @param {readonly WireEvent[]} events
 * @param {ReadonlyMap<number, "sent" | "seen">} states
 * @param {{ at: string }} seen
 * @returns {Made}
 */
function make(number, from, events, states, seen) {
  const { rows, end } = rowsFrom(from, events, states, seen);
  return { from, events, states: statesIn(events, states, seen), block: { key: String(number), rows }, end };
}

/**
 * @param {readonly WireEvent[]} events of one block
 * @param {ReadonlyMap<number, "sent" | "seen">} states
 * @param {{ at: string }} seen
 */
function statesIn(events, states, seen) {
  const first = events[0].seq;
  const last = events[events.length - 1].seq;
  const here = [...states].filter(([seq]) => seq >= first && seq <= last);
  return here.map(([seq, state]) => `${seq} ${state} ${state === "seen" ? seen.at : ""}`).join();
}

/** @param {Thread} one @param {Thread} other */
function isSame(one, other) {
  const met = one.met.size === other.met.size && [...one.met].every((name) => other.met.has(name));
  return met && one.name === other.name && one.group === other.group && one.before_ms === other.before_ms && one.today === other.today;
}
