// @ts-check
/* A video talk (videosamtale) that was offered here: whether it is agreed to, the way in, and its end. */

import { html } from "../vendor/preact.js";
import { Icon } from "../design/icon.js";
import { isOver, videoIn } from "../shared/video_log.js";
import { now } from "./clock.js";
import { refusalWords } from "./refusals.js";
import { VideoWayIn, momentWords } from "./video_way_in.js";
import { t } from "./words.js";

/** @import { WireEvent } from "../shared/wire.d.ts" */
/** @import { VideoTalk } from "../shared/video_log.js" */
/** @import { Ask } from "./care.js" */

/**
 * @typedef {object} Here
 * @property {Ask} ask
 * @property {string} id
 * @property {string} callWord
 * @property {string} me one's own name: only who has offered it comes in
 * @property {(words: string) => void} fault
 */

/** @param {Here & { events: readonly WireEvent[] }} props */
export function VideoStrip({ events, ...here }) {
  const video = videoIn(events);
  if (video === null || isOver(video, now.value)) return null;
  return html`<${Standing} key=${video.seq} video=${video} ...${here} />`;
}

/** @param {Here & { video: VideoTalk }} props */
function Standing({ video: { seq, status, name: host, at, opensAt }, ask: house, id, callWord, me, fault }) {
  const name = callWord || t("staff.talk.unnamed");
  const ask = async (/** @type {string} */ event, /** @type {object} */ more = {}) => {
    const ack = await house(event, { conversation_id: id, ...more });
    if (!ack.ok) fault(refusalWords(ack.error));
    return ack;
  };
  const wayIn = async () => {
    const ack = await ask("video:link");
    return ack.ok ? String(ack["token"]) : "";
  };
  const mine = host === me;
  const accepted = status === "accepted";
  const open = accepted && Date.parse(opensAt ?? "1970-01-01") <= now.value;
  const words = accepted ? (at === null ? "accepted" : "agreed_at") : at === null ? "waiting" : "waiting_at";
  const next = open ? "accepted_next" : accepted ? "agreed_next" : "waiting_next";
  const when = at === null ? "" : momentWords(at);
  return html`<div class=${`notice ${accepted ? "notice--good" : "notice--quiet"} strip strip--act`}><${Icon} name="video" /><span>
      <strong>${t(`staff.video.${words}`, { name, when })}</strong> ${t(`staff.video.${next}`)}</span>
    <span class="strip__acts">
      ${open && mine && html`<${VideoWayIn} ask=${wayIn} small />`}
      ${mine && html`<button class="button button--small" type="button" onClick=${() => void ask("video:end", { seq })}>${t(!accepted ? "staff.video.take_back" : open ? "staff.video.end" : "staff.video.call_off")}</button>`}
    </span></div>`;
}
