// @ts-check
/*
 * The desk at work (skrivebordet): holds the line and the conversations, hears the house and does what the counsellor
 * asks. What it knows is one signal, `state`; how that changes is in `hearing.js` and `state.js`.
 */

import { toAccount } from "../staff/session.js";
import { computed, signal } from "../vendor/preact.js";
import { openConnection } from "../shared/connection.js";
import { houseNow } from "../staff/clock.js";
import { t } from "../staff/words.js";
import { writtenBetween } from "./attention.js";
import { heard, logged } from "./hearing.js";
import { Held } from "./held.js";
import { Requests } from "./requests.js";
import { SittingIn } from "./sitting_in.js";
import { arrived, begin, changed, noticed, putAway, putAwayAll, stillWaiting } from "./state.js";

/** @import { Ack, WireEvent } from "../shared/wire.d.ts" */
/** @import { Line, LineStatus } from "../shared/connection.js" */
/** @import { Me } from "../staff/wire.js" */
/** @import { Conversation } from "./state.js" */

/** @typedef {(conversation: Conversation, added: readonly WireEvent[], live: boolean) => void} Shown */

/** What is heard and is no conversation's log. */
const NEWS = [
  "desk", "waiting_room", "on_shift", "offer", "escalation", "typing", "seen", "presence", "unfollowed", "announcement",
];

/** Nobody writes this long without a pause; then the word was lost. */
const TYPING_ENDS_MS = 12_000;

/** A line that is back sooner is not worth a word: it would only make the page jump. */
const HICCUP_MS = 1500;

