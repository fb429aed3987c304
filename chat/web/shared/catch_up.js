// @ts-check
/* Catching up: asks the house for what a log lacks, a page at a time, until it lacks nothing. */

/** @typedef {import("./conversation_log.js").ConversationLog} ConversationLog */
/** @typedef {import("./wire.d.ts").Ack} Ack */

const AGAIN_MS = 1500;

export class CatchUp {
  #log;
  #ask;
  #onShown;
  #later;
  #asking = false;

  /**
   * @param {ConversationLog} log
   * @param {(seq: number) => Promise<Ack>} ask `events:since`; never rejects
   * @param {(from: number) => void} onShown there is more to show, after index `from` of the log's events
   * @param {(work: () => void, delay_ms: number) => unknown} [later]
   */
  constructor(log, ask, onShown, later = (work, delay_ms) => setTimeout(work, delay_ms)) {
    this.#log = log;
    this.#ask = ask;
    this.#onShown = onShown;
    this.#later = later;
  }

  /** Ask if there is a gap, or in any case when the page has slept (`anyway`). */
  async pull(anyway = false) {
    if (this.#asking || !(anyway || this.#log.gap)) return;
    this.#asking = true;
    let more = true;
    while (more) {
      const since = this.#log.lastUnbroken;
      const ack = await this.#ask(since);
      if (!ack.ok) break;
      // Counted now: what came by another way while we asked has been shown, and is not news a second time.
      const shown = this.#log.events.length;
      more = this.#log.applyPage(/** @type {any} */ (ack), since);
      if (this.#log.events.length > shown) this.#onShown(shown);
      // A page that brings nothing while it promises more would be asked for for ever.
      else if (more && this.#log.lastUnbroken <= since) break;
    }
    this.#asking = false;
    if (this.#log.gap) this.#later(() => void this.pull(), AGAIN_MS);
  }
}
