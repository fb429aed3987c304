// @ts-check
/* Asking the house for something and waiting: one press at a time, and what it answered when it said no. */

import { useLayoutEffect, useRef, useState } from "../vendor/preact.js";
import { alarm } from "./live_regions.js";
import { refusalWords } from "./refusals.js";
import { t } from "./words.js";

/** @import { Ack, WireError } from "../shared/wire.d.ts" */

/** Shows on the page what nobody was there to be told. @type {(words: string) => void} */
let showMissed = () => {};

/** Where this page shows a no that found its form gone. @param {(words: string) => void} show */
export function onMissed(show) {
  showMissed = show;
}

/**
 * A no whose form is gone: closed, or the page moved on. It is said at once, and shown.
 *
 * @param {string} what was pressed, in its own words
 * @param {string} why
 */
export function missed(what, why) {
  const words = t("staff.asking.missed", { what, why });
  alarm(words);
  showMissed(words);
}

/**
 * What becomes of an answer. A yes is done wherever one is by now; a no goes to the form, or where that is gone to the page.
 *
 * @param {Ack} ack
 * @param {boolean} isHere whether the form still is
 * @param {{ done: (isHere: boolean) => void, fault: (why: string) => void, what: string, words: (error: WireError) => string }} to
 */
export function answered(ack, isHere, { done, fault, what, words }) {
  if (ack.ok) done(isHere);
  else if (isHere) fault(words(ack.error));
  else missed(what, words(ack.error));
}

/** Whether what draws this is on the page, to be asked later; true to it also when it goes before it was painted. @returns {() => boolean} */
export function useHere() {
  const here = useRef(true);
  useLayoutEffect(() => () => { here.current = false; }, []);
  return () => here.current;
}

/**
 * @param {(isHere: boolean) => void} done after a yes; `isHere`: the form is still there, and one's focus may be moved on
 * @param {string} what is pressed, in its own words: what a late no is told by
 * @param {(error: WireError) => string} [words]
 */
export function useAsking(done, what, words = refusalWords) {
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState(/** @type {string | null} */ (null));
  const isHere = useHere();
  /**
   * @param {() => Promise<Ack>} request
   * @param {string} [pressed] where a form has more than one way
   * @returns {Promise<boolean>} whether it was done
   */
  const ask = async (request, pressed = what) => {
    if (busy) return false;
    setBusy(true);
    setFault(null);
    const ack = await request();
    setBusy(false);
    answered(ack, isHere(), { done, fault: setFault, what: pressed, words });
    return ack.ok;
  };
  return { busy, fault, ask, say: setFault };
}

/**
 * Remember where one is: a late answer must take nobody away from what they have gone to since.
 *
 * @returns {() => boolean} whether one is still there, or what one was at is gone from the page and one is nowhere else
 */
export function staying() {
  const at = document.activeElement;
  return () => document.activeElement === at || document.activeElement === document.body;
}
