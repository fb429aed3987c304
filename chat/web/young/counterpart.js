// @ts-check
/* The one at the other end (rådgiveren): who it is, whether they are here, write, and have seen. */

import { announce } from "./announcer.js";
import { houseNow } from "./house_clock.js";
import { say, state } from "./state.js";

/** Silence after which "writes" is no longer believed; the other side says it again every 3 s. */
const TYPING_MS = 7000;
const MET = { counsellor: "young.house.assigned", supervisor: "young.house.taken_over", bridge: "young.house.adviser_writes", companion: "young.house.companion_writes" };

export function connectCounterpart() {
  /** What the house last said of them; it may say so before the log tells who they are. */
  let presence = /** @type {"here" | "away"} */ ("here");
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let stops;

  /** @param {boolean} on */
  function writes(on) {
    clearTimeout(stops);
    const known = state.counsellor.value;
    if (known === null) return;
    if (known.typing !== on) state.counsellor.value = { ...known, typing: on };
    if (on) stops = setTimeout(() => writes(false), TYPING_MS);
  }

  return {
    /**
     * @param {string} name
     * @param {boolean} live just now, not in the past
     * @param {"counsellor" | "supervisor" | "bridge" | "companion"} [role] a supervisor has taken over, or a bridge-builder or a second counsellor writes
     */
    met(name, live, role = "counsellor") {
      if (live) presence = "here";
      state.counsellor.value = { name, role, presence, typing: false };
      if (live) announce(say(MET[role], { name }));
    },

    /** @param {boolean} live */
    left(live) {
      const name = nameOf();
      state.counsellor.value = null;
      if (live) announce(say("young.house.released", { name }));
    },

    /** Their message is here, so they write it no more. */
    wrote: () => writes(false),

    /** @param {{ from: string, state: "here" | "away" }} news */
    presence({ from, state: said }) {
      if (from === "young") return;
      presence = said;
      const known = state.counsellor.value;
      if (known === null || known.presence === said) return;
      state.counsellor.value = { ...known, presence, typing: false };
      const key = said === "away" ? "young.talk.away.say" : "young.talk.here.say";
      announce(say(key, { name: known.name }));
    },

    /** @param {{ from: string, on: boolean }} news */
    typing({ from, on }) {
      if (from !== "young") writes(on);
    },

    /** @param {{ from: string, seq: number }} news */
    seen({ from, seq }) {
      if (from === "young" || seq <= state.seen.value.seq) return;
      state.seen.value = { seq, at: new Date(houseNow()).toISOString() };
    },

    close: () => clearTimeout(stops),
  };
}

export function nameOf() {
  return state.counsellor.value?.name ?? say("young.counsellor");
}
