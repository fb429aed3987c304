// @ts-check
/* A video talk (videosamtale) with who is handed over: asked for now or at a time, the way in, and its end. */

import { Icon } from "../design/icon.js";
import { downloaded } from "../staff/calendar.js";
import { now } from "../staff/clock.js";
import { VideoWayIn, momentWords } from "../staff/video_way_in.js";
import { t } from "../staff/words.js";
import { html, useState } from "../vendor/preact.js";
import { videoOf } from "./appointments.js";

/** @import { Task, TaskList, TaskVideoTalk } from "./task_list.js" */

/** @param {{ list: TaskList, task: Task }} props */
export function TaskVideo({ list, task }) {
  const { bridge_id: id, video } = task;
  const booked = videoOf(task, t("staff.video.calendar"));
  const standing = video && Date.parse(video.until) > now.value;
  return html`<section class="task-video" aria-labelledby="task-video">
    <h3 id="task-video"><${Icon} name="video" /> ${t("bridge.video.title")}</h3>
    ${standing ? html`<${Standing} key=${video.seq} list=${list} id=${id} video=${video} />` : html`<${Asking} list=${list} id=${id} />`}
    ${standing && booked.length > 0 && html`<p><button class="button button--small" type="button" title=${t("bridge.calendar.what")}
      onClick=${() => downloaded(booked, now.peek())}>${t("staff.video.calendar_file")}</button></p>`}
  </section>`;
}

/** @param {{ list: TaskList, id: string }} props */
function Asking({ list, id }) {
  const [at, setAt] = useState("");
  const then = () => {
    if (at === "") document.getElementById("task-video-at")?.focus();
    else void list.offerVideo(id, new Date(at).toISOString());
  };
  return html`<p class="soft small">${t("bridge.video.lead")}</p>
    <p><button class="button" type="button" onClick=${() => void list.offerVideo(id, null)}>${t("bridge.video.now")}</button></p>
    <div class="field"><label for="task-video-at">${t("bridge.video.at")}</label>
      <input class="input" id="task-video-at" type="datetime-local" value=${at}
        onInput=${(/** @type {InputEvent} */ { target }) => setAt(/** @type {HTMLInputElement} */ (target).value)} /></div>
    <p><button class="button" type="button" onClick=${then}>${t("bridge.video.then")}</button></p>`;
}

/** @param {{ list: TaskList, id: string, video: TaskVideoTalk }} props */
function Standing({ list, id, video: { seq, status, at, opens_at: opens } }) {
  const accepted = status === "accepted";
  const open = accepted && Date.parse(opens ?? "1970-01-01") <= now.value;
  const when = at === null ? "" : momentWords(at);
  return html`<p><b>${t(`bridge.video.${status}${at === null ? "" : "_at"}`, { when })}</b></p>
    <p class="soft small">${t(open ? "bridge.video.once" : accepted ? "bridge.video.later" : "bridge.video.wait")}</p>
    <p class="task-ways">
      ${open && html`<${VideoWayIn} ask=${() => list.videoLink(id)} />`}
      <button class="button" type="button" onClick=${() => void list.endVideo(id, seq)}>${t(open && at === null ? "bridge.video.end" : accepted ? "bridge.video.call_off" : "bridge.video.take_back")}</button>
    </p>`;
}
