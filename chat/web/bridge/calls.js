// @ts-check
/* The calls (kald): whether one is on duty, who wants a bridge-builder, and the conversation one has come into. */

import { hearTime } from "../staff/clock.js";
import { alarm } from "../staff/live_regions.js";
import { refusalWords } from "../staff/refusals.js";
import { t } from "../staff/words.js";
import { signal } from "../vendor/preact.js";
import { Advising } from "./advising.js";

/** @import { WireEvent } from "../shared/wire.d.ts" */
/** @import { LineStatus } from "../shared/connection.js" */
/** @import { Me } from "../staff/wire.js" */
/** @import { Ask } from "./advising.js" */

/**
 * @typedef {object} Call never a word of the conversation
 * @property {string} call_id the list's own: it leads to no conversation
 * @property {string | null} conversation_id only of one that is mine
 * @property {string | null} call_word the same
 * @property {string | null} counsellor the same: who has called
 * @property {number} level
 * @property {string[]} topics
 * @property {string | null} age_band
 * @property {string | null} municipality
 * @property {string} asked_at
 * @property {string | null} due_at null: somebody has come
 * @property {boolean} writes whether the one who came has the pen
 */

export class Calls {
  onDuty = signal(false);
  /** Those nobody has answered yet. */
  open = signal(/** @type {readonly Call[]} */ ([]));
  mine = signal(/** @type {Call | null} */ (null));
  advising = signal(/** @type {Advising | null} */ (null));
  fault = signal("");
  /** One was let go, or it ended; said until the next call. */
  ended = signal(false);
  #ask;
  #up = false;

  /**
   * @param {Me} me
   * @param {Ask} ask
   */
  constructor(me, ask) {
    this.me = me;
    this.#ask = ask;
  }

  /**
   * @param {readonly Call[]} calls the one who has waited longest first
   * @param {boolean} onDuty
   */
  told(calls, onDuty) {
    const known = new Set(this.open.value.map(({ call_id: id }) => id));
    this.onDuty.value = onDuty;
    this.open.value = calls.filter(({ conversation_id: id }) => id === null);
    if (this.open.value.some(({ call_id: id }) => !known.has(id))) alarm(t("bridge.call.new"));
    const mine = calls.find(({ conversation_id: id }) => id !== null) ?? null;
    this.mine.value = mine;
    if (mine?.conversation_id) this.#advise(mine.conversation_id);
    else this.#stop();
  }

  /** @param {boolean} on */
  duty(on) {
    return this.#say(on ? "shift:start" : "shift:end", {});
  }

  /** The first to come has it; who comes second is told who. @param {string} callId */
  answer(callId) {
    this.ended.value = false;
    return this.#say("call:answer", { call_id: callId });
  }

  /** Go again: nothing of it can be read from here any more. */
  leave() {
    return this.#say("conversation:step_out", { conversation_id: this.advising.value?.id });
  }

  givePenBack() {
    return this.#say("call:pen", { conversation_id: this.advising.value?.id, on: false });
  }

  /** @param {boolean} on */
  typing(on) {
    void this.#ask("typing", { conversation_id: this.advising.value?.id, on });
  }

  /** @param {LineStatus} status */
  lineBecame(status) {
    this.#up = status === "connected";
    this.advising.value?.outbox.line(false);
    if (this.#up) void this.advising.value?.follow();
  }

  /** @param {WireEvent} event */
  heard(event) {
    hearTime(event.at);
    if (event.conversation_id === this.advising.value?.id) this.advising.value.hear(event);
  }

  /** @param {Record<string, number>} heads */
  reaches(heads) {
    const here = this.advising.value;
    const seq = here === null ? undefined : heads[here.id];
    if (seq !== undefined) here?.reaches(seq);
  }

  /** The right to it ended. @param {string} conversationId */
  unfollowed(conversationId) {
    if (conversationId !== this.advising.value?.id) return;
    this.mine.value = null;
    this.#stop();
  }

  /** @param {string} conversationId */
  #advise(conversationId) {
    if (this.advising.value?.id === conversationId) return;
    this.advising.value = new Advising(conversationId, this.me.display_name, this.#ask);
    if (this.#up) void this.advising.value.follow();
  }

  #stop() {
    if (this.advising.value === null) return;
    this.advising.value = null;
    this.ended.value = true;
    alarm(t("bridge.call.ended"));
  }

  /**
   * @param {string} event
   * @param {object} payload
   */
  async #say(event, payload) {
    const ack = await this.#ask(event, payload);
    if (ack.ok) this.fault.value = "";
    else this.fault.value = ack.error.code === "taken" && ack.error.by ? t("bridge.call.taken", { name: ack.error.by }) : refusalWords(ack.error);
    return ack.ok;
  }
}
