// @ts-check
/* How long nobody has touched this page (inaktiv), in any tab: pure time, no page. */

/** How often the house hears that somebody is here, at most. Our own choice. */
export const TELL_EVERY_MS = 60_000;

/** Counts from the last touch, wherever it was. */
export class Idle {
  #touched;
  #told = Number.NEGATIVE_INFINITY;
  #limitMs;

  /**
   * @param {number} limitMs so long untouched, and the page is covered
   * @param {number} at this device's clock, which goes on while the page sleeps
   */
  constructor(limitMs, at) {
    this.#limitMs = limitMs;
    this.#touched = at;
  }

  /** Somebody touched the page, here or in another tab. @param {number} at */
  touch(at) {
    this.#touched = Math.max(this.#touched, at);
  }

  /** When somebody last touched it. */
  get touched() {
    return this.#touched;
  }

  /** Whether it lies untouched for too long. @param {number} at */
  isOver(at) {
    return at - this.#touched >= this.#limitMs;
  }

  /**
   * Whether there is something the house has not heard of and may be told now.
   *
   * @param {number} at
   */
  isNews(at) {
    if (this.#touched <= this.#told || at - this.#told < TELL_EVERY_MS) return false;
    this.#told = at;
    return true;
  }
}
