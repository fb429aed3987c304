// @ts-check
/*
 * A video talk (videosamtale): what it means, one's own yes or no, and the way in. Fetched with the first offer. The link
 * lives on this page alone, opens in a tab of its own, and lets in once.
 */

import { clock, date, weekday } from "../shared/time.js";
import { isOver, videoIn } from "../shared/video_log.js";
import { computed, html, useEffect, useState } from "../vendor/preact.js";
import { Fault, useAnswer } from "./bridge_card.js";
import { houseNow } from "./house_clock.js";
import { Icon } from "./icon.js";
import { language, say, state } from "./state.js";

/** @typedef {import("./bridge_card.js").Ask} Ask */
/** @typedef {import("../shared/video_log.js").VideoTalk} VideoTalk */

/** A timer holds no more than 24 days: a longer one would go off at once. */
const LONGEST_MS = 86_400_000;
const TOLD = ["tab", "off", "face", "nobody", "write"];
/** What is told otherwise where nobody reads the chat by then. */
const TOLD_LATER = new Map([["tab", "tab_closed"], ["write", "write_closed"]]);

const standing = computed(() => videoIn(state.events.value));

/** The row of an offer: the card while it is the last one, and nothing of an older one. @param {{ seq: number }} props */
export function VideoRow({ seq }) {
  const video = standing.value;
  return video?.seq === seq ? html`<${Video} key=${seq} video=${video} />` : null;
}

/**
 * Afterwards one that stands is on the page, booked or a bridge-builder's: also for who comes back to it with four words. One
 * that staff have called off says so: nobody shall wait for it.
 */
export function VideoAfter() {
  const video = standing.value;
  const says = video !== null && (!isOver(video, houseNow()) || (video.early && video.by !== "young"));
  return says && html`<${Video} key=${video.seq} video=${video} after />`;
}

/** @param {{ video: VideoTalk, after?: boolean }} props */
function Video({ video, after = false }) {
  const { seq, name, status, by, at, opensAt, until } = video;
  useTick([opensAt ?? until, until]);
  const ask = state.videos.value?.ask;
  const { busy, fault, answer } = useAnswer(ask);
  const [link, setLink] = useState("");
  const off = busy ? "true" : undefined;
  const id = after ? `video-${seq}-after` : `video-${seq}`;
  const when = at === null ? "" : momentWords(at);
  const early = opensAt !== null && Date.parse(opensAt) > houseNow();
  const closed = after || at !== null;
  if (isOver(video, houseNow())) {
    const why = status === "ended" && video.early && by !== "young" ? "they_called_off" : status === "declined" ? "declined" : by === "young" ? (at === null ? "you_ended" : "called_off") : status === "ended" ? "ended" : "over";
    return html`<p class="house-word">${say(`young.video.${why}`, { name })}</p>`;
  }
  const open = async () => {
    const ack = await answer("video:link", {});
    if (ack?.ok) setLink(addressOf(ack["token"]));
  };
  const says = (/** @type {boolean} */ accept) => async () => {
    const ack = await answer("video:answer", { seq, accept });
    if (accept && ack?.ok && !early) void open();
  };
  const end = () => void answer("video:end", { seq });
  return html`<section class="card video-card" aria-labelledby=${id}>
    <h2 id=${id}>${say("young.video.title", { name })}</h2>
    ${status === "offered" && html`
      <p>${say(at === null ? "young.video.lead" : "young.video.lead_at", { name, when })}</p>
      <ul>${TOLD.map((one) => html`<li key=${one}>${say(`young.video.told.${(closed && TOLD_LATER.get(one)) || one}`, { name })}</li>`)}</ul>
      <div class="choices">
        <button class="button button--main" type="button" aria-disabled=${off} onClick=${says(true)}>${say("young.video.yes")}</button>
        <button class="button" type="button" aria-disabled=${off} onClick=${says(false)}>${say(after ? "young.video.no.after" : "young.video.no")}</button>
      </div>`}
    ${status === "accepted" && html`
      <p class="video-card__state" role="status"><${Icon} name="check" /> <span>${say(at === null ? "young.video.accepted" : "young.video.agreed_at", { name, when })}</span></p>
      ${early && html`<p>${say("young.video.later", { time: clock(opensAt, language.value) })}</p>`}
      <div class="choices">
        ${!early && (link !== ""
          ? html`<a class="button button--main" href=${link} target="_blank" rel="noopener noreferrer" onClick=${() => setTimeout(() => setLink(""))}>${say("young.video.open")}</a>`
          : html`<button class="button button--main" type="button" aria-disabled=${off} onClick=${() => void open()}>${say("young.video.link")}</button>`)}
        <button class="button" type="button" aria-disabled=${off} onClick=${end}>${say(early ? "young.video.call_off" : "young.video.end")}</button>
      </div>
      ${at !== null && html`<p>${say(after ? "young.video.back.after" : "young.video.back")}</p>`}
      ${!early && html`<p class="small soft">${say("young.video.once")}</p>
        <p class="small soft">${say("young.video.exit")}</p>`}`}
    <${Fault} words=${fault} />
  </section>`;
}

/** Draw again when one of these moments has come. @param {readonly string[]} moments */
function useTick(moments) {
  const [, draw] = useState(0);
  const next = Math.min(...moments.map((one) => Date.parse(one) - houseNow()).filter((left) => left > 0));
  useEffect(() => {
    if (!Number.isFinite(next)) return undefined;
    const timer = setTimeout(() => draw((times) => times + 1), Math.min(next, LONGEST_MS));
    return () => clearTimeout(timer);
  });
}

/** @param {string} at */
function momentWords(at) {
  const spoken = language.value;
  return say("young.video.moment", { day: weekday(at, spoken), date: date(at, spoken), time: clock(at, spoken) });
}

/** What follows the # is sent to nobody. @param {string} token */
function addressOf(token) {
  return `/video${language.value === "en" ? "?lang=en" : ""}#${token}`;
}
