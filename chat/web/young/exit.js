// @ts-check
/*
 * Quick exit (luk hurtigt): the page is empty in the same frame, then everything else. What it can
 * not hide, the page says before the talk (`limits.js`).
 */

import { forget, kept } from "./session.js";

const LEAVE = "/api/conversations/leave";
/** An empty page called Startside, which also asks the browser to clear what it kept. */
const NEUTRAL = "/blank";
const CHANNEL = "page";
/** Two presses of Esc within this belong together; our own choice, to be tried with young people. */
const TWICE_MS = 1000;

/** @type {BroadcastChannel | null} */
let channel = null;

/** Esc twice, and the other tabs of this browser, leave too. */
export function connectQuickExit() {
  let last_ms = -TWICE_MS;
  window.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.repeat) return;
    if (event.timeStamp - last_ms < TWICE_MS) leaveNow();
    else last_ms = event.timeStamp;
  }, { capture: true });
  if (typeof BroadcastChannel === "function") {
    channel = new BroadcastChannel(CHANNEL);
    channel.addEventListener("message", () => vanish());
  }
}

export function leaveNow() {
  vanish(() => channel?.postMessage("left"));
}

/** @param {() => void} [tellOthers] */
function vanish(tellOthers = () => {}) {
  // One step of the DOM: nothing of the page is painted after this line. The head stays, as it holds
  // the ground's colour, and a dark room must not light up.
  document.body.remove();
  const session = kept();
  forget();
  tellOthers();
  // As text: a beacon with a JSON type would ask leave of the server first (CORS preflight).
  if (session) navigator.sendBeacon(LEAVE, JSON.stringify({ token: session.token }));
  window.name = "";
  location.replace(NEUTRAL);
}
