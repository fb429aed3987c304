// @ts-check
/* The log of a conversation as staff read it: groups by sender and time, the house's lines, what is on its way. */

import { covered } from "./covered.js";
import { Component, html, useEffect, useLayoutEffect, useMemo, useRef, useState } from "../vendor/preact.js";
import { Icon } from "../design/icon.js";
import { FlaggedText } from "./flagged.js";
import { LevelBadge } from "./level_badge.js";
import { lineWords } from "./line_words.js";
import { rowsOf } from "./log_rows.js";
import { Opened } from "./opened.js";
import { clock, faultWords, t } from "./words.js";

/** @import { WireError, WireEvent } from "../shared/wire.d.ts" */
/** @import { MessageRow, Reader, Row } from "./log_rows.js" */

/** @typedef {{ client_id: string, text: string, state: "waiting" | "sending" | "failed", error: WireError | null }} Unsent */

/** Nearer to the end than this counts as reading the end. */
const AT_END_PX = 48;

/**
 * Rows that are drawn, styled and laid out together. A log that comes on screen begins with its end, and goes on a block at
 * a time: all 500 rows of a long talk at once kept the page for 150 to 190 ms of a processor's time (`dev.py bench --desk`).
 */
const BLOCK = 50;

/**
 * @typedef {object} LogViewProps
 * @property {string} label what the region is called
 * @property {readonly WireEvent[]} events
 * @property {Reader} reader
 * @property {number} [youngSeen]
 * @property {readonly Unsent[]} [unsent] one's own, not yet acknowledged
 * @property {boolean} [typing] the young person writes
 * @property {boolean} [youngAway]
 * @property {boolean} [loading]
 * @property {((seq: number, correct: boolean) => void) | null} [judge] null: may not judge here
 * @property {(client_id: string) => void} [retry]
 * @property {(client_id: string) => void} [discard]
 * @property {(seq: number) => void} [onEnd] the end is on screen, up to this number
 */

/** @param {LogViewProps} props */
export function LogView({
  label, events, reader, youngSeen = 0, unsent = [], typing = false, youngAway = false, loading = false,
  judge = null, retry, discard, onEnd,
}) {
  const scroller = useRef(/** @type {HTMLElement | null} */ (null));
  const before = useRef({ height: 0, count: 0, top: 0 });
  const [unread, setUnread] = useState(0);
  const rows = useMemo(() => rowsOf(events, reader, youngSeen), [events, reader.staffId, reader.callWord, youngSeen]);
  const last = events.at(-1)?.seq ?? 0;
  const blocks = blocksOf(rows);
  const drawn = useSteps(blocks.length, loading);
  // What is there when the log comes on screen does not arrive: 500 messages that move are restyled with every frame.
  const arrivesAfter = useRef(last);
  if (loading) arrivesAfter.current = last;

  const atEnd = () => Math.abs(scroller.current?.scrollTop ?? 0) < AT_END_PX;
  const told = () => {
    if (atEnd()) {
      setUnread(0);
      onEnd?.(last);
    }
    before.current.top = scroller.current?.scrollTop ?? 0;
  };
  const toEnd = () => {
    if (scroller.current !== null) scroller.current.scrollTop = 0;
    told();
  };

  useLayoutEffect(() => {
    const box = scroller.current;
    if (box === null) return;
    const grown = box.scrollHeight - before.current.height;
    const count = events.filter(({ kind, from }) => kind === "message" && from === "young").length;
    const away = Math.abs(before.current.top) >= AT_END_PX;
    if (away && before.current.height > 0) {
      // The end is where this box counts from: what came below would otherwise push up what is being read.
      if (Math.abs(box.scrollTop - before.current.top) < 1) box.scrollTop -= grown;
      if (count > before.current.count) setUnread((n) => n + count - before.current.count);
    } else {
      onEnd?.(last);
    }
    before.current = { height: box.scrollHeight, count, top: box.scrollTop };
  }, [rows, unsent]);

  // Older rows were put before what is read: nothing came below.
  useLayoutEffect(() => {
    const box = scroller.current;
    if (box !== null) before.current.height = box.scrollHeight;
  }, [drawn]);

  // What came while the page was hidden is seen when it shows again.
  const end = useRef(told);
  end.current = told;
  useEffect(() => {
    const shown = () => end.current();
    document.addEventListener("visibilitychange", shown);
    return () => document.removeEventListener("visibilitychange", shown);
  }, []);
  const isCovered = covered.value;
  useEffect(() => { if (!isCovered) end.current(); }, [isCovered]);

  return html`
    <div class="log-scroller" tabindex="0" role="region" aria-label=${label} ref=${scroller} onScroll=${told}>
      <div class="log">
        ${loading && rows.length === 0 && html`<p class="house-word log__loading">${t("staff.log.loading")}</p>`}
        ${blocks.slice(-drawn).map(({ number, rows: some }) => html`<${Block} key=${number} rows=${some} reader=${reader}
          judge=${judge} arrivesAfter=${arrivesAfter.current} />`)}
        ${unsent.map((one) => html`<${UnsentMessage} key=${`m${one.client_id}`} one=${one} retry=${retry}
          discard=${discard} />`)}
        ${youngAway && html`<p class="house-word">${t("staff.log.young_away", { name: reader.callWord })}</p>`}
        ${typing && html`<p class="typing">
          <svg viewBox="0 0 32 10" aria-hidden="true"><circle cx="5" cy="5" r="3.5" />
            <circle cx="16" cy="5" r="3.5" opacity=".65" /><circle cx="27" cy="5" r="3.5" opacity=".35" /></svg>
          ${t("staff.log.typing", { name: reader.callWord })}
        </p>`}
      </div>
    </div>
    ${unread > 0 && html`<div class="log-new-anchor"><button class="button button--small log-new" type="button"
      onClick=${toEnd}>
      <${Icon} name="chevron-down" /> ${t("staff.log.new", { count: unread })}
    </button></div>`}`;
}

