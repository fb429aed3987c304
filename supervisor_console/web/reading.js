// @ts-check
/* Reading along (at læse med): one conversation as the supervisor has it open, kept whole over a bad line. */

import { ConversationLog } from "../../chat/web/shared/conversation_log.js";
import { signal } from "../../chat/web/vendor/preact.js";

/** @import { Ack, WireEvent } from "../../chat/web/shared/wire.d.ts" */

/** A typing mark nobody renews is over: the other page may be gone. Our own number. */
const TYPING_MS = 8000;

/** @typedef {(event: string, payload: object) => Promise<Ack>} Request never rejects */
/** @typedef {"young" | "counsellor"} Side */

export class Reading {
  /** What is shown: in order, whole as far as it goes. */
  events = signal(/** @type {readonly WireEvent[]} */ ([]));
  loading = signal(true);
  /** Why nothing more comes: the house's words, or "" while all is well. */
  problem = signal("");
  typing = signal(/** @type {ReadonlySet<Side>} */ (new Set()));
  youngSeen = signal(0);

  #log = new ConversationLog();
  #seen = 0;
  #request;
  #busy = false;
  #again = false;
  #followed = false;
  /** @type {Map<Side, ReturnType<typeof setTimeout>>} */
  #timers = new Map();

  /**
   * @param {string} conversationId
   * @param {Request} request
   */
  constructor(conversationId, request) {
    this.conversationId = conversationId;
    this.#request = request;
  }

  /** The line is up, for the first time or again: follow, and fetch what was missed. */
  async follow() {
    this.#followed = false;
    await this.#catchUp();
  }

  /** @param {WireEvent} event */
  hear(event) {
    if (event.kind === "message" && (event.from === "young" || event.from === "counsellor")) this.typed(event.from, false);
    if (this.#log.apply(event) === "shown") this.#show();
    if (this.#log.gap) void this.#catchUp();
  }

  /** @param {number} seq how far the log reaches, as `heads` says */
  reaches(seq) {
    this.#log.reaches(seq);
    if (this.#log.gap) void this.#catchUp();
  }

  /**
   * @param {Side} side
   * @param {boolean} on
   */
  typed(side, on) {
    clearTimeout(this.#timers.get(side));
    const typing = new Set(this.typing.value);
    if (on) {
      typing.add(side);
      this.#timers.set(side, setTimeout(() => this.typed(side, false), TYPING_MS));
    } else if (!typing.delete(side)) return;
    this.typing.value = typing;
  }

  /** The young person's words were on screen, before somebody who answers them. @param {number} seq */
  seen(seq) {
    if (seq <= this.#seen) return;
    this.#seen = seq;
    void this.#request("seen", { conversation_id: this.conversationId, seq });
  }

  /** Nobody reads it any more. */
  close() {
    for (const timer of this.#timers.values()) clearTimeout(timer);
  }

  /** One question at a time; what is asked for meanwhile is asked afterwards. */
  async #catchUp() {
    if (this.#busy) {
      this.#again = true;
      return;
    }
    this.#busy = true;
    let more = true;
    while (more) {
      this.#again = false;
      const brought = await this.#ask();
      more = this.#again || (brought && this.#log.gap);
    }
    this.#busy = false;
  }

  /** @returns {Promise<boolean>} whether it brought anything: a gap nobody can fill is not asked for again and again */
  async #ask() {
    const since = this.#log.lastUnbroken;
    const ack = this.#followed
      ? await this.#request("events:since", { conversation_id: this.conversationId, seq: since })
      : await this.#request("conversation:open", { conversation_id: this.conversationId, last_seq: since });
    if (!ack.ok) {
      // No answer is the line's business: it comes back, and we are asked to follow again.
      if (ack.error.code !== "timeout") this.problem.value = ack.error.message || ack.error.code;
      this.#followed = false;
      return false;
    }
    this.#followed = true;
    this.problem.value = "";
    this.#log.applyPage(/** @type {any} */ (ack), since);
    this.loading.value = false;
    this.#show();
    return this.#log.lastUnbroken > since;
  }

  #show() {
    this.events.value = [...this.#log.events];
  }
}
