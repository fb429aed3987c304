// @ts-check
/*
 * The way in (ventelyset): eight lanterns on the path from you to the house, lit from its door
 * towards you as people ahead are met. The heading says the number; this only draws it.
 */

import { html } from "../vendor/preact.js";
import { say } from "./state.js";

/** From you to the door: where each stands. */
const POSTS = [
  [66, 67], [93.5, 79.6], [121, 67.4], [148.5, 78.6],
  [176, 65.6], [203.5, 76.7], [231, 64.4], [258.5, 76.9],
];
const POST_HIGH = 17;

/** @param {{ position: number | null }} props unknown: none is lit but the door */
export function Lanterns({ position }) {
  const unlit = position === null ? POSTS.length : Math.min(position - 1, POSTS.length);
  return html`
    <svg class="lanterns" viewBox="0 0 360 96" aria-hidden="true">
      <path class="meadow"
        d="M0 70c60-9 120-11 180-11s120 2 180 11v14a12 12 0 0 1-12 12H12A12 12 0 0 1 0 84Z" />
      <path class="path" d="M30 72c38 3 78 2 126 0s98-1 148 3q10 1 14 3" />
      <path class="house" d="M290 74V43h56v31ZM284 45l10-24h48l10 24ZM332 25v-9h6v9Z" />
      <path class="door" d="M311 50h14v24h-14zM296 52h8v8h-8zM332 52h8v8h-8z" />
      <path class="leaf" d="M325 50l6 2v25l-6-3Z" />
      ${POSTS.map(([x, foot], index) => html`
        <${Lantern} key=${x} x=${x} foot=${foot} lit=${index >= unlit}
          turn=${POSTS.length - 1 - index} />`)}
      <circle class="you" cx="30" cy="61" r="8.5" />
      <text x="30" y="42" text-anchor="middle">${say("young.lanterns.you")}</text>
      <text x="318" y="12" text-anchor="middle">${say("young.lanterns.counsellor")}</text>
    </svg>`;
}

/** @param {{ x: number, foot: number, lit: boolean, turn: number }} props turn: from the door */
function Lantern({ x, foot, lit, turn }) {
  const top = foot - POST_HIGH;
  return html`
    <g class=${`lantern lantern--${turn}`}>
      ${lit && html`<circle class="halo" cx=${x} cy=${top} r="12" />`}
      <path class="post" d=${`M${x} ${foot}v-13`} />
      <circle class=${lit ? "lamp lamp--lit" : "lamp"} cx=${x} cy=${top} r=${lit ? 5.5 : 4.75} />
    </g>`;
}
