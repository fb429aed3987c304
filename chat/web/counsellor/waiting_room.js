// @ts-check
/* The waiting room (køen): who waits, in the queue's order. Never a word of theirs. */

import { html, useState } from "../vendor/preact.js";
import { Icon } from "../design/icon.js";
import { staying } from "../staff/asking.js";
import { Since } from "../staff/clock.js";
import { LevelBadge } from "../staff/level_badge.js";
import { tell } from "../staff/live_regions.js";
import { ageBand, t, topicName } from "../staff/words.js";
import { refusalWords } from "../staff/refusals.js";
import { VideoBookings } from "../staff/video_bookings.js";

/** @import { Desk } from "./desk.js" */
/** @import { View } from "./view.js" */
/** @import { LineStatus } from "../shared/connection.js" */
/** @import { Shift } from "../staff/wire.js" */
/** @import { WaitingRow } from "./state.js" */

/** @param {{ desk: Desk, view: View }} props */
export function WaitingRoom({ desk, view }) {
  const [busy, setBusy] = useState(/** @type {string | null} */ (null));
  const [said, setSaid] = useState(/** @type {string | null} */ (null));
  const hindrance = desk.learns ? t("desk.trainee.waiting") : hindranceIn(desk.line.value, desk.shift.value);

  const take = async (/** @type {WaitingRow | null} */ row) => {
    if (busy !== null) return;
    if (hindrance !== null) {
      setSaid(null);
      tell(hindrance);
      return;
    }
    setBusy(row?.conversation_id ?? "next");
    const stays = staying();
    const ack = await desk.accept(row?.conversation_id ?? null);
    setBusy(null);
    if (ack.ok) {
      setSaid(null);
      if (stays()) view.goTo(ack["conversation_id"]);
    } else {
      const words = refusalWords(ack.error, row?.call_word ?? "");
      setSaid(words);
      tell(words);
    }
  };

  const { known, rows, total } = desk.waiting.value;
  return html`<section class="panel desk__waiting" aria-labelledby="waiting-title" data-panel="waiting-panel"
    id="waiting-panel" tabindex="-1">
    <div class="panel__head">
      <h2 id="waiting-title">${known ? t("staff.waiting.title", { count: total }) : t("staff.waiting.title_unknown")}</h2>
      <div class="panel__end">
        <button class="button button--main" type="button" id="take-next"
          aria-disabled=${String(hindrance !== null || busy !== null || total === 0)} onClick=${() => total > 0 && void take(null)}>
          ${busy === "next" ? t("staff.waiting.taking") : t("staff.waiting.take_next")}
        </button>
      </div>
    </div>
    <${VideoBookings} bookings=${desk.bookings.value} link=${(/** @type {string} */ id) => desk.house.videoLink(id)} end=${(/** @type {string} */ id, /** @type {number} */ seq) => desk.house.endVideo(id, seq)} fault=${(/** @type {string} */ words) => desk.fault(words)} />
    ${hindrance !== null && html`<p class="full">${hindrance}</p>`}
    ${said !== null && html`<div class="notice waiting-said"><${Icon} name="info" /><span>${said}</span>
      <button class="button button--small notice__act" type="button"
        onClick=${() => setSaid(null)}>${t("staff.notice.ok")}</button></div>`}
    ${known && total === 0
      ? html`<p class="empty">${t("staff.waiting.none")}</p>`
      : html`<ol class="waiting">${rows.map((row) => html`<li key=${row.conversation_id}>
          <${Waiter} row=${row} busy=${busy === row.conversation_id} disabled=${hindrance !== null}
            take=${() => void take(row)} />
        </li>`)}</ol>`}
    ${total > rows.length && rows.length > 0 && html`<p class="full">${t("staff.waiting.more", { count: total - rows.length })}</p>`}
  </section>`;
}

/** @param {{ row: WaitingRow, busy: boolean, disabled: boolean, take: () => void }} props */
function Waiter({ row, busy, disabled, take }) {
  const assessed = row.assessed ?? true;
  const facts = [
    ageBand(row.age_band),
    ...(assessed ? row.topics.slice(0, 3).map((topic) => topicName(topic).toLowerCase()) : [t("staff.waiting.not_assessed")]),
  ];
  return html`<button class="waiter" type="button" aria-disabled=${String(disabled || busy)} onClick=${take}>
    <span class="waiter__level"><${LevelBadge} level=${row.level} assessed=${assessed} /></span>
    <span class="waiter__who">
      <b>${row.call_word}</b>
      <span class=${`waiter__time ${row.late ? "late" : ""}`}>
        ${row.late && html`<${Icon} name="hourglass" />${" "}`}
        ${busy ? t("staff.waiting.taking") : html`${t("staff.waiting.waited")} <${Since} at=${row.since} />`}
      </span>
    </span>
    <span class="waiter__facts">${row.escalated && html`<b>${t("staff.waiting.escalated")}</b>${" "}`}${facts.join(" · ")}</span>
  </button>`;
}

/**
 * @param {LineStatus} line
 * @param {Shift} shift
 * @returns {string | null} why one cannot take anybody now
 */
function hindranceIn(line, shift) {
  if (line !== "connected") return t("staff.waiting.offline");
  if (shift.state === "off") return t("staff.waiting.off_shift");
  if (shift.state === "paused") return t("staff.waiting.paused");
  if (shift.load >= shift.capacity) return t("staff.waiting.full", { load: shift.load, capacity: shift.capacity });
  return null;
}
