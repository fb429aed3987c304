// @ts-check
/* Video talks (videosamtaler) one has booked: when, the way in when it is time, and a calendar file that says nothing of whom. */

import { html } from "../vendor/preact.js";
import { Icon } from "../design/icon.js";
import { downloaded } from "./calendar.js";
import { now } from "./clock.js";
import { refusalWords } from "./refusals.js";
import { VideoWayIn, momentWords } from "./video_way_in.js";
import { t } from "./words.js";

/** @import { Ack } from "../shared/wire.d.ts" */
/** @import { Booking } from "./wire.js" */

/**
 * @typedef {object} Keeping
 * @property {(id: string) => Promise<Ack>} link asks for the way in
 * @property {(id: string, seq: number) => Promise<Ack>} end calls it off
 * @property {(words: string) => void} fault
 */

/** @param {Keeping & { bookings: readonly Booking[], heading?: "h2" | "h3" }} props */
export function VideoBookings({ bookings, heading = "h3", ...keeping }) {
  const booked = bookings.filter(({ until }) => Date.parse(until) > now.value);
  if (booked.length === 0) return null;
  const file = () => {
    const title = t("staff.video.calendar");
    downloaded(booked.map(({ at }) => ({ id: crypto.randomUUID(), at, title })), now.value);
  };
  return html`<section class="bookings" aria-labelledby="bookings-title">
    <${heading} id="bookings-title"><${Icon} name="video" /> ${t("staff.video.booked")}<//>
    <ul>${booked.map((one) => html`<li key=${`${one.conversation_id}.${one.seq}`}><${Booked} booking=${one} ...${keeping} /></li>`)}</ul>
    <button class="button button--small" type="button" onClick=${file}>${t("staff.video.calendar_file")}</button>
  </section>`;
}

/** @param {Keeping & { booking: Booking }} props */
function Booked({ booking: { conversation_id: id, seq, at, opens_at: opens }, link, end, fault }) {
  const ask = async (/** @type {Promise<Ack>} */ answer) => {
    const ack = await answer;
    if (!ack.ok) fault(refusalWords(ack.error));
    return ack;
  };
  const wayIn = async () => {
    const ack = await ask(link(id));
    return ack.ok ? String(ack["token"]) : "";
  };
  return html`<b>${momentWords(at)}</b>
    <span class="strip__acts">
      ${Date.parse(opens) <= now.value && html`<${VideoWayIn} ask=${wayIn} small />`}
      <button class="button button--small" type="button" aria-label=${t("staff.video.call_off_at", { when: momentWords(at) })}
        onClick=${() => void ask(end(id, seq))}>${t("staff.video.call_off")}</button>
    </span>`;
}
