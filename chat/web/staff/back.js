// @ts-check
/* The browser's Back (tilbage) where a page shows one thing at a time: it closes what has taken another's place, and leaves the page only from the first. */

import { useLayoutEffect, useRef } from "../vendor/preact.js";

/** @typedef {(depth: number) => void} Tell says how deep one is: 0 while nothing has taken another's place */

/**
 * What it adds to the history is the page's own address and how deep one is, nothing else. Closed on the page, it is taken
 * out again; so it is after a reload, which opens nothing.
 *
 * @param {(depth: number) => void} backTo closes all that stands deeper, and puts the focus where one comes back to
 * @returns {Tell}
 */
export function connectBack(backTo) {
  // Whoever comes back is put where the focus goes, also where the list has moved meanwhile.
  history.scrollRestoration = "manual";
  let depth = 0;
  // The browser goes a moment after it is told to: what is opened meanwhile is not closed by that.
  let goes = false;
  const entry = () => Number(history.state?.depth ?? 0);
  const settle = () => {
    if (goes) return;
    for (let next = entry() + 1; next <= depth; next += 1) history.pushState({ depth: next }, "");
    if (entry() === depth) return;
    goes = true;
    history.go(depth - entry());
  };
  addEventListener("popstate", () => {
    const byHand = !goes;
    goes = false;
    if (byHand && entry() < depth && !closesDialog()) {
      depth = entry();
      backTo(depth);
    }
    settle();
  });
  settle();
  return (now) => {
    depth = now;
    settle();
  };
}

/** A dialog over the page goes first, as for Esc; one that must be answered stays, and so does what lies behind it. */
function closesDialog() {
  const over = [...document.querySelectorAll("dialog[open]")].at(-1);
  over?.dispatchEvent(new Event("cancel", { cancelable: true }));
  return over !== undefined;
}

/**
 * For a list that is hidden while what was opened from it stands in its place.
 *
 * @param {string} list its selector; it is on the page as long as the page is
 * @param {() => void} close
 */
export function useBack(list, close) {
  const closes = useRef(close);
  closes.current = close;
  const look = useRef(() => {});
  useLayoutEffect(() => {
    const place = /** @type {HTMLElement} */ (document.querySelector(list));
    const tell = connectBack(() => closes.current());
    look.current = () => tell(place.getClientRects().length === 0 ? 1 : 0);
    // A phone that is turned, or larger text, hides it or gives it back too.
    new ResizeObserver(look.current).observe(place);
  }, []);
  useLayoutEffect(() => look.current());
}
