// @ts-check
/* "Writes" (skriver): told while one writes, and taken back when one stops. */

/** Said again this often while it holds; the other side forgets it after 7 s. */
const AGAIN_MS = 3000;
const OVER_MS = 5000;

/** @param {(on: boolean) => void} tell */
export function typingTeller(tell) {
  let told_ms = -Infinity;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let over;

  function stop() {
    clearTimeout(over);
    if (told_ms > -Infinity) tell(false);
    told_ms = -Infinity;
  }

  return {
    stop,
    /** @param {boolean} writing whether anything stands in the box */
    go(writing) {
      if (!writing) return stop();
      clearTimeout(over);
      over = setTimeout(stop, OVER_MS);
      if (performance.now() - told_ms < AGAIN_MS) return;
      told_ms = performance.now();
      tell(true);
    },
  };
}
