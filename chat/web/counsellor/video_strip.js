// @ts-check
/* A video talk (videosamtale) that was offered here: whether it is agreed to, the way in, and its end. */

import { html, useState } from "../vendor/preact.js";
import { Icon } from "../design/icon.js";
import { isOver, videoIn } from "../shared/video_log.js";
import { now } from "../staff/clock.js";
import { refusalWords } from "../staff/refusals.js";
import { t } from "../staff/words.js";
import { linkOf, momentWords } from "./video_bookings.js";

/** @import { Ack } from "../shared/wire.d.ts" */
/** @import { VideoTalk } from "../shared/video_log.js" */
/** @import { Desk } from "./desk.js" */
/** @import { Conversation } from "./state.js" */

/** @param {{ conversation: Conversation, desk: Desk }} props */
export function VideoStrip({ conversation, desk }) {
  const video = videoIn(conversation.events);
  if (video === null || isOver(video, now.value)) return null;
  return html`<${Standing} key=${video.seq} video=${video} conversation=${conversation} desk=${desk} />`;
}

/** @param {{ video: VideoTalk, conversation: Conversation, desk: Desk }} props */
function Standing({ video: { seq, status, name: host, at, opensAt }, conversation: { id, callWord }, desk }) {
  const [link, setLink] = useState("");
  const name = callWord || t("staff.talk.unnamed");
  const ask = async (/** @type {Promise<Ack>} */ answer) => {
    const ack = await answer;
    if (!ack.ok) desk.fault(refusalWords(ack.error));
    return ack;
  };
  const get = async () => {
    const ack = await ask(desk.house.videoLink(id));
    if (ack.ok) setLink(linkOf(ack["token"]));
  };
  const mine = host === desk.me.display_name;
  const accepted = status === "accepted";
  const open = accepted && Date.parse(opensAt ?? "1970-01-01") <= now.value;
  const words = accepted ? (at === null ? "accepted" : "agreed_at") : at === null ? "waiting" : "waiting_at";
  const next = open ? "accepted_next" : accepted ? "agreed_next" : "waiting_next";
  const when = at === null ? "" : momentWords(at);
  return html`<div class=${`notice ${accepted ? "notice--good" : "notice--quiet"} strip strip--act`}><${Icon} name="video" /><span>
      <strong>${t(`desk.video.${words}`, { name, when })}</strong> ${t(`desk.video.${next}`)}</span>
    <span class="strip__acts">
      ${open && mine && (link === ""
        ? html`<button class="button button--small button--main" type="button" onClick=${() => void get()}>${t("desk.video.link")}</button>`
        : html`<a class="button button--small button--main" href=${link} target="_blank" rel="noopener noreferrer"
            onClick=${() => setTimeout(() => setLink(""))}>${t("desk.video.open")}</a>`)}
      ${mine && html`<button class="button button--small" type="button" onClick=${() => void ask(desk.house.endVideo(id, seq))}>${t(!accepted ? "desk.video.take_back" : open ? "desk.video.end" : "desk.video.call_off")}</button>`}
    </span></div>`;
}
