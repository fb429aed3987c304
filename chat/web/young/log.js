// @ts-check
/* The talk itself: rows of a log (`rows.js`), each drawn once and left alone until it changes. */

import { Icon } from "./icon.js";
import { clock, date, daysFrom } from "../shared/time.js";
import { Component, html } from "../vendor/preact.js";
import { rowsOf } from "./rows.js";
import { language, say, state } from "./state.js";

/** @typedef {import("./rows.js").Row} Row */
/** @typedef {import("./icon.js").IconName} IconName */

/** @type {Record<string, IconName>} */
const MARKS = { sent: "check", seen: "check-check", sending: "clock", waiting: "clock" };

/** @param {{ retry?: (clientId: string) => void }} props */
export function Log({ retry }) {
  const rows = rowsOf(state.events.value, state.drafts.value, state.seen.value);
  const counsellor = state.counsellor.value;
  return html`
    <div class="log">
      ${rows.map((row) => html`<${RowView} key=${row.key} row=${row} retry=${retry} language=${language.value} />`)}
      ${counsellor?.typing && html`
        <p class="typing">
          <svg viewBox="0 0 32 10" aria-hidden="true"><circle cx="5" cy="5" r="3.5" /><circle cx="16" cy="5" r="3.5" opacity=".65" /><circle cx="27" cy="5" r="3.5" opacity=".35" /></svg>
          ${say("young.talk.typing", { name: counsellor.name })}
        </p>`}
    </div>`;
}

/** A row whose content is the same is not drawn again: a thousand messages cost what the new one costs. */
class RowView extends Component {
  /** @override @param {{ row: Row, language: string }} next */
  shouldComponentUpdate(next) {
    const { row, language: spoken } = /** @type {any} */ (this.props);
    return next.language !== spoken || Object.keys(next.row).some((name) => /** @type {any} */ (next.row)[name] !== row[name]);
  }

  /** @override */
  render() {
    const { row, retry } = /** @type {any} */ (this.props);
    return drawn(row, retry);
  }
}

/**
 * @param {Row} row
 * @param {(clientId: string) => void} retry
 */
function drawn(row, retry) {
  switch (row.row) {
    case "day": return html`<p class="log__day">${dayWords(row.at)}</p>`;
    case "house": return html`<p class="house-word">${say(row.say, { name: row.name || say("young.counsellor") })}</p>`;
    case "heading": {
      const time = say("shared.message.at", { time: clock(row.at, language.value) });
      return row.own
        ? html`<h2 class="log__from visually-hidden">${say("young.you")} ${time}</h2>`
        : html`<h2 class="log__from"><b>${row.name || say("young.counsellor")}</b> ${time}</h2>`;
    }
    case "message": return html`<p class=${messageClass(row)} dir="auto">${row.text}</p>`;
    case "state": return stateRow(row, retry);
  }
}

/** @param {Extract<Row, { row: "message" }>} row */
function messageClass({ own, state: sent }) {
  const waits = sent === "waiting" || sent === "sending";
  return ["message", own && "message--own", waits && "message--sending", sent === "failed" && "message--failed"].filter(Boolean).join(" ");
}

/**
 * @param {Extract<Row, { row: "state" }>} row
 * @param {((clientId: string) => void) | undefined} retry
 */
function stateRow({ state: sent, at, draft }, retry) {
  if (sent !== "failed") {
    const time = at === "" ? "" : clock(at, language.value);
    return html`<p class="message-state"><${Icon} name=${MARKS[sent]} /> ${say(`shared.message.${sent}`, { time })}</p>`;
  }
  const why = draft?.error?.message;
  return html`
    <div class="failed">
      ${why && html`<p class="message-state message-state--failed">${why}</p>`}
      <button class="button resend" type="button" onClick=${() => draft && retry?.(draft.client_id)}>
        <${Icon} name="rotate-ccw" /> ${say("shared.message.failed")}
      </button>
    </div>`;
}

/** @param {string} at */
function dayWords(at) {
  const days = daysFrom(at, Date.now());
  if (days === 0) return say("shared.day.today");
  return days === -1 ? say("shared.day.yesterday") : date(at, language.value);
}
