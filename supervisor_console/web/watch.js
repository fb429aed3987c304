// @ts-check
/* What the supervisor's page knows (vagten): one place that hears the house and asks it. Pages draw from it. */

import { hearTime, houseTime } from "../../chat/web/staff/clock.js";
import { t } from "../../chat/web/staff/words.js";
import { batch, computed, signal } from "../../chat/web/vendor/preact.js";
import { alsoOnBoard, calls, inOrder, next, onlyThose, withEscalation } from "./escalations.js";
import { Reading } from "./reading.js";
import { NO_ROWS, changedBoard, wholeBoard } from "./rows.js";

/** @import { Ack, Committed, WireEvent } from "../../chat/web/shared/wire.d.ts" */
/** @import { LineStatus } from "../../chat/web/shared/connection.js" */
/** @import { Colleague, Me } from "../../chat/web/staff/wire.js" */
/** @import { Escalation } from "./escalations.js" */
/** @import { Presence } from "./presence.js" */
/** @import { Row, TimedRow } from "./rows.js" */
/** @import { Request } from "./reading.js" */

/** The house sends the whole board every 30 s; after two and a half of them the board on the page is old. */
export const BOARD_OLD_AFTER_MS = 75_000;

export class Watch {
  line = signal(/** @type {LineStatus} */ ("connecting"));
  /** Since when the line has been as it is, this device's clock. */
  lineSince = signal(Date.now());
  /** When the board was last told whole, this device's clock. */
  boardHeard = signal(0);
  board = signal(NO_ROWS);
  escalations = signal(/** @type {ReadonlyMap<string, Escalation>} */ (new Map()));
  onShift = signal({ staff: /** @type {readonly Colleague[]} */ ([]), supervisors: 0 });
  reading = signal(/** @type {Reading | null} */ (null));
  onDuty = signal(true);
  presence = signal(/** @type {Presence} */ ("here"));
  /** What a person did that did not go as they meant; stands until the next thing they do. */
  trouble = signal("");
  /** Escalations this page is just taking. */
  taking = signal(/** @type {ReadonlySet<string>} */ (new Set()));
  /** Escalations this page wanted, and somebody else had taken first. */
  late = signal(/** @type {ReadonlySet<string>} */ (new Set()));
  /** Words not sent yet, by conversation: a draft never follows the supervisor into another one. @type {Map<string, string>} */
  drafts = new Map();

  /** Whether what stands here is what the house says: the line is up, and the board has come since. */
  isTrue = computed(() => this.line.value === "connected" && this.boardHeard.value >= this.lineSince.value);
  /** In the order of the strip. */
  open = computed(() => inOrder(this.escalations.value));
  calling = computed(() => this.open.value.filter(calls));
  /** The row of the conversation that is read, also after it has left the board. */
  readingRow = signal(/** @type {TimedRow | null} */ (null));

  #request;
  /** @type {Set<string>} */
  #toldAgain = new Set();
  #awaitsBoard = true;

