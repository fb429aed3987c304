// @ts-check
/* Video talks (videosamtaler) one has booked: when, the way in when it is time, and a calendar file that says nothing of whom. */

import { html } from "../vendor/preact.js";
import { Icon } from "../design/icon.js";
import { downloaded } from "../staff/calendar.js";
import { now } from "../staff/clock.js";
import { refusalWords } from "../staff/refusals.js";
import { VideoWayIn, momentWords } from "../staff/video_way_in.js";
import { t } from "../staff/words.js";

/** @import { Ack } from "../shared/wire.d.ts" */
/** @import { Booking } from "../staff/wire.js" */
/** @import { Desk } from "./desk.js" */

/** @param {{ desk: Desk }} props */
export function VideoBookings({ desk }) {
  const booked = desk.bookings.value.filter(({ until }) => Date.parse(until) > now.value);
  if (booked.length === 0) return null;
  const file = () => {
    const title = t("staff.video.calendar");
    downloaded(booked.map(({ at }) => ({ id: crypto.randomUUID(), at, title })), now.value);
  };
  return html`<section class="bookings" aria-labelledby="bookings-title">
    <h3 id="bookings-title"><${Icon} name="video" /> ${t("staff.video.booked")}</h3>
    <ul>${booked.map((one) => html`<li key=${`${one.conversation_id}.${one.seq}`}><${Booked} booking=${one} desk=${desk} /></li>`)}</ul>
    <button class="button button--small" type="button" onClick=${file}>${t("staff.video.calendar_file")}</button>
  </section>`;
}

/** @param {{ booking: Booking, desk: Desk }} props */
function Booked({ booking: { conversation_id: id, seq, at, opens_at: opens }, desk }) {
  const ask = async (/** @type {Promise<Ack>} */ answer) => {
    const ack = await answer;
    if (!ack.ok) desk.fault(refusalWords(ack.error));
    return ack;
  };
  const wayIn = async () => {
    const ack = await ask(desk.house.videoLink(id));
    return ack.ok ? String(ack["token"]) : "";
  };
  return html`<b>${momentWords(at)}</b>
    <span class="strip__acts">
      ${Date.parse(opens) <= now.value && html`<${VideoWayIn} ask=${wayIn} small />`}
      <button class="button button--small" type="button" aria-label=${t("staff.video.call_off_at", { when: momentWords(at) })}
        onClick=${() => void ask(desk.house.endVideo(id, seq))}>${t("staff.video.call_off")}</button>
    </span>`;
}
