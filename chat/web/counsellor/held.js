// @ts-check
/*
 * One conversation as this page holds it (på skrivebordet): its log, what is being written to it, and what the
 * house still has to be told about it. What one sees of it is in the desk's state.
 */

import { computed, signal } from "../vendor/preact.js";
import { CatchUp } from "../shared/catch_up.js";
import { ConversationLog } from "../shared/conversation_log.js";
import { Outbox } from "../shared/outbox.js";
import { hearTime, houseNow } from "../staff/clock.js";
import { emptyRecord } from "./wrap_up_record.js";

/** @import { Ack, Page, WireEvent } from "../shared/wire.d.ts" */
/** @import { Conversation } from "./state.js" */
/** @import { Phase } from "./replies.js" */

/**
 * @typedef {object} Ports what a conversation needs of its desk
 * @property {(event: string, payload: object) => Promise<Ack>} ask never rejects
 * @property {() => Conversation | undefined} conversation as the desk's state has it; reading it follows it
 * @property {(change: Partial<Conversation>) => void} change
 * @property {(events: readonly WireEvent[], added: readonly WireEvent[], live: boolean) => void} grown the log has grown
 * @property {() => void} caughtUp the log has been read to its end
 */

export class Held {
  log = new ConversationLog();
  draft = signal("");
  noteDraft = signal("");
  /** A whisper that is being written: it stays one, also when the pen changes hands and the boxes with it. */
  whisperDraft = signal("");
  /** A summary that is being written: kept here, so that another one can be made of it. */
  summaryDraft = signal("");
  /** What is filled in about it at its end. */
  record = signal(emptyRecord());
  /** Which of the five phases the counsellor thinks the talk is in: their own aid, on this page alone. */
  phase = signal(/** @type {Phase | null} */ (null));
  /** The last whisper that was on screen. */
  whisperSeen = signal(0);
  /** Whether the house tells us what is new here, on this line. */
  followed = false;

  #ports;
  #catchUp;
  /** How far the house knows that was seen. */
  #seenTold = 0;

  /**
   * @param {string} id
   * @param {Ports} ports
   */
  constructor(id, ports) {
    this.id = id;
    this.#ports = ports;
    this.conversation = computed(ports.conversation);
    this.#catchUp = new CatchUp(
      this.log,
      (seq) => ports.ask("events:since", { conversation_id: id, seq }),
      (from) => {
        this.#grown(from, false);
        if (!this.log.gap) ports.caughtUp();
      },
    );
    this.outbox = new Outbox({
      send: (message) => ports.ask("message:send", { conversation_id: id, ...message }),
      clock: houseNow,
      onSent: ({ client_id, text }, ack) => this.ownWords("message", { client_id, text }, ack),
      onChange: () => ports.change({ unsent: this.outbox.drafts.map((draft) => ({ ...draft })) }),
    });
  }

  /** @param {WireEvent} event just sent to us */
  hear(event) {
    hearTime(event.at);
    const before = this.log.events.length;
    this.log.apply(event);
    this.#grown(before, true);
    void this.#catchUp.pull();
  }

  /** @param {number} seq how far the log reaches, as the house says */
  reaches(seq) {
    this.log.reaches(seq);
    void this.#catchUp.pull();
  }

  /** The page has slept: ask in any case. */
  wake() {
    void this.#catchUp.pull(true);
  }

  /** Ask to be told what is new here; the answer is at once the first page of what was missed. */
  async follow() {
    this.followed = true;
    const since = this.log.lastUnbroken;
    const ack = await this.#ports.ask("conversation:open", { conversation_id: this.id, last_seq: since });
    this.followed = ack.ok;
    if (!ack.ok) return;
    this.take(/** @type {any} */ (ack), since);
    void this.tellSeen();
  }

  /**
   * @param {Page} page
   * @param {number} since what was asked from
   */
  take(page, since) {
    this.followed = true;
    const before = this.log.events.length;
    const more = this.log.applyPage(page, since);
    this.#grown(before, false);
    if (more) void this.#catchUp.pull(true);
    else this.#ports.caughtUp();
  }

  /** Tell how far was seen; told again on the next line, if this one is lost before the answer. */
  async tellSeen() {
    const conversation = this.#ports.conversation();
    if (conversation === undefined || conversation.state === "closed" || conversation.seat === "companion") return;
    const { seen } = conversation;
    if (seen <= this.#seenTold) return;
    const ack = await this.#ports.ask("seen", { conversation_id: this.id, seq: seen });
    if (ack.ok) this.#seenTold = Math.max(this.#seenTold, seen);
  }

  /**
   * The sending socket gets no echo: its own words go into the log as the answer says.
   *
   * @param {"message" | "note" | "whisper"} kind
   * @param {{ client_id: string, text: string, by?: string }} data
   * @param {{ seq: number, prev: number, at: string }} ack
   */
  ownWords(kind, data, { seq, prev, at }) {
    this.hear({ conversation_id: this.id, seq, prev, kind, at, from: "counsellor", data: { ...data, own: true } });
  }

  /** @returns {string} everything written here that the house does not have */
  unsaid() {
    const texts = [...this.outbox.drafts.map(({ text }) => text), this.draft.value, this.noteDraft.value, this.whisperDraft.value];
    return texts.filter((text) => text.trim() !== "").join("\n\n");
  }

  /**
   * @param {number} before how many events there were
   * @param {boolean} live
   */
  #grown(before, live) {
    if (this.log.events.length === before) return;
    const events = this.log.events.slice();
    const added = events.slice(before);
    // Sent from here, the line lost before the answer: the log itself is the answer.
    for (const { data } of added) if (data["client_id"] != null) this.outbox.drop(data["client_id"]);
    this.#ports.grown(events, added, live);
  }
}
