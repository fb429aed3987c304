// @ts-check
/* The figures (tal), put together: asked for once, and again at a press. */

import { endSession, toSignIn, whoAmI } from "../../../chat/web/staff/session.js";
import { chosenLanguage, faultWords, speak, t } from "../../../chat/web/staff/words.js";
import { effect, html, render, signal } from "../../../chat/web/vendor/preact.js";
import { FiguresPage } from "./figures_page.js";

/** @import { Figures } from "./figures_page.js" */

const PARTS = ["shared", "errors", "staff", "supervisor"];
const HERE = "/supervisor/figures";

const figures = signal(/** @type {Figures | null} */ (null));
const fault = signal("");

async function load() {
  const answer = await fetch("/api/figures").catch(() => null);
  if (answer?.status === 401) toSignIn(HERE);
  else if (answer?.ok) figures.value = await answer.json();
  fault.value = answer?.ok ? "" : faultWords("unavailable");
}

const me = await whoAmI();
if (me === null) {
  toSignIn(HERE);
} else {
  await speak(chosenLanguage(me.language), PARTS);
  effect(() => { document.title = t("supervisor.figures.title"); });
  const signOut = async () => {
    await endSession();
    toSignIn(null);
  };
  render(html`<${FiguresPage} figures=${figures} fault=${fault} load=${() => void load()} signOut=${() => void signOut()} />`,
    /** @type {HTMLElement} */ (document.getElementById("page")));
  await load();
}
