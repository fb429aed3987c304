// @ts-check
/* The talk itself: rows of a log (`rows.js`) in blocks, each drawn once and left alone until it changes. */

import { clock, date, daysFrom } from "../shared/time.js";
import { Component, html, useRef } from "../vendor/preact.js";
import { Blocks } from "./blocks.js";
import { houseNow } from "./house_clock.js";
import { Icon } from "./icon.js";
import { language, say, state } from "./state.js";

/** @typedef {import("./rows.js").Row} Row */
/** @typedef {import("./icon.js").IconName} IconName */

/** @type {Record<string, IconName>} */
const MARKS = { sent: "check", seen: "check-check", sending: "clock", waiting: "clock", paused: "clock" };

/** @param {{ retry?: (clientId: string) => void }} props */
export function Log({ retry }) {
  const blocks = useRef(new Blocks()).current.of(state.events.value, state.drafts.value, state.seen.value);
  return html`
    <div class="log">
      ${blocks.map(({ key, rows }) => html`
        <${BlockView} key=${key} rows=${rows} retry=${retry} language=${language.value} />`)}
      <${Typing} />
    </div>`;
}

/** @typedef {{ rows: readonly Row[], language: string, retry?: (clientId: string) => void }} BlockProps */

/** Rows that are drawn and laid out together: of a long talk only the last block is touched. */
class BlockView extends Component {
  /** @override @param {BlockProps} next */
  shouldComponentUpdate(next) {
    const { rows, language: spoken } = /** @type {BlockProps} */ (this.props);
    return next.language !== spoken || next.rows !== rows;
  }

  /** @override */
  render() {
    const { rows, retry, language: spoken } = /** @type {BlockProps} */ (this.props);
    return html`
      <div class="log__block">
        ${rows.map((row) => html`
          <${RowView} key=${row.key} row=${row} retry=${retry} language=${spoken} />`)}
      </div>`;
  }
}

function Typing() {
  const counsellor = state.counsellor.value;
  if (!counsellor?.typing) return null;
  return html`
    <p class="typing">
      <svg viewBox="0 0 32 10" aria-hidden="true">
        <circle cx="5" cy="5" r="3.5" />
        <circle cx="16" cy="5" r="3.5" opacity=".65" />
        <circle cx="27" cy="5" r="3.5" opacity=".35" />
      </svg>
      ${say("young.talk.typing", { name: counsellor.name })}
    </p>`;
}

/** @typedef {{ row: Row, language: string, retry?: (clientId: string) => void }} RowProps */

/** A row whose content is the same is left alone: a new message costs the same after a thousand. */
class RowView extends Component {
  /** @override @param {RowProps} next */
  shouldComponentUpdate(next) {
    const { row, language: spoken } = /** @type {RowProps} */ (this.props);
    return next.language !== spoken || !same(row, next.row);
  }

  /** @override */
  render() {
    const { row, retry } = /** @type {RowProps} */ (this.props);
    return drawn(row, retry);
  }
}

/** @param {Record<string, unknown>} one @param {Record<string, unknown>} other */
function same(one, other) {
  return Object.keys(other).every((name) => other[name] === one[name]);
}

/**
 * @param {Row} row
 * @param {((clientId: string) => void) | undefined} retry
 */
function drawn(row, retry) {
  switch (row.row) {
    case "day": return html`<p class="log__day">${dayWords(row.at)}</p>`;
    case "bridge": return html`<${BridgeRow} seq=${row.seq} />`;
    case "summary": return html`<${SummaryRow} seq=${row.seq} />`;
    case "video": return html`<${VideoRow} seq=${row.seq} />`;
    case "house": return html`<p class="house-word">${say(row.say, { name: nameIn(row), time: row.at ? clock(row.at, language.value) : "" })}</p>`;
    case "heading": return heading(row);
    case "message": return html`<p class=${messageClass(row)} dir="auto">${row.text}</p>`;
    case "state": return stateRow(row, retry);
  }
}

/** What it looks like is fetched with the first one. @param {{ seq: number }} props */
function BridgeRow({ seq }) {
  const View = state.bridges.value?.BridgeRow;
  return View ? html`<${View} seq=${seq} />` : html`<p class="house-word">${say("young.house.bridge")}</p>`;
}

/** As a way on. @param {{ seq: number }} props */
function SummaryRow({ seq }) {
  const View = state.summaries.value?.SummaryRow;
  return View ? html`<${View} seq=${seq} />` : html`<p class="house-word">${say("young.house.summary")}</p>`;
}

/** As a way on. @param {{ seq: number }} props */
function VideoRow({ seq }) {
  const View = state.videos.value?.VideoRow;
  return View ? html`<${View} seq=${seq} />` : html`<p class="house-word">${say("young.house.video")}</p>`;
}

/** @param {{ name: string }} row */
function nameIn({ name }) {
  return name || say("young.counsellor");
}

/** @param {Extract<Row, { row: "heading" }>} row */
function heading(row) {
  const time = say("shared.message.at", { time: clock(row.at, language.value) });
  return row.own
    ? html`<h2 class="log__from visually-hidden">${say("young.you")} ${time}</h2>`
    : html`<h2 class="log__from"><b>${nameIn(row)}</b> ${time}</h2>`;
}

/** @param {Extract<Row, { row: "message" }>} row */
function messageClass({ own, state: sent }) {
  const names = ["message"];
  if (own) names.push("message--own");
  if (sent === "waiting" || sent === "sending" || sent === "paused") names.push("message--sending");
  if (sent === "failed") names.push("message--failed");
  return names.join(" ");
}

/**
 * @param {Extract<Row, { row: "state" }>} row
 * @param {((clientId: string) => void) | undefined} retry
 */
function stateRow({ state: sent, at, draft }, retry) {
  if (sent !== "failed") {
    const time = at === "" ? "" : clock(at, language.value);
    return html`
      <p class="message-state">
        <${Icon} name=${MARKS[sent]} /> ${say(`shared.message.${sent}`, { time })}
      </p>`;
  }
  const why = draft?.error?.message;
  return html`
    <div class="failed">
      ${why && html`<p class="message-state message-state--failed">${why}</p>`}
      <button class="button" type="button" onClick=${() => draft && retry?.(draft.client_id)}>
        <${Icon} name="rotate-ccw" /> ${say("shared.message.failed")}
      </button>
    </div>`;
}

/** @param {string} at */
function dayWords(at) {
  const days = daysFrom(at, houseNow());
  if (days === 0) return say("shared.day.today");
  return days === -1 ? say("shared.day.yesterday") : date(at, language.value);
}
