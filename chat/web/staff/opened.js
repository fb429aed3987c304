// @ts-check
/* What the young person answered at the door: the first card of a conversation. */

import { html } from "../vendor/preact.js";
import { Icon } from "../design/icon.js";
import { FlaggedText } from "./flagged.js";
import { LevelBadge } from "./level_badge.js";
import { ageBand, clock, municipalityName, t, topicName } from "./words.js";

/** @import { Verdict, WireEvent } from "../shared/wire.d.ts" */

/** @param {{ event: WireEvent, verdict: Verdict | null }} props */
export function Opened({ event, verdict }) {
  const { age_band, gender, municipality, about, suicide_question, opening, lang } = event.data;
  const facts = [
    ["staff.opened.age", age_band ? ageBand(age_band) : null],
    ["staff.opened.gender", gender],
    ["staff.opened.municipality", municipality ? municipalityName(municipality) : null],
    ["staff.opened.about", about ? topicName(about) : null],
    ["staff.opened.language", lang === "en" ? t("staff.opened.english") : null],
  ].filter(([, value]) => Boolean(value));
  return html`<div class="opened" role="group" aria-label=${t("staff.opened.title")}>
    <h3>${t("staff.opened.title")} <time class="figures" datetime=${event.at}>${clock(event.at)}</time></h3>
    ${facts.length > 0
      ? html`<dl>${facts.map(([key, value]) => html`<div key=${key}><dt>${t(/** @type {string} */ (key))}</dt>
        <dd>${value}</dd></div>`)}</dl>`
      : html`<p class="soft">${t("staff.opened.nothing")}</p>`}
    ${suicide_question && suicide_question !== "no_answer" && html`<p class=${`opened__question opened__question--${suicide_question}`}>
      ${suicide_question !== "no" && html`<${Icon} name="triangle-alert" />`}
      <span>${t("staff.opened.suicide_question")} <b>${t(`staff.opened.suicide_question.${suicide_question}`)}</b></span></p>`}
    ${opening && html`<blockquote class="message">${verdict?.status === "assessed" && verdict.spans.length > 0
      ? html`<${FlaggedText} text=${opening} verdict=${verdict} judged=${null} judge=${null} />`
      : opening}</blockquote>`}
    ${verdict?.status === "unassessed" && opening && html`<${LevelBadge} level=${0} assessed=${false} />`}
  </div>`;
}
