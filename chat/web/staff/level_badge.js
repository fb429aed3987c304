// @ts-check
/* Level (niveau): a number, a word and filled staves; colour comes last. */

import { html } from "../vendor/preact.js";
import { Icon } from "../design/icon.js";
import { t } from "./words.js";

const STAVES = [0, 1, 2, 3].map((n) => ({ x: 1 + 5 * n, y: 9 - 2.4 * n, height: 4 + 2.4 * n }));

/**
 * What triage could not assess is no level: it is to be read. A level a person or the machine has
 * set already says more than that, so from 3 up the level stands.
 *
 * @param {{ level: number, assessed?: boolean | undefined }} props
 */
export function LevelBadge({ level, assessed = true }) {
  if (!assessed && level < 3) {
    return html`<span class="level level--unread"><${Icon} name="eye" /> <span>${t("level.unassessed")}</span></span>`;
  }
  return html`<span class=${`level level--${level}`}>
    <span class="level__sign">
      <svg viewBox="0 0 21 14" aria-hidden="true">
        ${STAVES.map(({ x, y, height }, n) => html`<rect x=${x} y=${y} width="3" height=${height}
          class=${n < level ? "on" : ""} />`)}
      </svg>
      <span><span class="visually-hidden">${t("staff.level.word")} </span>${level}</span>
    </span> <span>${t(`level.${level}`)}</span>
  </span>`;
}
