// @ts-check
/*
 * One conversation's log as this page has it: keyed by `seq`, shown as far as the chain of `prev` is
 * unbroken. Everything else is a gap, which only the house can fill (`events:since`).
 */

/** @typedef {import("./wire.d.ts").WireEvent} WireEvent */
/** @typedef {import("./wire.d.ts").Page} Page */
/** @typedef {"shown" | "held" | "known" | "conflict"} Applied */

export class ConversationLog {
  /** What may be shown: in order, without a gap. @type {WireEvent[]} */
  events = [];
  /** The end of the unbroken chain; 0 when nothing is known. */
  lastUnbroken = 0;
  /** How often one `seq` came with two different contents: never, unless a server lies. */
  conflicts = 0;

  /** @type {Map<number, WireEvent>} */
  #known = new Map();
  /** Came too early, by the `prev` they wait for. @type {Map<number, WireEvent>} */
  #held = new Map();
  #head = 0;

  /** Whether the house has something that this page can not show yet. */
  get gap() {
    return this.#head > this.lastUnbroken;
  }

  /**
   * Take in one event, whether it was sent to us or is the answer to our own words.
   *
   * @param {WireEvent} event
   * @returns {Applied}
   */
  apply(event) {
    const before = this.#known.get(event.seq);
    if (before !== undefined) return this.#again(before, event);
    if (event.seq <= this.lastUnbroken) return "known";
    this.#known.set(event.seq, event);
    this.#head = Math.max(this.#head, event.seq);
    if (event.prev !== this.lastUnbroken) {
      this.#held.set(event.prev, event);
      return "held";
    }
    this.#show(event);
    return "shown";
  }

  /**
   * Take in a page asked for from `since`: what stands in it follows `since` and each other, by the
   * word of the house.
   *
   * @param {Page} page
   * @param {number} since
   * @returns {boolean} whether to ask for the next page
   */
  applyPage(page, since) {
    if (since <= this.lastUnbroken) {
      for (const event of page.events) {
        if (event.seq <= this.lastUnbroken) continue;
        const before = this.#known.get(event.seq);
        if (before !== undefined) this.#again(before, event);
        this.#known.set(event.seq, event);
        this.#show(event);
      }
    }
    const known = page.more ? this.#head : this.#latestHeld();
    this.#head = Math.max(known, page.last_seq);
    return page.more;
  }

  /** @param {number} seq how far the log reaches, as `heads` says */
  reaches(seq) {
    this.#head = Math.max(this.#head, seq);
  }

  /** @param {WireEvent} event */
  #show(event) {
    /** @type {WireEvent | undefined} */
    let next = event;
    while (next !== undefined) {
      this.events.push(next);
      this.#held.delete(next.prev);
      this.lastUnbroken = next.seq;
      next = this.#held.get(next.seq);
    }
  }

  /**
   * @param {WireEvent} before
   * @param {WireEvent} event
   * @returns {Applied}
   */
  #again(before, event) {
    if (before.kind === event.kind && before.data.text === event.data.text) return "known";
    this.conflicts += 1;
    return "conflict";
  }

  #latestHeld() {
    return Math.max(this.lastUnbroken, ...[...this.#held.values()].map((event) => event.seq));
  }
}