/**
 * How many blocks are drawn, from the end: two, and one more whenever the page has had time for other things. Once all
 * are there they stay, so that a new block at the end takes no old one from under whoever reads it.
 *
 * @param {number} count
 * @param {boolean} loading more may come at any moment
 */
function useSteps(count, loading) {
  const [drawn, setDrawn] = useState(2);
  const whole = drawn >= count;
  useEffect(() => {
    if (drawn === Infinity || (whole && loading)) return undefined;
    const next = setTimeout(() => setDrawn(whole ? Infinity : drawn + 1), 0);
    return () => clearTimeout(next);
  }, [drawn, whole, loading]);
  return drawn;
}

/** @param {readonly Row[]} rows */
function blocksOf(rows) {
  const many = Math.ceil(rows.length / BLOCK);
  return Array.from({ length: many }, (_, number) => ({ number, rows: rows.slice(number * BLOCK, (number + 1) * BLOCK) }));
}

/** @typedef {{ reader: Reader, judge: ((seq: number, correct: boolean) => void) | null, arrivesAfter: number }} RowProps */
/** @typedef {RowProps & { rows: readonly Row[] }} BlockProps */

/**
 * A block in which nothing has changed is left alone, whole.
 *
 * @extends {Component<BlockProps>}
 */
class Block extends Component {
  /**
   * @override
   * @param {BlockProps} next
   */
  shouldComponentUpdate(next) {
    const { rows } = /** @type {BlockProps} */ (this.props);
    return next.rows.length !== rows.length || next.rows.some((row, place) => row.key !== rows[place]?.key || changed(/** @type {Row} */ (rows[place]), row));
  }

  /** @override */
  render() {
    const { rows, ...same } = /** @type {BlockProps} */ (this.props);
    return html`<div class="log__block">${rows.map((row) => html`<${LogRow} key=${row.key} row=${row} ...${same} />`)}</div>`;
  }
}

/**
 * Draws a row again only when something in it has changed: a log may hold hundreds.
 *
 * @extends {Component<RowProps & { row: Row }>}
 */
class LogRow extends Component {
  /**
   * @override
   * @param {{ row: Row }} next
   */
  shouldComponentUpdate(next) {
    return changed(this.props.row, next.row);
  }

  /** @override */
  render() {
    const { row, reader, judge, arrivesAfter } = this.props;
    if (row.kind === "heading") {
      return html`<h3 class=${row.author.who === "young" ? "log__from" : "log__from log__from--own"}>
        <b>${row.author.who === "own" ? t("staff.log.you") : row.author.name || t("staff.log.colleague")}</b> ${clock(row.at)}</h3>`;
    }
    if (row.kind === "opened") return html`<${Opened} event=${row.event} verdict=${row.verdict} />`;
    if (row.kind === "line") return html`<${HouseLine} event=${row.event} again=${row.again} reader=${reader} />`;
    return html`<${Message} row=${row} judge=${judge} arrives=${row.event.seq > arrivesAfter} />`;
  }
}

