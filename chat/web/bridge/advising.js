// @ts-check
/* One conversation one was called into (at rådgive med): its log from the call on, what one whispers, and what one writes. */

import { CatchUp } from "../shared/catch_up.js";
import { ConversationLog } from "../shared/conversation_log.js";
import { Outbox } from "../shared/outbox.js";
import { houseNow } from "../staff/clock.js";
import { signal } from "../vendor/preact.js";

/** @import { Ack, WireEvent } from "../shared/wire.d.ts" */
/** @import { Unsent } from "../staff/log_view.js" */

/** @typedef {(event: string, payload: object) => Promise<Ack>} Ask never rejects */

export class Advising {
  events = signal(/** @type {readonly WireEvent[]} */ ([]));
  loading = signal(true);
  unsent = signal(/** @type {readonly Unsent[]} */ ([]));
  whisperDraft = signal("");
  draft = signal("");

  #log = new ConversationLog();
  #ask;
  #name;
  #catchUp;

  /**
   * @param {string} id of the conversation
   * @param {string} name one's own, as the colleague sees it
   * @param {Ask} ask
   */
  constructor(id, name, ask) {
    this.id = id;
    this.#ask = ask;
    this.#name = name;
    this.#catchUp = new CatchUp(
      this.#log,
      (seq) => ask("events:since", { conversation_id: id, seq }),
      () => this.#show(),
    );
    this.outbox = new Outbox({
      send: (message) => ask("message:send", { conversation_id: id, ...message }),
      clock: houseNow,
      onSent: ({ client_id, text }, ack) => this.#own("message", { client_id, text }, ack),
      onChange: () => { this.unsent.value = this.outbox.drafts.map((draft) => ({ ...draft })); },
    });
  }

  /** The line is up, for the first time or again: follow, and fetch what was missed. */
  async follow() {
    const since = this.#log.lastUnbroken;
    const ack = await this.#ask("conversation:open", { conversation_id: this.id, last_seq: since });
    if (!ack.ok) return;
    const more = this.#log.applyPage(/** @type {any} */ (ack), since);
    this.loading.value = false;
    this.#show();
    this.outbox.line(true);
    if (more) void this.#catchUp.pull(true);
  }

  /** @param {WireEvent} event */
  hear(event) {
    this.#log.apply(event);
    this.#show();
    void this.#catchUp.pull();
  }

  /** @param {number} seq how far the log reaches, as the house says */
  reaches(seq) {
    this.#log.reaches(seq);
    void this.#catchUp.pull();
  }

  /**
   * To the counsellor: the young person does not hear it.
   *
   * @param {string} clientId the same one when the same words are tried again
   * @param {string} text
   */
  async whisper(clientId, text) {
    const ack = await this.#ask("whisper:send", { conversation_id: this.id, client_id: clientId, text });
    if (ack.ok) this.#own("whisper", { client_id: clientId, text, by: this.#name }, /** @type {any} */ (ack));
    return ack;
  }

  /**
   * The sending socket gets no echo: one's own words go into the log as the answer says.
   *
   * @param {"message" | "whisper"} kind
   * @param {{ client_id: string, text: string, by?: string }} data
   * @param {{ seq: number, prev: number, at: string }} ack
   */
  #own(kind, data, { seq, prev, at }) {
    this.hear({ conversation_id: this.id, seq, prev, kind, at, from: "bridge", data: { ...data, own: true } });
  }

  #show() {
    const events = [...this.#log.events];
    // Sent from here, the line lost before the answer: the log itself is the answer.
    for (const { data } of events) if (data["client_id"] != null) this.outbox.drop(data["client_id"]);
    this.events.value = events;
  }
}
