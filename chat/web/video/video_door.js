// @ts-check
/* What one sees before one goes in: what will happen, and the way; or that the link is spent, and what to do then. */

import { html, useLayoutEffect, useRef, useState } from "../vendor/preact.js";
import { Icon } from "../young/icon.js";

/** @typedef {import("./link.js").Led} Led */
/** @typedef {{ known: boolean, say: (key: string) => string, leave: () => void, come: () => Promise<Led>, go: (address: string) => void }} Props */

const TOLD = ["off", "nobody", "leave"];

/** @param {Props} props `known`: the page was opened by a link */
export function VideoDoor({ known, say, leave, come, go }) {
  const [state, setState] = useState(/** @type {"here" | "going" | "spent" | "wait" | "failed"} */ (known ? "here" : "spent"));
  const head = useRef(/** @type {HTMLElement | null} */ (null));
  // The button one pressed is gone: who listens to the page is told what stands there instead.
  useLayoutEffect(() => {
    if (known && state === "spent") head.current?.focus();
  }, [state]);
  const enter = async () => {
    if (state === "going") return;
    setState("going");
    const led = await come();
    if ("address" in led) go(led.address);
    else setState(led.fault);
  };
  return html`<main class="video">
    <p class="video__top"><button class="quick-exit" type="button" onClick=${leave}><${Icon} name="x" /> ${say("video.leave")}</button></p>
    <section class="card">
      ${state === "spent" ? html`<h1 tabindex="-1" ref=${head}>${say("video.spent")}</h1><p>${say("video.spent.why")}</p><p>${say("video.spent.next")}</p>` : html`
        <h1>${say("video.title")}</h1>
        <p>${say("video.lead")}</p>
        <ul>${TOLD.map((one) => html`<li key=${one}>${say(`video.told.${one}`)}</li>`)}</ul>
        <p role="alert">${state === "wait" || state === "failed" ? say(`video.${state}`) : ""}</p>
        <button class="button button--main" type="button" aria-disabled=${state === "going" ? "true" : undefined} onClick=${() => void enter()}>
          ${say(state === "going" ? "video.going" : "video.go")}</button>`}
    </section>
  </main>`;
}
