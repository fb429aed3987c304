// @ts-check
/* What is said of the line (forbindelsen): nothing of a hiccup, and the truth of everything longer. */

import { announce } from "./announcer.js";
import { say, state } from "./state.js";

/** @typedef {import("../shared/connection.js").LineStatus} LineStatus */

/** A line that is back within this is not worth a word. */
const HICCUP_MS = 1500;

export function connectLineWords() {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  /** A line one has put down goes away too: that is not said, and least of all into the talk that follows. */
  let over = false;
  return {
    /** @param {LineStatus} status */
    became(status) {
      clearTimeout(timer);
      if (over) return;
      if (status !== "connected") {
        timer = setTimeout(() => lost(status), navigator.onLine ? HICCUP_MS : 0);
        return;
      }
      if (state.line.value === "away") announce(say("young.line.back"));
      state.line.value = status;
    },
    close() {
      over = true;
      clearTimeout(timer);
    },
  };
}

/** @param {LineStatus} status */
function lost(status) {
  state.line.value = status;
  const { title, text } = lineWords();
  announce(`${title} ${text}`);
}

/** Whether it is the net that is away or the house, as far as the device can tell. */
export function lineWords() {
  const gone = navigator.onLine ? "lost" : "away";
  return { title: say(`young.line.${gone}.title`), text: say(`young.line.${gone}.text`) };
}
