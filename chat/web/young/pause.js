// @ts-check
/*
 * A pause in the talk (pause): the counsellor has stopped it for some minutes. What is written meanwhile is tried at
 * once, as danger comes through; the rest is sent by itself when the pause is over.
 */

import { announce } from "./announcer.js";
import { houseNow } from "./house_clock.js";
import { isHeldBack } from "./rows.js";
import { say, state } from "./state.js";

/** @import { Draft } from "../shared/outbox.js" */
/** @typedef {{ drafts: readonly Draft[], retry: (clientId: string) => void }} HeldBack */

/** A little after, so that the house's clock is past it too. */
const LATER_MS = 1500;

/**
 * @param {object} ports
 * @param {() => HeldBack} ports.outbox
 * @param {(work: () => void, delay_ms: number) => ReturnType<typeof setTimeout>} [ports.later]
 */
export function connectPause({ outbox, later = setTimeout }) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  /** @param {boolean} told whether the house says it itself */
  function over(told) {
    clearTimeout(timer);
    if (state.pausedUntil.value === null) return;
    state.pausedUntil.value = null;
    if (!told) announce(say("young.pause.over"));
    for (const draft of outbox().drafts) if (isHeldBack(draft)) outbox().retry(draft.client_id);
  }

  /** Whether the time has come: a phone that slept has missed it. */
  function look() {
    clearTimeout(timer);
    const until = state.pausedUntil.value;
    if (until === null) return;
    const left_ms = until + LATER_MS - houseNow();
    if (left_ms <= 0) over(false);
    else timer = later(look, left_ms);
  }

  return {
    /** @param {string | null} until ISO 8601, or null: it is over @param {boolean} live just now, not in the past */
    became(until, live) {
      if (until === null) {
        over(true);
        return;
      }
      const at = Date.parse(until);
      if (at <= houseNow()) return;
      state.pausedUntil.value = at;
      if (live) announce(say("young.pause.text"));
      look();
    },
    look,
    close: () => clearTimeout(timer),
  };
}
