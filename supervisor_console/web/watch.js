// @ts-check
/* What the supervisor's page knows (vagten): one place that hears the house; its parts draw from it. */

import { hearTime, houseNow } from "../../chat/web/staff/clock.js";
import { t } from "../../chat/web/staff/words.js";
import { batch, computed, signal } from "../../chat/web/vendor/preact.js";
import { look, movesBookings } from "./booked_video.js";
import { OpenEscalations } from "./open_escalations.js";
import { NONE_WAITING } from "./complaints_waiting.js";
import { Reading } from "./reading.js";
import { Writing } from "./writing.js";
import { NO_ROWS, changedBoard, wholeBoard } from "./rows.js";

/** @import { WireEvent } from "../../chat/web/shared/wire.d.ts" */
/** @import { LineStatus } from "../../chat/web/shared/connection.js" */
/** @import { Booking, Colleague, Me } from "../../chat/web/staff/wire.js" */
/** @import { Presence } from "./presence.js" */
/** @import { Row, TimedRow } from "./rows.js" */
/** @import { Today } from "./today.js" */
/** @import { Request } from "./reading.js" */

/**
 * @typedef {object} OnShift
 * @property {readonly (Colleague & { role?: string, here?: boolean })[]} staff
 * @property {number} supervisors
 * @property {{ by: string, reason: string, at: string } | null} [hold] set while a supervisor holds the waiting room
 * @property {{ is_open: boolean, closing_at: string | null }} [door] the hours; `closing_at` when that is soon
 */

/** The house sends the whole board every 30 s; after two and a half of them the board on the page is old. */
export const BOARD_OLD_AFTER_MS = 75_000;

export class Watch {
  line = signal(/** @type {LineStatus} */ ("connecting"));
  /** Since when the line has been as it is, this device's clock. */
  lineSince = signal(Date.now());
  /** When the board was last told whole, this device's clock. */
  boardHeard = signal(0);
  board = signal(NO_ROWS);
  escalations = new OpenEscalations();
  onShift = signal(/** @type {OnShift} */ ({ staff: [], supervisors: 0 }));
  /** What supervisors said to all on shift, until it is put away. */
  announcements = signal(/** @type {readonly { text: string, by: string }[]} */ ([]));
  /** Today's figures, once they are known. */
  today = signal(/** @type {Today | null} */ (null));
  /** Complaints nobody has read: a cry for help may be among them. */
  complaints = signal(NONE_WAITING);
  /** Whether the helpline has a room for video talks. */
  hasVideo = signal(false);
  /** Video talks one has booked oneself, as they were last asked for. */
  bookings = signal(/** @type {readonly Booking[]} */ ([]));
  /** Questions from counsellors that specialists should have answered by now. */
  lateQuestions = signal(0);
  /** Whether they are shown, to be answered. */
  answering = signal(false);
  reading = signal(/** @type {Reading | null} */ (null));
  onDuty = signal(true);
  /** Set while one goes through what runs, before one leaves: off duty, or signed out. */
  leaving = signal(/** @type {"duty" | "sign_out" | null} */ (null));
  /** What one has gone through so far, by conversation. */
  handedOver = signal(/** @type {ReadonlySet<string>} */ (new Set()));
  /** What the next must know and nobody has been told yet, by conversation. @type {Map<string, { client_id: string, text: string }>} */
  handOverNotes = new Map();
  presence = signal(/** @type {Presence} */ ("here"));
  /** What a person did that did not go as they meant; stands until the next thing they do. */
  trouble = signal("");
  /** Escalations this page is just taking. */
  taking = signal(/** @type {ReadonlySet<string>} */ (new Set()));
  /** Escalations this page wanted, and somebody else had taken first. */
  late = signal(/** @type {ReadonlySet<string>} */ (new Set()));
  /** Whether a phone shows those that are taken; a wide page always does. */
  takenShown = signal(false);
  /** Words not sent yet, by conversation: a draft never follows the supervisor into another one. @type {Map<string, string>} */
  drafts = new Map();
  /** @type {Map<string, Writing>} */
  #writings = new Map();

  /** Whether what stands here is what the house says: the line is up, and the board has come since. */
  isTrue = computed(() => this.line.value === "connected" && this.boardHeard.value >= this.lineSince.value);
  /** The row of the conversation that is read, also after it has left the board. */
  readingRow = signal(/** @type {TimedRow | null} */ (null));

  /**
   * @param {object} needs
   * @param {Me} needs.me
   * @param {Request} needs.request
   * @param {(event: string, payload: object) => void} [needs.tell] says what needs no answer
   */
  constructor({ me, request, tell = () => {} }) {
    this.me = me;
    this.request = request;
    this.tell = tell;
  }

