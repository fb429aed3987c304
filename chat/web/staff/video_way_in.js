// @ts-check
/* The way into a video talk (videosamtale): a link one asks for, which opens in a tab of its own and lets in once. */

import { html, useState } from "../vendor/preact.js";
import { date, weekday } from "../shared/time.js";
import { clock, language, t } from "./words.js";

/** @param {{ ask: () => Promise<string>, small?: boolean }} props `ask` gives a link's secret; empty: it was refused, and somebody has said so */
export function VideoWayIn({ ask, small = false }) {
  const [link, setLink] = useState("");
  const kind = `button ${small ? "button--small " : ""}button--main`;
  const get = async () => {
    const token = await ask();
    if (token !== "") setLink(linkOf(token));
  };
  return link === ""
    ? html`<button class=${kind} type="button" onClick=${() => void get()}>${t("staff.video.link")}</button>`
    : html`<a class=${kind} href=${link} target="_blank" rel="noopener noreferrer" onClick=${() => setTimeout(() => setLink(""))}>${t("staff.video.open")}</a>`;
}

/** What follows the # is sent to nobody. @param {string} token */
function linkOf(token) {
  return `/video${language() === "en" ? "?lang=en" : ""}#${token}`;
}

/** @param {string} at */
export function momentWords(at) {
  return t("staff.video.moment", { day: weekday(at, language()), date: date(at, language()), time: clock(at) });
}
