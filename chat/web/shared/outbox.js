// @ts-check
/*
 * What one has written and the house has not acknowledged yet, for one conversation: one on its way
 * at a time, in order, under one `client_id` for as long as it takes. It lives in memory only.
 */

/** @typedef {import("./wire.d.ts").Ack} Ack */
/** @typedef {import("./wire.d.ts").WireError} WireError */
/**
 * @typedef {object} Draft
 * @property {string} client_id
 * @property {string} text
 * @property {number} written_ms when, by the house's clock as far as the page knows it
 * @property {"waiting" | "sending" | "failed"} state
 * @property {WireError | null} error why it failed, or why it still waits
 */
/**
 * @typedef {object} Ports
 * @property {(message: { client_id: string, text: string }) => Promise<Ack>} send never rejects
 * @property {(draft: Draft, ack: { seq: number, prev: number, at: string }) => void} onSent
 * @property {() => void} onChange
 * @property {() => number} clock the house's time, milliseconds: what is shown
 * @property {(work: () => void, delay_ms: number) => unknown} [later]
 * @property {() => number} [now] milliseconds for waiting, which nobody sets back
 * @property {() => string} [newId]
 * @property {() => number} [random] in [0, 1)
 */

const SOONEST_MS = 1000;
const LATEST_MS = 15_000;
/** After these the same `client_id` is sent again (PROTOCOL.md, error codes); `locked`: once the screen is opened. */
const AGAIN = new Set(["unavailable", "timeout", "slow_down", "locked"]);

export class Outbox {
  /** In the order they were written. @type {Draft[]} */
  drafts = [];

  /** @type {Required<Ports>} */
  #ports;
  #lineUp = false;
  #sending = false;
  #tries = 0;
  #notBefore_ms = 0;

  /** @param {Ports} ports */
  constructor(ports) {
    this.#ports = {
      later: (work, delay_ms) => setTimeout(work, delay_ms),
      now: () => performance.now(),
      newId: () => crypto.randomUUID(),
      random: Math.random,
      ...ports,
    };
  }

  /** @param {string} text already cleaned, not empty */
  add(text) {
    const { newId, clock } = this.#ports;
    /** @type {Draft} */
    const draft = { client_id: newId(), text, written_ms: clock(), state: "waiting", error: null };
    this.drafts = [...this.drafts, draft];
    this.#ports.onChange();
    void this.#flush();
    return draft;
  }

  /** @param {string} clientId of a draft that failed: the person asks for it again */
  retry(clientId) {
    const draft = this.#find(clientId);
    if (draft?.state !== "failed") return;
    draft.state = "waiting";
    draft.error = null;
    this.#notBefore_ms = 0;
    this.#ports.onChange();
    void this.#flush();
  }

  /** @param {string} clientId of a draft the person gives up, or that the log turned out to hold */
  drop(clientId) {
    const kept = this.drafts.filter((draft) => draft.client_id !== clientId);
    if (kept.length === this.drafts.length) return;
    this.drafts = kept;
    this.#ports.onChange();
  }

  /** @param {boolean} up a line that is back is tried at once */
  line(up) {
    this.#lineUp = up;
    if (!up) return;
    this.#tries = 0;
    this.#notBefore_ms = 0;
    void this.#flush();
  }

  async #flush() {
    const { send, onChange, now } = this.#ports;
    while (this.#lineUp && !this.#sending && now() >= this.#notBefore_ms) {
      const draft = this.drafts.find((one) => one.state === "waiting");
      if (draft === undefined) return;
      this.#sending = true;
      draft.state = "sending";
      onChange();
      const ack = await send({ client_id: draft.client_id, text: draft.text });
      this.#sending = false;
      this.#settle(draft, ack);
      onChange();
    }
  }

  /**
   * @param {Draft} draft
   * @param {Ack} ack
   */
  #settle(draft, ack) {
    if (ack.ok) {
      this.#tries = 0;
      this.drafts = this.drafts.filter((one) => one !== draft);
      this.#ports.onSent(draft, /** @type {any} */ (ack));
      return;
    }
    draft.error = ack.error;
    draft.state = AGAIN.has(ack.error.code) ? "waiting" : "failed";
    if (draft.state === "waiting") this.#waitAfter(ack.error);
  }

  /** @param {WireError} error */
  #waitAfter(error) {
    const { later, now, random } = this.#ports;
    const backoff_ms = Math.min(LATEST_MS, SOONEST_MS * 2 ** this.#tries) * (0.5 + random() / 2);
    const asked_ms = (error.retry_after_s ?? 0) * 1000;
    const delay_ms = Math.max(asked_ms, backoff_ms);
    this.#tries += 1;
    this.#notBefore_ms = now() + delay_ms;
    later(() => void this.#flush(), delay_ms + 1);
  }

  /** @param {string} clientId */
  #find(clientId) {
    return this.drafts.find((draft) => draft.client_id === clientId);
  }
}
