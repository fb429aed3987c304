// @ts-check
/*
 * The desk at work (skrivebordet): holds the line, the logs and the outboxes, and does what the counsellor asks.
 * What it knows is one signal, `state`; how it changes is in `state.js`.
 */

import { computed, signal } from "../vendor/preact.js";
import { CatchUp } from "../shared/catch_up.js";
import { openConnection } from "../shared/connection.js";
import { ConversationLog } from "../shared/conversation_log.js";
import { Outbox } from "../shared/outbox.js";
import { hearTime, houseTime } from "../staff/clock.js";
import { writtenSince } from "./attention.js";
import { arrived, begin, changed, heard, logged, noticed, putAway } from "./state.js";
import { emptyRecord } from "./wrap_up_record.js";

/** @import { Ack, Page, WireEvent } from "../shared/wire.d.ts" */
/** @import { Line } from "../shared/connection.js" */
/** @import { Me } from "../staff/wire.js" */
/** @import { Conversation, State } from "./state.js" */
/** @import { WrapUpRecord } from "./wrap_up_record.js" */
/** @import { ReadonlySignal, Signal } from "../vendor/preact.js" */

/**
 * @typedef {object} Kept what the page holds for one conversation beside its state
 * @property {ConversationLog} log
 * @property {CatchUp} catchUp
 * @property {Outbox} outbox
 * @property {Signal<string>} draft
 * @property {Signal<string>} noteDraft
 * @property {ReadonlySignal<Conversation | undefined>} conversation
 * @property {Signal<WrapUpRecord>} record what is filled in about it
 * @property {Signal<number>} whisperSeen the last whisper that was on screen
 * @property {boolean} followed on this connection
 * @property {number} seenTold how far the house knows that was seen
 */

/** @typedef {(conversation: Conversation, events: readonly WireEvent[], live: boolean) => void} Shown */

const HEARD = [
  "desk", "waiting_room", "on_shift", "offer", "escalation", "typing", "seen", "presence", "unfollowed", "announcement",
];

/** Nobody writes this long without a pause; then the word was lost. */
const TYPING_ENDS_MS = 12_000;

/** A line that is back sooner is not worth a word: it would only make the page jump. */
const HICCUP_MS = 1500;

/** Raising an escalation must not hang: after this the page says how to reach the supervisor otherwise (our own number). */
const ESCALATION_ANSWER_MS = 3000;

export class Desk {
  /** @type {Signal<State>} */
  state;
  /** Whether the session has ended; what is written stays. */
  signedOut = signal(false);
  /** Whether the line has been away long enough to say so. */
  lost = signal(false);

  /** @type {Map<string, Kept>} */
  #kept = new Map();
  /** @type {Line | null} */
  #socket = null;
  #connect;
  /** @type {Shown} */
  #shown;
  /** @type {Map<string, ReturnType<typeof setTimeout>>} */
  #typing = new Map();
  #wokeFrom = 0;
  #hiccup = 0;

  /**
   * @param {Me} me
   * @param {Shown} shown told what was added to a log, and whether it came just now
   * @param {typeof openConnection} [connect]
   */
  constructor(me, shown, connect = openConnection) {
    this.me = me;
    this.state = signal(begin(me));
    // A part of the page reads its own part of the state, and draws itself again when that changes.
    this.line = computed(() => this.state.value.line);
    this.shift = computed(() => this.state.value.shift);
    this.known = computed(() => this.state.value.known);
    this.waiting = computed(() => this.state.value.waiting);
    this.colleagues = computed(() => this.state.value.colleagues);
    this.supervisors = computed(() => this.state.value.supervisors);
    this.order = computed(() => this.state.value.order);
    this.offers = computed(() => this.state.value.offers);
    this.notices = computed(() => this.state.value.notices);
    this.#shown = shown;
    this.#connect = connect;
  }