export class Desk {
  /** Whether the session has ended; what is written stays. */
  signedOut = signal(false);
  /** Whether the line has been away long enough to say so. */
  lost = signal(false);
  house = new Requests((event, payload, timeoutMs) => this.#ask(event, payload, timeoutMs));

  /** @type {Map<string, Held>} */
  #held = new Map();
  /** @type {Line | null} */
  #socket = null;
  #connect;
  /** @type {Shown} */
  #shown;
  /** @type {Map<string, ReturnType<typeof setTimeout>>} */
  #typing = new Map();
  /** The last time the page slept, in house time, and how much of what came then has been told. */
  #sleep = { from: 0, to: 0, told: 0 };
  #hiccup = 0;

  /**
   * @param {Me} me
   * @param {Shown} shown told what was added to a log, and whether it came just now
   * @param {typeof openConnection} [connect]
   */
  constructor(me, shown, connect = openConnection) {
    this.me = me;
    /** Whether one is in training: one sits in with others, and takes nobody. */
    this.learns = !me.roles.includes("counsellor");
    this.#shown = shown;
    this.#connect = connect;
    this.state = signal(begin(me));
    this.sittingIn = new SittingIn({
      ask: (event, payload) => this.#ask(event, payload),
      state: this.state,
      change: (id, change) => this.#change(id, change),
      take: (id, page) => this.of(id).take(/** @type {any} */ (page), 0),
    });
    // A part of the page reads its own part of the state, and draws itself again when that changes.
    this.line = computed(() => this.state.value.line);
    this.shift = computed(() => this.state.value.shift);
    this.known = computed(() => this.state.value.known);
    this.waitingHeard = computed(() => this.state.value.waiting);
    this.colleagues = computed(() => this.state.value.colleagues);
    this.supervisors = computed(() => this.state.value.supervisors);
    this.order = computed(() => this.state.value.order);
    this.waiting = computed(() => stillWaiting(this.waitingHeard.value, this.order.value));
    this.offers = computed(() => this.state.value.offers);
    this.askedBeside = computed(() => this.state.value.askedBeside);
    this.bookings = computed(() => this.state.value.bookings);
    this.notices = computed(() => this.state.value.notices);
  }

  /** Open the line; it comes back by itself until the session ends. */
  open() {
    this.signedOut.value = false;
    this.#socket?.close();
    this.#socket = this.#connect({
      namespace: "/counsellor",
      on: {
        ...Object.fromEntries(NEWS.map((name) => [name, (payload) => this.#hear(name, payload)])),
        event: (event) => this.of(event.conversation_id).hear(event),
        heads: ({ heads }) => {
          for (const [id, seq] of Object.entries(heads)) this.of(id).reaches(/** @type {number} */ (seq));
        },
      },
      onStatus: (status) => this.#lineBecame(status),
      onRefused: ({ code }) => {
        if (code === "must_enrol") toAccount("/counsellor");
        else this.signedOut.value = true;
      },
    });
  }

  /** @param {string} id */
  of(id) {
    const held = this.#held.get(id) ?? this.#hold(id);
    this.#held.set(id, held);
    return held;
  }

  /**
   * The page slept: what came meanwhile is told once the logs have caught up.
   *
   * @param {number} from house time
   */
  woke(from) {
    this.#sleep = { from, to: houseNow(), told: 0 };
    for (const id of this.state.value.order) this.of(id).wake();
  }

  /**
   * @param {string | null} id null: the next in line; or a conversation offered to one
   * @returns {Promise<Ack>} with `conversation_id`
   */
  async accept(id) {
    const ack = await this.#ask("conversation:accept", id === null ? {} : { conversation_id: id });
    if (!ack.ok) return ack;
    const taken = ack["conversation_id"];
    this.state.value = arrived(this.state.value, taken);
    this.of(taken).take(/** @type {any} */ (ack), 0);
    return ack;
  }

  /** @param {string} offerId */
  async decline(offerId) {
    const ack = await this.#ask("offer:decline", { offer_id: offerId });
    const offers = this.state.value.offers.filter(({ offer_id }) => offer_id !== offerId);
    this.state.value = { ...this.state.value, offers };
    return ack;
  }

  /**
   * @param {string} id
   * @param {boolean} on
   */
  typing(id, on) {
    this.#socket?.tell("typing", { conversation_id: id, on });
  }

  /**
   * The other side's words up to here were on screen.
   *
   * @param {string} id
   * @param {number} seq
   */
  seen(id, seq) {
    const conversation = this.state.value.conversations[id];
    if (conversation === undefined || seq <= conversation.seen) return;
    this.#change(id, { seen: seq });
    void this.of(id).tellSeen();
  }

  /**
   * @param {string} id
   * @param {string} clientId the same one when the same note is tried again
   * @param {string} text
   */
  async note(id, clientId, text) {
    const ack = await this.#ask("note:add", { conversation_id: id, client_id: clientId, text });
    if (ack.ok) this.of(id).ownWords("note", { client_id: clientId, text }, /** @type {any} */ (ack));
    return ack;
  }

  /**
   * To the supervisor who has come in: the young person does not hear it.
   *
   * @param {string} id
   * @param {string} clientId the same one when the same words are tried again
   * @param {string} text
   */
  async whisper(id, clientId, text) {
    const ack = await this.#ask("whisper:send", { conversation_id: id, client_id: clientId, text });
    if (ack.ok) this.of(id).ownWords("whisper", { client_id: clientId, text, by: this.me.display_name }, /** @type {any} */ (ack));
    return ack;
  }

  /**
   * @param {string} id
   * @param {string} to a colleague's staff id, or "waiting_room"
   * @param {string} note
   */
  async transfer(id, to, note) {
    this.#change(id, { leaving: true });
    const ack = await this.#ask("conversation:transfer", { conversation_id: id, to, note: note === "" ? null : note });
    // To a colleague it is an offer: if they take it, that is news.
    if (!ack.ok || to !== "waiting_room") this.#change(id, { leaving: false });
    return ack;
  }

  /** @param {string} words something did not work, and where it stood is gone */
  fault(words) {
    this.state.value = noticed(this.state.value, { kind: "fault", words });
  }

  /**
   * @param {string | null | undefined} staffId
   * @returns {string} a colleague's name while they are on shift, and otherwise what they are
   */
  nameOf(staffId) {
    const colleague = this.colleagues.value.find(({ staff_id }) => staff_id === staffId);
    return colleague?.display_name ?? t("staff.log.colleague");
  }

  /** @param {number} id of a notice */
  putAway(id) {
    this.state.value = putAway(this.state.value, id);
  }

  /** What is one's own to end: not where one sits in with a colleague. */
  held() {
    return this.order.value.filter((id) => this.state.value.conversations[id]?.seat !== "companion");
  }

  /** Whether something is written that the house does not have yet. */
  hasUnsent() {
    return [...this.#held.values()].some((held) => held.unsaid() !== "");
  }

  /** @param {LineStatus} line */
  #lineBecame(line) {
    this.state.value = { ...this.state.value, line };
    clearTimeout(this.#hiccup);
    if (line === "connected") this.lost.value = false;
    else this.#hiccup = window.setTimeout(() => { this.lost.value = true; }, navigator.onLine ? HICCUP_MS : 0);
    for (const held of this.#held.values()) {
      if (line !== "connected") held.followed = false;
      held.outbox.line(line === "connected");
    }
  }

  /**
   * @param {string} name
   * @param {any} payload
   */
  #hear(name, payload) {
    const before = this.state.value.order;
    this.state.value = heard(this.state.value, name, payload, houseNow());
    for (const id of before) if (this.state.value.conversations[id] === undefined) this.#letGo(id);
    if (name === "desk") this.#followAll();
    if (name === "typing") this.#endTyping(payload);
  }

  #followAll() {
    for (const id of this.state.value.order) {
      const held = this.of(id);
      // It may have been told of before it lay on the desk.
      const shown = this.state.value.conversations[id]?.events.length;
      if (shown !== held.log.events.length) this.state.value = logged(this.state.value, id, held.log.events.slice());
      if (!held.followed) void held.follow();
    }
  }

  /**
   * The right to it has ended, so the page forgets it; but never what was being written.
   *
   * @param {string} id
   */
  #letGo(id) {
    const text = this.#held.get(id)?.unsaid() ?? "";
    this.#held.delete(id);
    if (text !== "") this.state.value = noticed(this.state.value, { kind: "unsent", text });
  }