  /**
   * @param {object} needs
   * @param {Me} needs.me
   * @param {Request} needs.request
   */
  constructor({ me, request }) {
    this.me = me;
    this.#request = request;
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
      escalation: (one) => this.#escalation(one),
      on_shift: (shift) => { this.onShift.value = shift; },
      event: (event) => this.#event(event),
      heads: ({ heads }) => this.#heads(heads),
      typing: ({ conversation_id, from, on }) => this.#of(conversation_id)?.typed(from, on),
      seen: ({ conversation_id, from, seq }) => {
        const reading = this.#of(conversation_id);
        if (reading !== null && from === "young") reading.youngSeen.value = Math.max(seq, reading.youngSeen.value);
      },
      unfollowed: ({ conversation_id }) => {
        const reading = this.#of(conversation_id);
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
    if (status !== "connected") return;
    // On connecting the house tells all open escalations again, and the board: what it names in neither is over.
    this.#toldAgain = new Set();
    this.#awaitsBoard = true;
    if (this.onDuty.value) void this.#request("shift:start", {});
    void this.reading.value?.follow();
  }

  /** Somebody sits here. Who has gone off duty in another tab is so in this one too. */
  async confirm() {
    if (!this.onDuty.value || this.line.value !== "connected") return;
    const ack = await this.#request("shift:confirm", {});
    if (!ack.ok && ack.error.code === "off_shift") this.onDuty.value = false;
  }

  /** @param {boolean} on */
  async goOnDuty(on) {
    const ack = await this.#do(on ? "shift:start" : "shift:end", {});
    if (ack.ok) this.onDuty.value = on;
  }

  /** @param {string} conversationId */
  read(conversationId) {
    if (this.reading.value?.conversationId === conversationId) return;
    this.reading.value?.close();
    const reading = new Reading(conversationId, this.#request);
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

  /**
   * The first wins; who comes second is told who has it.
   *
   * @param {Escalation} one
   */
  async acknowledge(one) {
    const id = one.escalation_id;
    if (this.taking.value.has(id)) return;
    this.taking.value = new Set([...this.taking.value, id]);
    const ack = await this.#request("escalation:acknowledge", { escalation_id: id });
    batch(() => {
      this.taking.value = without(this.taking.value, id);
      this.trouble.value = "";
      if (ack.ok) this.#hold({ ...one, state: "acknowledged", acknowledged_by: this.me, acknowledged_at: now() });
      else if (ack.error.code === "already_acknowledged") this.#beaten(one, ack.error.by ?? "");
      else this.trouble.value = ack.error.message || ack.error.code;
    });
  }

  /** Takes the first that calls: what F2 does. */
  acknowledgeNext() {
    const one = next(this.escalations.value);
    if (one !== null) void this.acknowledge(one);
  }

  /**
   * @param {Escalation} one
   * @param {string} outcome
   * @param {string | null} note
   */
  async resolve(one, outcome, note) {
    const ack = await this.#do("escalation:resolve", { escalation_id: one.escalation_id, outcome, note });
    if (ack.ok) this.#hold({ ...one, state: "resolved", outcome });
    return ack;
  }

  /**
   * A note, or a whisper to the counsellor: never to the young person. Sent again unchanged it carries
   * the same `client_id`, so that it is said once.
   *
   * @param {"note" | "whisper"} kind
   * @param {{ conversation_id: string, client_id: string, text: string }} what
   */
  async write(kind, what) {
    const ack = await this.#request(kind === "note" ? "note:add" : "whisper:send", what);
    if (!ack.ok) return ack;
    const { seq, prev, at } = /** @type {Committed} */ (/** @type {unknown} */ (ack));
    this.#of(what.conversation_id)?.hear({
      conversation_id: what.conversation_id, seq, prev, at, kind, from: "supervisor",
      data: { client_id: what.client_id, text: what.text, by: this.me.display_name },
    });
    return ack;
  }

  /**
   * @param {string} conversationId
   * @param {number} level
   * @param {string} reason
   */
  setLevel(conversationId, level, reason) {
    return this.#request("level:set", { conversation_id: conversationId, level, reason });
  }

  /**
   * @param {string} conversationId
   * @param {string} reason
   */
  end(conversationId, reason) {
    return this.#request("conversation:close", { conversation_id: conversationId, reason });
  }

  /**
   * @param {string} event
   * @param {object} payload
   * @returns {Promise<Ack>}
   */
  async #do(event, payload) {
    this.trouble.value = "";
    const ack = await this.#request(event, payload);
    if (!ack.ok) this.trouble.value = ack.error.message || ack.error.code;
    return ack;
  }

  /** @param {{ version: number, rows: Row[] }} told */
  #wholeBoard(told) {
    batch(() => {
      this.boardHeard.value = Date.now();
      this.board.value = wholeBoard(told, houseTime(Date.now()));
      const onBoard = told.rows.map(({ escalation }) => escalation);
      for (const one of onBoard) if (one !== null) this.#toldAgain.add(one.escalation_id);
      let open = alsoOnBoard(this.escalations.value, onBoard);
      if (!this.#awaitsBoard) open = onlyThose(open, this.#toldAgain);
      this.#awaitsBoard = false;
      this.escalations.value = open;
      this.#findRow();
    });
  }

  /** @param {{ version: number, rows: Row[], gone: string[] }} change */
  #changedBoard(change) {
    batch(() => {
      this.board.value = changedBoard(this.board.value, change, houseTime(Date.now()));
      this.escalations.value = alsoOnBoard(this.escalations.value, change.rows.map(({ escalation }) => escalation));
      for (const { escalation } of change.rows) if (escalation !== null) this.#toldAgain.add(escalation.escalation_id);
      this.#findRow();
    });
  }

  /** @param {Escalation} one */
  #escalation(one) {
    this.#toldAgain.add(one.escalation_id);
    this.#hold(one);
  }

  /**
   * @param {Escalation} one
   * @param {string} by
   */
  #beaten(one, by) {
    this.late.value = new Set([...this.late.value, one.escalation_id]);
    const held = this.escalations.value.get(one.escalation_id);
    // The frame that says so may be on its way still.
    if (held === undefined || held.acknowledged_by !== null) return;
    this.#hold({ ...held, state: "acknowledged", acknowledged_by: { staff_id: "", display_name: by }, acknowledged_at: now() });
  }

  /** @param {Escalation} one */
  #hold(one) {
    this.escalations.value = withEscalation(this.escalations.value, one);
  }

  /** @param {WireEvent} event */
  #event(event) {
    hearTime(event.at);
    this.#of(event.conversation_id)?.hear(event);
  }

  /** @param {Record<string, number>} heads */
  #heads(heads) {
    const reading = this.reading.value;
    const seq = reading === null ? undefined : heads[reading.conversationId];
    if (seq !== undefined) reading?.reaches(seq);
  }

  /** @param {string} conversationId */
  #of(conversationId) {
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

/**
 * @param {ReadonlySet<string>} all
 * @param {string} one
 */
function without(all, one) {
  return new Set([...all].filter((other) => other !== one));
}

/** @returns {string} */
function now() {
  return new Date(houseTime(Date.now())).toISOString();
}
