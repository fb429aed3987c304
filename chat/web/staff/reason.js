// @ts-check
/* Why these words are marked (begrundelse): level, topic, about whom, rule, advice, and "does it fit?". */

import { html } from "../vendor/preact.js";
import { Icon } from "../design/icon.js";
import { LevelBadge } from "./level_badge.js";
import { t, topicName } from "./words.js";

/** @import { Span, Verdict } from "../shared/wire.d.ts" */
/** @import { Judged } from "./log_rows.js" */

/**
 * The inside of the popover.
 *
 * @param {{ verdict: Verdict, spans: readonly Span[], judged: Judged | null, judge: ((correct: boolean) => void) | null }} props
 */
export function Reason({ verdict, spans, judged, judge }) {
  const topics = [...new Set(spans.map(({ topic }) => topic))];
  const rules = [...new Set(spans.map(({ rule }) => rule))];
  const whys = [...new Set(spans.map(({ why }) => why))].filter((why) => why !== "");
  return html`
    <p><b>${t("staff.reason.title")}</b></p>
    <dl>
      <dt>${t("staff.reason.level")}</dt><dd><${LevelBadge} level=${verdict.level} /></dd>
      <dt>${t("staff.reason.topic")}</dt>
        <dd>${topics.map(topicName).join(", ")}${verdict.acute && ` · ${t("staff.reason.acute")}`}</dd>
      <dt>${t("staff.reason.about")}</dt><dd>${t(`staff.reason.subject.${verdict.subject}`)}</dd>
      <dt>${t("staff.reason.rule")}</dt>
        <dd>${rules.join(", ")} · ${t("staff.reason.lexicon", { version: verdict.lexicon })}</dd>
    </dl>
    ${whys.map((why) => html`<p key=${why}>${why}</p>`)}
    ${judged !== null && html`<p class="reason__judged">
      <${Icon} name=${judged.correct ? "thumbs-up" : "thumbs-down"} />
      ${t(judged.correct ? "staff.reason.judged_right" : "staff.reason.judged_wrong", { name: judged.by })}</p>`}
    ${judge !== null && judged === null && html`<div class="reason__ask">
      <p>${t("staff.reason.fits")}</p>
      <button class="button button--small" type="button" onClick=${() => judge(true)}>
        <${Icon} name="thumbs-up" /> ${t("staff.yes")}</button>
      <button class="button button--small" type="button" onClick=${() => judge(false)}>
        <${Icon} name="thumbs-down" /> ${t("staff.no")}</button>
    </div>`}`;
}