  /** Open the line; it comes back by itself until the session ends. */
  open() {
    this.signedOut.value = false;
    this.#socket?.close();
    this.#socket = this.#connect({
      namespace: "/counsellor",
      on: {
        ...Object.fromEntries(HEARD.map((event) => [event, (payload) => this.#hear(event, payload)])),
        event: (event) => this.#event(event),
        heads: ({ heads }) => this.#heads(heads),
      },
      onStatus: (line) => {
        this.state.value = { ...this.state.value, line };
        clearTimeout(this.#hiccup);
        if (line === "connected") this.lost.value = false;
        else this.#hiccup = window.setTimeout(() => { this.lost.value = true; }, navigator.onLine ? HICCUP_MS : 0);
        if (line !== "connected") for (const kept of this.#kept.values()) kept.followed = false;
        for (const kept of this.#kept.values()) kept.outbox.line(line === "connected");
      },
      onRefused: () => { this.signedOut.value = true; },
    });
  }

  /** @param {string} id */
  of(id) {
    return this.#kept.get(id) ?? this.#keep(id);
  }

  /**
   * The page slept: what came meanwhile is told once the logs have caught up.
   *
   * @param {number} from house time
   */
  woke(from) {
    this.#wokeFrom = from;
    for (const id of this.state.value.order) void this.of(id).catchUp.pull(true);
  }

  // What the counsellor does. Each answers with the house's answer.

  /** @param {number} capacity */
  startShift(capacity) { return this.#ask("shift:start", { capacity }); }
  pauseShift() { return this.#ask("shift:pause", {}); }
  endShift() { return this.#ask("shift:end", {}); }

  /**
   * @param {string | null} id null: the next in line; or a conversation offered to one
   * @returns {Promise<Ack>} with `conversation_id`
   */
  async accept(id) {
    const ack = await this.#ask("conversation:accept", id === null ? {} : { conversation_id: id });
    if (!ack.ok) return ack;
    const taken = ack["conversation_id"];
    this.state.value = arrived(this.state.value, taken);
    this.#take(taken, /** @type {any} */ (ack), 0);
    return ack;
  }

  /** @param {string} offerId */
  async decline(offerId) {
    const ack = await this.#ask("offer:decline", { offer_id: offerId });
    this.state.value = { ...this.state.value, offers: this.state.value.offers.filter(({ offer_id }) => offer_id !== offerId) };
    return ack;
  }

  /**
   * @param {string} id
   * @param {string} text cleaned, not empty
   */
  send(id, text) { this.of(id).outbox.add(text); }

  /**
   * @param {string} id
   * @param {boolean} on
   */
  typing(id, on) { this.#socket?.tell("typing", { conversation_id: id, on }); }

  /**
   * The other side's words up to here were on screen.
   *
   * @param {string} id
   * @param {number} seq
   */
  seen(id, seq) {
    const conversation = this.state.value.conversations[id];
    if (conversation === undefined || seq <= conversation.seen) return;
    this.state.value = changed(this.state.value, id, { seen: seq });
    void this.#tellSeen(id);
  }

  /**
   * @param {string} id
   * @param {string} clientId the same one when the same note is tried again
   * @param {string} text
   */
  async note(id, clientId, text) {
    const ack = await this.#ask("note:add", { conversation_id: id, client_id: clientId, text });
    if (ack.ok) this.#ownWords(id, "note", { client_id: clientId, text }, /** @type {any} */ (ack));
    return ack;
  }

  /**
   * @param {string} id
   * @param {number} seq
   * @param {boolean} correct
   */
  judge(id, seq, correct) { return this.#ask("flag:judge", { conversation_id: id, seq, correct }); }

  /**
   * @param {string} id
   * @param {number} level
   * @param {string} reason
   */
  raiseLevel(id, level, reason) { return this.#ask("level:set", { conversation_id: id, level, reason }); }

  /**
   * @param {string} id
   * @param {string} reason
   */
  escalate(id, reason) {
    return this.#ask("escalation:raise", { conversation_id: id, reason }, ESCALATION_ANSWER_MS);
  }

  /**
   * @param {string} id
   * @param {string} to a colleague's staff id, or "waiting_room"
   * @param {string} note
   */
  async transfer(id, to, note) {
    this.state.value = changed(this.state.value, id, { leaving: true });
    const ack = await this.#ask("conversation:transfer", { conversation_id: id, to, note: note === "" ? null : note });
    // To a colleague it is an offer: if they take it, that is news.
    if (!ack.ok || to !== "waiting_room") this.state.value = changed(this.state.value, id, { leaving: false });
    return ack;
  }

  /**
   * @param {string} id
   * @param {string} reason
   */
  close(id, reason) { return this.#ask("conversation:close", { conversation_id: id, reason }); }

  /**
   * @param {string} id
   * @param {{ main: string, topics: string[], outcome: string, follow_up: string | null }} record
   */
  wrapUp(id, record) { return this.#ask("wrap_up:record", { conversation_id: id, ...record }); }

  /** @param {string} words something did not work, and where it stood is gone */
  fault(words) { this.state.value = noticed(this.state.value, { kind: "fault", words }); }

  /** @param {number} id of a notice */
  putAway(id) { this.state.value = putAway(this.state.value, id); }

  /** Whether something is written that the house does not have yet. */
  hasUnsent() {
    return [...this.#kept.values()].some(({ outbox, draft }) => outbox.drafts.length > 0 || draft.value.trim() !== "");
  }

  // What the house says.

  /**
   * @param {string} event
   * @param {any} payload
   */
  #hear(event, payload) {
    const before = this.state.value.order;
    this.state.value = heard(this.state.value, event, payload, houseTime(Date.now()));
    for (const id of before) if (this.state.value.conversations[id] === undefined) this.#letGo(id);
    if (event === "desk") this.#followAll();
    if (event === "typing") this.#endTyping(payload);
  }

  /** @param {WireEvent} event */
  #event(event) {
    hearTime(event.at);
    const { log, catchUp } = this.of(event.conversation_id);
    const before = log.events.length;
    log.apply(event);
    this.#logged(event.conversation_id, before, true);
    void catchUp.pull();
  }

  /** @param {Record<string, number>} heads */
  #heads(heads) {
    for (const [id, seq] of Object.entries(heads)) {
      const { log, catchUp } = this.of(id);
      log.reaches(seq);
      void catchUp.pull();
    }
  }

  #followAll() {
    for (const id of this.state.value.order) {
      const kept = this.of(id);
      // It may have been told of before it lay on the desk.
      const shown = this.state.value.conversations[id]?.events.length;
      if (shown !== kept.log.events.length) this.state.value = logged(this.state.value, id, kept.log.events.slice());
      if (!kept.followed) void this.#follow(id, kept);
    }
  }

  /**
   * The right to it has ended, so the page forgets it; but never what was being written.
   *
   * @param {string} id
   */
  #letGo(id) {
    const kept = this.#kept.get(id);
    this.#kept.delete(id);
    if (kept === undefined) return;
    const texts = [...kept.outbox.drafts.map(({ text }) => text), kept.draft.value, kept.noteDraft.value];
    const text = texts.filter((one) => one.trim() !== "").join("\n\n");
    if (text !== "") this.state.value = noticed(this.state.value, { kind: "unsent", text });
  }

  /**
   * Ask to be told what is new here; the answer is at once the first page of what was missed.
   *
   * @param {string} id
   * @param {Kept} kept
   */
  async #follow(id, kept) {
    kept.followed = true;
    const since = kept.log.lastUnbroken;
    const ack = await this.#ask("conversation:open", { conversation_id: id, last_seq: since });
    if (!ack.ok) {
      kept.followed = false;
      return;
    }
    this.#take(id, /** @type {any} */ (ack), since);
    void this.#tellSeen(id);
  }

  /** @param {string} id told again on the next line, if this one is lost before the answer */
  async #tellSeen(id) {
    const kept = this.of(id);
    const conversation = this.state.value.conversations[id];
    if (conversation === undefined || conversation.state === "closed" || conversation.seen <= kept.seenTold) return;
    const ack = await this.#ask("seen", { conversation_id: id, seq: conversation.seen });
    if (ack.ok) kept.seenTold = Math.max(kept.seenTold, conversation.seen);
  }

  /**
   * @param {string} id
   * @param {Page} page
   * @param {number} since
   */
  #take(id, page, since) {
    const kept = this.of(id);
    kept.followed = true;
    const before = kept.log.events.length;
    const more = kept.log.applyPage(page, since);
    this.#logged(id, before, false);
    if (more) void kept.catchUp.pull(true);
    else this.#caughtUp(id);
  }

  /** @param {string} id */
  #caughtUp(id) {
    this.state.value = changed(this.state.value, id, { loaded: true });
    if (this.#wokeFrom === 0) return;
    const since = this.#wokeFrom;
    const count = this.state.value.order.reduce((sum, one) => sum + writtenSince(this.of(one).log.events, since), 0);
    if (count === 0) return;
    this.#wokeFrom = 0;
    this.state.value = noticed(this.state.value, { kind: "woke", since, count });
  }

  /**
   * @param {string} id
   * @param {number} before how many events there were
   * @param {boolean} live
   */
  #logged(id, before, live) {
    const { log, outbox } = this.of(id);
    if (log.events.length === before) return;
    const events = log.events.slice();
    const added = events.slice(before);
    // Sent from here, the line lost before the answer: the log itself is the answer.
    for (const { data } of added) if (data["client_id"] !== undefined) outbox.drop(data["client_id"]);
    this.state.value = logged(this.state.value, id, events);
    const conversation = this.state.value.conversations[id];
    if (conversation !== undefined) this.#shown(conversation, added, live);
  }

  /**
   * The sending socket gets no echo: its own words go into the log as the answer says.
   *
   * @param {string} id
   * @param {"message" | "note"} kind
   * @param {{ client_id: string, text: string }} data
   * @param {{ seq: number, prev: number, at: string }} ack
   */
  #ownWords(id, kind, data, { seq, prev, at }) {
    hearTime(at);
    const { log, catchUp } = this.of(id);
    const before = log.events.length;
    log.apply({ conversation_id: id, seq, prev, kind, at, from: "counsellor", data: { ...data, own: true } });
    this.#logged(id, before, true);
    void catchUp.pull();
  }

  /** @param {{ conversation_id: string, from: string, on: boolean }} typing */
  #endTyping({ conversation_id, from, on }) {
    clearTimeout(this.#typing.get(conversation_id));
    if (!on || from !== "young") return;
    const end = () => { this.state.value = changed(this.state.value, conversation_id, { youngTyping: false }); };
    this.#typing.set(conversation_id, setTimeout(end, TYPING_ENDS_MS));
  }

  /**
   * @param {string} event
   * @param {object} payload
   * @param {number} [timeoutMs]
   * @returns {Promise<Ack>} never rejects
   */
  #ask(event, payload, timeoutMs) {
    if (this.#socket === null) return Promise.resolve({ ok: false, error: { code: "timeout", message: "" } });
    return this.#socket.request(event, payload, timeoutMs === undefined ? {} : { timeoutMs });
  }

  /** @param {string} id @returns {Kept} */
  #keep(id) {
    const log = new ConversationLog();
    const catchUp = new CatchUp(
      log,
      (seq) => this.#ask("events:since", { conversation_id: id, seq }),
      (from) => {
        this.#logged(id, from, false);
        if (!log.gap) this.#caughtUp(id);
      },
    );
    const outbox = new Outbox({
      send: (message) => this.#ask("message:send", { conversation_id: id, ...message }),
      onSent: ({ client_id, text }, ack) => this.#ownWords(id, "message", { client_id, text }, ack),
      onChange: () => {
        this.state.value = changed(this.state.value, id, { unsent: outbox.drafts.map((draft) => ({ ...draft })) });
      },
    });
    outbox.line(this.state.value.line === "connected");
    const kept = {
      log,
      catchUp,
      outbox,
      draft: signal(""),
      noteDraft: signal(""),
      conversation: computed(() => this.state.value.conversations[id]),
      record: signal(emptyRecord()),
      whisperSeen: signal(0),
      followed: false,
      seenTold: 0,
    };
    this.#kept.set(id, kept);
    return kept;
  }
}