  /**
   * What each frame does, by its name on the wire.
   *
   * @returns {Record<string, (payload: any) => void>}
   */
  get frames() {
    return {
      board: (board) => this.#wholeBoard(board),
      "board:changed": (change) => this.#changedBoard(change),
      escalation: (one) => this.escalations.told(one),
      on_shift: (shift) => { this.onShift.value = shift; },
      announcement: (said) => { this.announcements.value = [...this.announcements.value, said]; },
      event: (event) => this.#event(event),
      heads: ({ heads }) => this.#heads(heads),
      typing: ({ conversation_id, from, on }) => this.readingOf(conversation_id)?.typed(from, on),
      seen: ({ conversation_id, from, seq }) => {
        const reading = this.readingOf(conversation_id);
        if (reading !== null && from === "young") reading.youngSeen.value = Math.max(seq, reading.youngSeen.value);
      },
      unfollowed: ({ conversation_id }) => {
        const reading = this.readingOf(conversation_id);
        if (reading !== null) reading.problem.value = t("supervisor.reading.not_yours");
      },
    };
  }

  /** @param {LineStatus} status */
  lineIs(status) {
    batch(() => {
      this.line.value = status;
      this.lineSince.value = Date.now();
    });
    for (const { outbox } of this.#writings.values()) outbox.line(status === "connected");
    if (status !== "connected") return;
    this.escalations.lineIsBack();
    if (this.onDuty.value) void this.request("shift:start", {});
    void this.reading.value?.follow();
  }

  /** Somebody sits here. Who has gone off duty in another tab is so in this one too. */
  async confirm() {
    if (!this.onDuty.value || this.line.value !== "connected") return;
    const ack = await this.request("shift:confirm", {});
    if (!ack.ok && ack.error.code === "off_shift") this.onDuty.value = false;
  }

  /** @param {boolean} on */
  async goOnDuty(on) {
    const ack = await this.request(on ? "shift:start" : "shift:end", {});
    this.trouble.value = ack.ok ? "" : ack.error.message || ack.error.code;
    if (!ack.ok) return;
    batch(() => {
      this.onDuty.value = on;
      this.leaving.value = null;
      this.handedOver.value = new Set();
    });
  }

  /** Let people in again. */
  openDoor() {
    return this.request("service:open", {});
  }

  /** What is written to the young person of a conversation. @param {string} conversationId */
  writingOf(conversationId) {
    const known = this.#writings.get(conversationId);
    if (known !== undefined) return known;
    const writing = new Writing(conversationId, this.request, (event) => this.readingOf(conversationId)?.hear(event));
    writing.outbox.line(this.line.value === "connected");
    this.#writings.set(conversationId, writing);
    return writing;
  }

  /** @param {string} conversationId */
  read(conversationId) {
    if (this.reading.value?.conversationId === conversationId) return;
    this.reading.value?.close();
    const reading = new Reading(conversationId, this.request);
    batch(() => {
      this.reading.value = reading;
      this.#findRow();
    });
    void reading.follow();
  }

  stopReading() {
    this.reading.value?.close();
    batch(() => {
      this.reading.value = null;
      this.readingRow.value = null;
    });
  }

  /** @param {{ version: number, rows: Row[], video?: boolean }} told */
  #wholeBoard(told) {
    batch(() => {
      this.boardHeard.value = Date.now();
      const first = !this.hasVideo.value;
      this.hasVideo.value = told.video === true;
      if (first) void look(this);
      this.board.value = wholeBoard(told, houseNow());
      this.escalations.seenWhole(told.rows.map(({ escalation }) => escalation));
      this.#findRow();
    });
  }

  /** @param {{ version: number, rows: Row[], gone: string[] }} change */
  #changedBoard(change) {
    batch(() => {
      this.board.value = changedBoard(this.board.value, change, houseNow());
      this.escalations.seen(change.rows.map(({ escalation }) => escalation));
      this.#findRow();
    });
  }

  /** @param {WireEvent} event */
  #event(event) {
    hearTime(event.at);
    // Sent from here, the line lost before the answer: the log itself is the answer.
    this.#writings.get(event.conversation_id)?.outbox.drop(event.data["client_id"]);
    this.readingOf(event.conversation_id)?.hear(event);
    if (movesBookings(event)) void look(this);
  }

  /** @param {Record<string, number>} heads */
  #heads(heads) {
    const reading = this.reading.value;
    const seq = reading === null ? undefined : heads[reading.conversationId];
    if (seq !== undefined) reading?.reaches(seq);
  }

  /** What is read, if it is this conversation. @param {string} conversationId */
  readingOf(conversationId) {
    const reading = this.reading.value;
    return reading?.conversationId === conversationId ? reading : null;
  }

  #findRow() {
    const id = this.reading.value?.conversationId;
    if (id === undefined) return;
    const row = this.board.value.rows.get(id);
    if (row !== undefined) this.readingRow.value = row;
    else if (this.readingRow.value?.conversation_id !== id) this.readingRow.value = null;
    else this.readingRow.value = { ...this.readingRow.value, state: "closed" };
  }
}
