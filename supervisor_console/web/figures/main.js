// @ts-check
/* The figures (tal), put together: asked for once, and again at a press. */

import { setTitle } from "../../../chat/web/staff/page_title.js";
import { connectScreenLock } from "../../../chat/web/staff/screen_lock.js";
import { endSession, toSignIn, whoAmI } from "../../../chat/web/staff/session.js";
import { chosenLanguage, faultWords, speak, t } from "../../../chat/web/staff/words.js";
import { effect, html, render, signal } from "../../../chat/web/vendor/preact.js";
import { FiguresPage } from "./figures_page.js";

/** @import { Figures } from "./figures_page.js" */
/** @import { Forecast } from "./forecast_table.js" */

const PARTS = ["shared", "errors", "staff", "supervisor"];
const HERE = "/supervisor/figures";

const figures = signal(/** @type {Figures | null} */ (null));
const forecast = signal(/** @type {Forecast | null} */ (null));
const fault = signal("");

async function load() {
  const answers = await Promise.all(["/api/figures", "/api/forecast"].map((path) => fetch(path).catch(() => null)));
  const [known, coming] = answers;
  if (answers.some((answer) => answer?.status === 401)) toSignIn(HERE);
  if (known?.ok) figures.value = await known.json();
  if (coming?.ok) forecast.value = await coming.json();
  fault.value = answers.every((answer) => answer?.ok) ? "" : faultWords("unavailable");
}

const me = await whoAmI();
if (me === null) {
  toSignIn(HERE);
} else {
  await speak(chosenLanguage(me.language), PARTS);
  effect(() => { setTitle(t("supervisor.figures.title")); });
  const signOut = async () => {
    await endSession();
    toSignIn(null);
  };
  render(html`<${FiguresPage} figures=${figures} forecast=${forecast} fault=${fault} load=${() => void load()} signOut=${() => void signOut()} />`,
    /** @type {HTMLElement} */ (document.getElementById("page")));
  await load();
  await connectScreenLock();
}
