// @ts-check
/* Video talks (videosamtaler) one has booked: when, the way in when it is time, and a calendar file that says nothing of whom. */

import { html, useState } from "../vendor/preact.js";
import { calendarOf, downloaded } from "../bridge/calendar.js";
import { Icon } from "../design/icon.js";
import { date, weekday } from "../shared/time.js";
import { now } from "../staff/clock.js";
import { refusalWords } from "../staff/refusals.js";
import { clock, language, t } from "../staff/words.js";

/** @import { Ack } from "../shared/wire.d.ts" */
/** @import { Booking } from "../staff/wire.js" */
/** @import { Desk } from "./desk.js" */

/** @param {{ desk: Desk }} props */
export function VideoBookings({ desk }) {
  const booked = desk.bookings.value.filter(({ until }) => Date.parse(until) > now.value);
  if (booked.length === 0) return null;
  const file = () => {
    const tasks = booked.map(({ at }) => ({ bridge_id: crypto.randomUUID(), due_at: at, owner: { staff_id: desk.me.staff_id }, ended_at: null }));
    downloaded(calendarOf(/** @type {any} */ (tasks), desk.me.staff_id, t("desk.video.calendar"), now.value));
  };
  return html`<section class="bookings" aria-labelledby="bookings-title">
    <h3 id="bookings-title"><${Icon} name="video" /> ${t("desk.video.booked")}</h3>
    <ul>${booked.map((one) => html`<li key=${`${one.conversation_id}.${one.seq}`}><${Booked} booking=${one} desk=${desk} /></li>`)}</ul>
    <button class="button button--small" type="button" onClick=${file}>${t("desk.video.calendar_file")}</button>
  </section>`;
}

/** @param {{ booking: Booking, desk: Desk }} props */
function Booked({ booking: { conversation_id: id, seq, at, opens_at: opens }, desk }) {
  const [link, setLink] = useState("");
  const ask = async (/** @type {Promise<Ack>} */ answer) => {
    const ack = await answer;
    if (!ack.ok) desk.fault(refusalWords(ack.error));
    return ack;
  };
  const get = async () => {
    const ack = await ask(desk.house.videoLink(id));
    if (ack.ok) setLink(linkOf(ack["token"]));
  };
  return html`<b>${momentWords(at)}</b>
    <span class="strip__acts">
      ${Date.parse(opens) <= now.value && (link === ""
        ? html`<button class="button button--small button--main" type="button" onClick=${() => void get()}>${t("desk.video.link")}</button>`
        : html`<a class="button button--small button--main" href=${link} target="_blank" rel="noopener noreferrer"
            onClick=${() => setTimeout(() => setLink(""))}>${t("desk.video.open")}</a>`)}
      <button class="button button--small" type="button" aria-label=${t("desk.video.call_off_at", { when: momentWords(at) })}
        onClick=${() => void ask(desk.house.endVideo(id, seq))}>${t("desk.video.call_off")}</button>
    </span>`;
}

/** What follows the # is sent to nobody. @param {string} token */
export function linkOf(token) {
  return `/video${language() === "en" ? "?lang=en" : ""}#${token}`;
}

/** @param {string} at */
export function momentWords(at) {
  return t("desk.video.moment", { day: weekday(at, language()), date: date(at, language()), time: clock(at) });
}