  /** @param {string} id */
  #caughtUp(id) {
    this.#change(id, { loaded: true });
    const { from, to, told } = this.#sleep;
    const written = this.state.value.order.map((one) => writtenBetween(this.of(one).log.events, from, to));
    const count = written.reduce((sum, one) => sum + one, 0);
    if (count <= told) return;
    this.#sleep.told = count;
    this.state.value = noticed(putAwayAll(this.state.value, "woke"), { kind: "woke", since: from, count });
  }

  /** @param {{ conversation_id: string, from: string, on: boolean }} typing */
  #endTyping({ conversation_id, from, on }) {
    clearTimeout(this.#typing.get(conversation_id));
    if (!on || from !== "young") return;
    const end = () => this.#change(conversation_id, { youngTyping: false });
    this.#typing.set(conversation_id, setTimeout(end, TYPING_ENDS_MS));
  }

  /**
   * @param {string} id
   * @param {Partial<Conversation>} change
   */
  #change(id, change) {
    this.state.value = changed(this.state.value, id, change);
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

  /** @param {string} id */
  #hold(id) {
    const held = new Held(id, {
      ask: (event, payload) => this.#ask(event, payload),
      conversation: () => this.state.value.conversations[id],
      change: (change) => this.#change(id, change),
      grown: (events, added, live) => {
        this.state.value = logged(this.state.value, id, events);
        const conversation = this.state.value.conversations[id];
        if (conversation !== undefined) this.#shown(conversation, added, live);
      },
      caughtUp: () => this.#caughtUp(id),
    });
    held.outbox.line(this.state.value.line === "connected");
    return held;
  }
}
