// @ts-check
/* Video talks (videosamtaler) a supervisor has booked: asked for again and again, and whenever one is agreed to or called off. */

import { VideoBookings } from "../../chat/web/staff/video_bookings.js";
import { html } from "../../chat/web/vendor/preact.js";

/** @import { WireEvent } from "../../chat/web/shared/wire.d.ts" */
/** @import { Watch } from "./watch.js" */

/** One opens ten minutes before its time: half a minute late is in time. Our own choice. */
const ASK_EVERY_MS = 30_000;

/** @param {Watch} watch @param {(work: () => void, ms: number) => unknown} [every] */
export function connectBookings(watch, every = (work, ms) => setInterval(work, ms)) {
  every(() => void look(watch), ASK_EVERY_MS);
}

/** What cannot be asked leaves the last answer standing. @param {Watch} watch */
export async function look(watch) {
  if (!watch.hasVideo.value) return;
  const ack = await watch.request("video:bookings", {});
  if (ack.ok) watch.bookings.value = /** @type {any} */ (ack)["bookings"];
}

/** Whether what stands as booked may be another after it. @param {WireEvent} event */
export function movesBookings({ kind }) {
  return kind === "video_answered" || kind === "video_ended";
}

/** @param {{ watch: Watch }} props */
export function BookedVideo({ watch }) {
  const end = async (/** @type {string} */ id, /** @type {number} */ seq) => {
    const ack = await watch.request("video:end", { conversation_id: id, seq });
    await look(watch);
    return ack;
  };
  return html`<${VideoBookings} heading="h2" bookings=${watch.bookings.value} end=${end}
    link=${(/** @type {string} */ id) => watch.request("video:link", { conversation_id: id })}
    fault=${(/** @type {string} */ words) => { watch.trouble.value = words; }} />`;
}
