// @ts-check
/* The reports (rapporter), put together: what there is to choose, and the one chosen. */

import { setTitle } from "../../../chat/web/staff/page_title.js";
import { connectScreenLock } from "../../../chat/web/staff/screen_lock.js";
import { endSession, toSignIn, whoAmI } from "../../../chat/web/staff/session.js";
import { chosenLanguage, faultWords, speak, t } from "../../../chat/web/staff/words.js";
import { effect, html, render, signal } from "../../../chat/web/vendor/preact.js";
import { ReportsPage } from "./reports_page.js";

/** @import { Complaints } from "./complaints_panel.js" */
/** @import { Choice, Report } from "./reports_page.js" */
/** @import { NewVisit, Visit } from "./visits_panel.js" */

const PARTS = ["shared", "errors", "staff", "supervisor", "report", "complaint"];
const HERE = "/supervisor/reports";

const choice = signal(/** @type {Choice | null} */ (null));
const report = signal(/** @type {Report | null} */ (null));
const complaints = signal(/** @type {Complaints | null} */ (null));
const visits = signal(/** @type {Visit[] | null} */ (null));
const loading = signal(false);
const fault = signal("");
const visitFault = signal("");

/** @param {string} path @param {string} language @param {string} [more] */
async function asked(path, language, more = "") {
  const answer = await fetch(`${path}?lang=${language}${more}`).catch(() => null);
  if (answer?.status === 401) toSignIn(HERE);
  fault.value = answer?.ok ? "" : faultWords(answer?.status === 404 ? "not_found" : "unavailable");
  return answer?.ok ? answer.json() : null;
}

/** @param {string} path @param {object} body */
function sent(path, body) {
  const options = { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
  return fetch(path, options).catch(() => null);
}

const me = await whoAmI();
if (me === null) {
  toSignIn(HERE);
} else {
  const language = chosenLanguage(me.language);
  await speak(language, PARTS);
  effect(() => { setTitle(t("report.page.title")); });
  /** @param {string} halfYear @param {string} place */
  const show = async (halfYear, place) => {
    loading.value = true;
    report.value = await asked(`/api/reports/${halfYear}/${place}`, language);
    loading.value = false;
  };
  const read = async (/** @type {number} */ skip) => {
    const answer = await asked("/api/complaints", language, `&skip=${skip}`);
    if (answer !== null) complaints.value = answer;
  };
  /** @param {string} complaintId */
  const close = async (complaintId) => {
    const answer = await sent(`/api/complaints/${complaintId}/close`, {});
    fault.value = answer?.ok || answer?.status === 404 ? "" : faultWords("unavailable");
    const left = complaints.value;
    // The page stays as it is read: asked again, what is new would have taken its place.
    if (answer?.ok && left !== null) {
      complaints.value = { ...left, complaints: left.complaints.map((one) => (one.complaint_id === complaintId ? { ...one, is_open: false, contact: "" } : one)) };
    }
  };
  const entered = async () => {
    const answer = await asked("/api/visits", language);
    if (answer !== null) visits.value = answer.visits;
  };
  /** @param {string} path @param {object} body */
  const changed = async (path, body) => {
    const answer = await sent(path, body);
    if (answer?.status === 401) toSignIn(HERE);
    visitFault.value = "";
    if (answer?.ok) await entered();
    else visitFault.value = answer?.status === 409 ? t("report.visit.fault.conflict") : answer?.status === 400 ? t("report.visit.fault.malformed") : faultWords("unavailable");
    return answer?.ok === true;
  };
  const enter = (/** @type {NewVisit} */ visit) => changed("/api/visits", visit);
  const remove = (/** @type {string} */ visitId) => changed(`/api/visits/${visitId}/remove`, {});
  const signOut = async () => {
    await endSession();
    toSignIn(null);
  };
  render(html`<${ReportsPage} choice=${choice} report=${report} loading=${loading} fault=${fault} language=${language}
      complaints=${complaints} read=${(/** @type {number} */ skip) => void read(skip)} close=${(/** @type {string} */ complaintId) => void close(complaintId)}
      visits=${visits} visitFault=${visitFault} enter=${enter} remove=${remove}
      show=${(/** @type {string} */ halfYear, /** @type {string} */ place) => void show(halfYear, place)} signOut=${() => void signOut()} />`,
    /** @type {HTMLElement} */ (document.getElementById("page")));
  choice.value = await asked("/api/reports", language);
  if (choice.value !== null) await entered();
  await connectScreenLock();
}
