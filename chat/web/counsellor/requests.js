// @ts-check
/* What a counsellor asks of the house (ønsker), that changes nothing here until the house says so. */

/** @import { Ack } from "../shared/wire.d.ts" */

/** Raising an escalation must not hang: after this the page says how to reach the supervisor otherwise (our own number). */
const ESCALATION_ANSWER_MS = 3000;

export class Requests {
  #ask;
  /** For what both consoles ask alike. @type {(event: string, payload: object) => Promise<Ack>} */
  ask;

  /** @param {(event: string, payload: object, timeoutMs?: number) => Promise<Ack>} ask never rejects */
  constructor(ask) {
    this.#ask = ask;
    this.ask = (event, payload) => ask(event, payload);
  }

  /** @param {number} capacity how many at once */
  startShift(capacity) {
    return this.#ask("shift:start", { capacity });
  }

  pauseShift() {
    return this.#ask("shift:pause", {});
  }

  endShift() {
    return this.#ask("shift:end", {});
  }

  /**
   * @param {string} id
   * @param {number} seq
   * @param {boolean} correct
   */
  judge(id, seq, correct) {
    return this.#ask("flag:judge", { conversation_id: id, seq, correct });
  }

  /**
   * @param {string} id
   * @param {number} level
   * @param {string} reason
   */
  raiseLevel(id, level, reason) {
    return this.#ask("level:set", { conversation_id: id, level, reason });
  }

  /**
   * @param {string} id
   * @param {string} reason
   */
  escalate(id, reason) {
    return this.#ask("escalation:raise", { conversation_id: id, reason }, ESCALATION_ANSWER_MS);
  }

  /**
   * A bridge-builder on duty is to read along and advise.
   *
   * @param {string} id
   * @param {string} question
   */
  call(id, question) {
    return this.#ask("bridge:call", { conversation_id: id, question });
  }

  /** Call it off, or let the adviser go. @param {string} id */
  endCall(id) {
    return this.#ask("call:end", { conversation_id: id });
  }

  /**
   * @param {string} id
   * @param {boolean} on the adviser writes; or one writes oneself again
   */
  handPen(id, on) {
    return this.#ask("call:pen", { conversation_id: id, on });
  }

  /**
   * A colleague is asked to sit in and read along.
   *
   * @param {string} id
   * @param {string} to
   */
  askBeside(id, to) {
    return this.#ask("companion:ask", { conversation_id: id, to });
  }

  /**
   * @param {string} id
   * @param {boolean} on who sits in writes; or the counsellor again
   */
  lendPen(id, on) {
    return this.#ask("companion:pen", { conversation_id: id, on });
  }

  /** A way in, for once. @param {string} id */
  videoLink(id) {
    return this.#ask("video:link", { conversation_id: id });
  }

  /**
   * @param {string} id
   * @param {number} seq of its offer
   */
  endVideo(id, seq) {
    return this.#ask("video:end", { conversation_id: id, seq });
  }

  /**
   * @param {string} id
   * @param {number} minutes 0: go on
   * @param {string} [reason]
   */
  pause(id, minutes, reason = "") {
    return this.#ask("conversation:pause", { conversation_id: id, minutes, reason: reason === "" ? null : reason });
  }

  /**
   * @param {string} id
   * @param {string} reason
   */
  report(id, reason) {
    return this.#ask("conversation:report", { conversation_id: id, reason });
  }

  /**
   * @param {string} id
   * @param {string} reason
   */
  close(id, reason) {
    return this.#ask("conversation:close", { conversation_id: id, reason });
  }

  /**
   * @param {string} id
   * @param {{ main: string, topics: string[], outcome: string, follow_up: string | null, wellbeing: string | null }} record
   */
  wrapUp(id, record) {
    return this.#ask("wrap_up:record", { conversation_id: id, ...record });
  }
}
