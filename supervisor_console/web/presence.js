// @ts-check
/* Presence (tilstedeværelse): the queue is open only while a supervisor is here, so the page says so only when a person is. */

/** The house takes a supervisor for gone after 60 s without a word; three chances within that. */
export const CONFIRM_EVERY_MS = 20_000;

/** Without a key or a pointer for this long, nobody is taken to sit here: our own number. */
export const ACTIVE_WITHIN_MS = 10 * 60_000;

/** A minute before that the page asks, so that a supervisor who only reads can answer with any key. */
export const ASK_AFTER_MS = ACTIVE_WITHIN_MS - 60_000;

/** @typedef {"here" | "asked" | "asleep" | "hidden"} Presence */

/**
 * @param {{ visible: boolean, quietMs: number }} seen whether the page shows, and how long since a key or pointer
 * @returns {Presence}
 */
export function presenceOf({ visible, quietMs }) {
  if (!visible) return "hidden";
  if (quietMs >= ACTIVE_WITHIN_MS) return "asleep";
  return quietMs >= ASK_AFTER_MS ? "asked" : "here";
}

/** Whether the house may be told that somebody is here. @param {Presence} presence */
export function counts(presence) {
  return presence === "here" || presence === "asked";
}

const SIGNS = ["pointerdown", "pointermove", "keydown", "wheel", "touchstart"];

/**
 * Tell the house every 20 s that somebody is here, for as long as it is true; and at once when it
 * becomes true again.
 *
 * @param {object} needs
 * @param {() => void} needs.confirm tells the house
 * @param {(presence: Presence) => void} needs.changed told on every change, and at once
 * @param {Document} [needs.page]
 * @param {() => number} [needs.clock]
 * @returns {{ look: () => void, stop: () => void }} `look` is called once a second
 */
export function connectPresence({ confirm, changed, page = document, clock = Date.now }) {
  let lastSign = clock();
  let lastConfirmed = Number.NEGATIVE_INFINITY;
  /** @type {Presence | null} */
  let was = null;

  const look = () => {
    const now = clock();
    const is = presenceOf({ visible: page.visibilityState === "visible", quietMs: now - lastSign });
    const back = was !== null && !counts(was);
    if (is !== was) changed(is);
    was = is;
    if (!counts(is) || (!back && now - lastConfirmed < CONFIRM_EVERY_MS)) return;
    lastConfirmed = now;
    confirm();
  };

  const sign = () => {
    lastSign = clock();
    if (was !== "here") look();
  };

  for (const name of SIGNS) page.addEventListener(name, sign, { passive: true, capture: true });
  page.addEventListener("visibilitychange", look);
  look();
  return {
    look,
    stop() {
      for (const name of SIGNS) page.removeEventListener(name, sign, { capture: true });
      page.removeEventListener("visibilitychange", look);
    },
  };
}
