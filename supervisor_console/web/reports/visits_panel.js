// @ts-check
/* Outreach and school visits (besøg): entered in numbers, the latest below, and a slip taken back. */

import { t } from "../../../chat/web/staff/words.js";
import { html } from "../../../chat/web/vendor/preact.js";

/** @typedef {{ day: string, municipality: string, kind: string, participants: number, minutes: number }} NewVisit */
/** @typedef {NewVisit & { visit_id: string }} Visit */

const KINDS = ["outreach", "school"];
const MINUTES = 60;

/** What a form says, as it is sent. @param {FormData} form @returns {NewVisit} */
export function visitIn(form) {
  const word = (/** @type {string} */ name) => String(form.get(name) ?? "");
  return { day: word("day"), municipality: word("municipality"), kind: word("kind"), participants: Number(word("participants")), minutes: Math.round(Number(word("hours")) * MINUTES) };
}

/** @param {{ visits: readonly Visit[], places: readonly { code: string, name: string }[], language: string, enter: (visit: NewVisit) => Promise<boolean>, remove: (visitId: string) => void }} props */
export function VisitsPanel({ visits, places, language, enter, remove }) {
  const name = (/** @type {string} */ code) => places.find((one) => one.code === code)?.name ?? code;
  /** @param {Event} event */
  async function submit(event) {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.currentTarget);
    if (await enter(visitIn(new FormData(form)))) form.reset();
  }
  return html`<section class="panel" aria-labelledby="visits">
    <div class="panel__head"><h2 id="visits">${t("report.visit.title")}</h2></div>
    <p class="reports__none soft">${t("report.visit.lead")}</p>
    <form class="reports__chooser" aria-label=${t("report.visit.title")} onSubmit=${(/** @type {Event} */ event) => void submit(event)}>
      <div class="field"><label class="field__label" for="visit-day">${t("report.visit.day")}</label><input class="input" id="visit-day" name="day" type="date" required /></div>
      <div class="field"><label class="field__label" for="visit-municipality">${t("report.visit.place")}</label>
        <select class="input" id="visit-municipality" name="municipality" required><option value=""></option>${places.map(({ code, name: called }) => html`<option key=${code} value=${code}>${called}</option>`)}</select></div>
      <div class="field"><label class="field__label" for="visit-kind">${t("report.visit.kind")}</label>
        <select class="input" id="visit-kind" name="kind">${KINDS.map((kind) => html`<option key=${kind} value=${kind}>${t(`report.visit.kind.${kind}`)}</option>`)}</select></div>
      <div class="field"><label class="field__label" for="visit-participants">${t("report.visit.participants")}</label><input class="input" id="visit-participants" name="participants" type="number" min="0" max="10000" step="1" required /></div>
      <div class="field"><label class="field__label" for="visit-hours">${t("report.visit.hours")}</label><input class="input" id="visit-hours" name="hours" type="number" min="0.25" max="100" step="0.25" required /></div>
      <button class="button button--main" type="submit">${t("report.visit.add")}</button>
    </form>
    ${visits.length === 0 ? html`<p class="reports__none soft">${t("report.visit.none")}</p>` : html`
    <div class="table-scroller" tabindex="0" role="group" aria-label=${t("report.visit.latest")}><table class="table">
      <caption class="small soft reports__latest">${t("report.visit.latest")}</caption>
      <thead><tr><th scope="col">${t("report.visit.day")}</th><th scope="col">${t("report.visit.place")}</th><th scope="col">${t("report.visit.kind")}</th>
        <th scope="col" class="end">${t("report.visit.participants")}</th><th scope="col" class="end">${t("report.visit.hours")}</th><th scope="col">${t("report.visit.act")}</th></tr></thead>
      <tbody>${visits.map(({ visit_id: id, day, municipality, kind, participants, minutes }) => html`<tr key=${id}>
        <th scope="row">${day}</th><td>${name(municipality)}</td><td>${t(`report.visit.kind.${kind}`)}</td>
        <td class="end">${participants}</td><td class="end">${(minutes / MINUTES).toLocaleString(language)}</td>
        <td><button class="button button--small" type="button" aria-label=${t("report.visit.remove.one", { day, place: name(municipality) })} onClick=${() => remove(id)}>${t("report.visit.remove")}</button></td>
      </tr>`)}</tbody>
    </table></div>`}
  </section>`;
}
