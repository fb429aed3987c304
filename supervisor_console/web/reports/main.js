// @ts-check
/* The reports (rapporter), put together: what there is to choose, and the one chosen. */

import { endSession, toSignIn, whoAmI } from "../../../chat/web/staff/session.js";
import { chosenLanguage, faultWords, speak, t } from "../../../chat/web/staff/words.js";
import { effect, html, render, signal } from "../../../chat/web/vendor/preact.js";
import { ReportsPage } from "./reports_page.js";

/** @import { Complaint } from "./complaints_panel.js" */
/** @import { Choice, Report } from "./reports_page.js" */

const PARTS = ["shared", "errors", "staff", "supervisor", "report", "complaint"];
const HERE = "/supervisor/reports";

const choice = signal(/** @type {Choice | null} */ (null));
const report = signal(/** @type {Report | null} */ (null));
const complaints = signal(/** @type {Complaint[] | null} */ (null));
const loading = signal(false);
const fault = signal("");

/** @param {string} path @param {string} language */
async function asked(path, language) {
  const answer = await fetch(`${path}?lang=${language}`).catch(() => null);
  if (answer?.status === 401) toSignIn(HERE);
  fault.value = answer?.ok ? "" : faultWords(answer?.status === 404 ? "not_found" : "unavailable");
  return answer?.ok ? answer.json() : null;
}

const me = await whoAmI();
if (me === null) {
  toSignIn(HERE);
} else {
  const language = chosenLanguage(me.language);
  await speak(language, PARTS);
  effect(() => { document.title = t("report.page.title"); });
  /** @param {string} halfYear @param {string} place */
  const show = async (halfYear, place) => {
    loading.value = true;
    report.value = await asked(`/api/reports/${halfYear}/${place}`, language);
    loading.value = false;
  };
  const read = async () => {
    const answer = await asked("/api/complaints", language);
    if (answer !== null) complaints.value = answer.complaints;
  };
  /** @param {string} complaintId */
  const close = async (complaintId) => {
    const options = { method: "POST", headers: { "Content-Type": "application/json" }, body: "{}" };
    const answer = await fetch(`/api/complaints/${complaintId}/close`, options).catch(() => null);
    fault.value = answer?.ok || answer?.status === 404 ? "" : faultWords("unavailable");
    await read();
  };
  const signOut = async () => {
    await endSession();
    toSignIn(null);
  };
  render(html`<${ReportsPage} choice=${choice} report=${report} loading=${loading} fault=${fault} language=${language}
      complaints=${complaints} read=${() => void read()} close=${(/** @type {string} */ complaintId) => void close(complaintId)}
      show=${(/** @type {string} */ halfYear, /** @type {string} */ place) => void show(halfYear, place)} signOut=${() => void signOut()} />`,
    /** @type {HTMLElement} */ (document.getElementById("page")));
  choice.value = await asked("/api/reports", language);
}
