// @ts-check
/*
 * Breathing (åndedræt): a light that goes up and down an arc, four seconds in, six out. It starts
 * only when asked. With reduced motion it stands still, and the words and a count do the work.
 */

import { Icon } from "./icon.js";
import { html, useEffect, useState } from "../vendor/preact.js";
import { say } from "./state.js";

const IN_S = 4;
const OUT_S = 6;

export function Breath() {
  const [running, setRunning] = useState(false);
  const [second, setSecond] = useState(0);
  useEffect(() => {
    if (!running) return undefined;
    setSecond(0);
    const ticking = setInterval(() => setSecond((before) => (before + 1) % (IN_S + OUT_S)), 1000);
    return () => clearInterval(ticking);
  }, [running]);
  const breathingIn = second < IN_S;
  const count = breathingIn ? second + 1 : second - IN_S + 1;
  return html`
    <section class=${running ? "breath breath--running" : "breath"} aria-labelledby="breath">
      <h2 id="breath" class=${running ? "visually-hidden" : ""}>${say("young.breath.title")}</h2>
      <svg viewBox="0 0 280 86" aria-hidden="true">
        <path class="breath__arch" d="M16 76C60 10 220 10 264 76" />
        <g class="breath__mover">
          <circle class="breath__halo" r="20" />
          <circle class="breath__light" r="9" />
        </g>
      </svg>
      ${running
        ? html`
          <p class="breath__word">
            ${say(breathingIn ? "young.breath.in" : "young.breath.out")}${" "}
            <span class="figures">${count}</span>
          </p>
          <p class="small">${say("young.breath.how")}</p>
          <button class="button" type="button" onClick=${() => setRunning(false)}>
            <${Icon} name="pause" /> ${say("young.breath.stop")}
          </button>`
        : html`
          <button class="button" type="button" onClick=${() => setRunning(true)}>
            <${Icon} name="play" /> ${say("young.breath.start")}
          </button>`}
    </section>`;
}