/**
 * @param {Row} was
 * @param {Row} is
 */
function changed(was, is) {
  if (was.kind === "heading" && is.kind === "heading") return was.author.name !== is.author.name || was.at !== is.at;
  if (was.kind === "message" && is.kind === "message") {
    return was.event !== is.event || was.verdict !== is.verdict || was.told !== is.told || was.judged?.correct !== is.judged?.correct;
  }
  if (was.kind === "opened" && is.kind === "opened") return was.event !== is.event || was.verdict !== is.verdict;
  return was.kind === "heading" || is.kind === "heading" || was.event !== is.event;
}

/** @param {{ event: WireEvent, again: boolean, reader: Reader }} props */
function HouseLine({ event, again, reader }) {
  if (event.kind === "summary_brought") return html`<${Brought} event=${event} reader=${reader} />`;
  const words = lineWords(event, reader, again);
  return html`<p class=${`house-word house-word--${event.kind}`}>
    ${event.kind === "level" && html`<${LevelBadge} level=${event.data["to"]} />${" "}`}
    <time class="figures" datetime=${event.at}>${clock(event.at)}</time> ${words}
  </p>`;
}

/** What the young person brings from a talk before: they have seen it, and agreed to it. @param {{ event: WireEvent, reader: Reader }} props */
function Brought({ event, reader }) {
  return html`<div class="opened" role="group" aria-label=${t("staff.summary.brought")}>
    <h3>${t("staff.summary.brought")} <time class="figures" datetime=${event.at}>${clock(event.at)}</time></h3>
    <p class="pre">${event.data["text"]}</p>
    <p class="soft small">${t("staff.summary.brought.what", { name: reader.callWord })}</p></div>`;
}

/** @param {{ row: MessageRow, judge: ((seq: number, correct: boolean) => void) | null, arrives: boolean }} props */
function Message({ row, judge, arrives }) {
  const { text } = row.event.data;
  const verdict = row.verdict;
  const own = row.author.who !== "young";
  const moves = arrives ? "message--arrives" : "";
  if (own) {
    return html`<p class=${`message message--own ${moves} ${row.author.who === "staff" ? "message--colleague" : ""}`}>${text}</p>
      ${row.told !== null && html`<p class="message-state">
        <${Icon} name=${row.told === "seen" ? "check-check" : "check"} /> ${t(`staff.log.${row.told}`)}</p>`}`;
  }
  const seq = row.event.seq;
  const flagged = verdict?.status === "assessed" && verdict.spans.length > 0;
  return html`<div class=${`message ${moves}`}>${flagged
      ? html`<${FlaggedText} text=${text} verdict=${verdict} judged=${row.judged}
        judge=${judge && ((/** @type {boolean} */ correct) => judge(seq, correct))} />`
      : text}</div>
    ${verdict?.status === "unassessed" && html`<p class="message-unread"><span class="level level--unread">
      <${Icon} name="eye" /> ${t("level.unassessed.long")}</span></p>`}`;
}

/** @param {{ one: Unsent, retry?: (client_id: string) => void, discard?: (client_id: string) => void }} props */
function UnsentMessage({ one, retry, discard }) {
  if (one.state === "failed") {
    return html`<p class="message message--own message--failed">${one.text}</p>
      <p class="message-state message-state--failed">
        <${Icon} name="circle-alert" /> ${t("staff.log.not_sent")} ${one.error && faultWords(one.error.code, one.error.message)}</p>
      <p class="resend">
        <button class="button button--small" type="button" onClick=${() => retry?.(one.client_id)}>
          <${Icon} name="rotate-ccw" /> ${t("staff.log.try_again")}</button>${" "}
        <button class="button button--small" type="button"
          onClick=${() => discard?.(one.client_id)}>${t("staff.log.back_to_box")}</button>
      </p>`;
  }
  return html`<p class="message message--own message--sending">${one.text}</p>
    <p class="message-state"><${Icon} name="clock" /> ${t(one.state === "sending" ? "staff.log.sending" : "staff.log.waiting_for_net")}</p>`;
}
