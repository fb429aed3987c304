// @ts-check
/* The page: the view that the state names, between the top bar and the regions for those who hear it. */

import { html, useLayoutEffect, useRef, useState } from "../vendor/preact.js";
import { Entry } from "./entry.js";
import { Limits } from "./limits.js";
import { language, say, state } from "./state.js";
import { TopBar } from "./topbar.js";

/** @typedef {import("./main.js").Actions} Actions */
/** @typedef {import("./behind.js").Inside} Inside */

/**
 * @param {object} props
 * @param {Actions} props.actions
 * @param {import("../vendor/preact.js").Signal<Inside | null>} props.inside
 */
export function Page({ actions, inside }) {
  const view = inside.value === null ? "entry" : state.view.value;
  useNewPage(view);
  return html`
    <div class=${`young young--${view}`}>
      ${view !== "talk" && html`<${TopBar} speak=${actions.speak} />`}
      <${View} view=${view} actions=${actions} inside=${inside.value} />
      <${Limits} />
      <p class="visually-hidden" role="status">${state.status.value}</p>
      <p class="visually-hidden" role="alert">${state.alert.value}</p>
      <p class="visually-hidden" aria-live="polite">${state.heard.value}</p>
    </div>`;
}

/** @param {{ view: string, actions: Actions, inside: Inside | null }} props */
function View({ view, actions, inside }) {
  if (inside === null || view === "entry") return html`<${Entry} begin=${actions.begin} comeBack=${actions.comeBack} />`;
  if (view === "questions") return html`<${inside.Questions} open=${actions.open} />`;
  if (view === "after") return html`<${inside.After} actions=${actions} />`;
  // After a reload the log tells whether one waits or talks; until then nothing is claimed.
  if (state.loading.value && state.place.value.position === null) return html`<${Loading} />`;
  if (view === "waiting") return html`<${inside.Waiting} actions=${actions} />`;
  return html`<${inside.Talk} actions=${actions} />`;
}

function Loading() {
  return html`<main class="young__main"><p class="loading">${say("shared.loading")}</p></main>`;
}

/**
 * A new view begins at its top. One that the person asked for takes focus to its heading; one that
 * came by itself only where focus would else be lost, and the box one was writing in keeps it.
 *
 * @param {string} view
 */
function useNewPage(view) {
  const before = useRef(view);
  const [, draw] = useState(0);
  const wrote = document.activeElement?.id === "message";
  useLayoutEffect(() => {
    document.documentElement.lang = language.value;
    if (before.current === view) return;
    before.current = view;
    scrollTo(0, 0);
    const heir = wrote ? document.getElementById("message") : document.querySelector("h1[tabindex]");
    if (heir instanceof HTMLElement) heir.focus({ preventScroll: true });
    draw((count) => count + 1);
  }, [view]);
}
