// @ts-check
/* Outreach and school visits (besøg): entered in numbers, the latest below, and a slip taken back. */

import { Icon } from "../../../chat/web/design/icon.js";
import { t } from "../../../chat/web/staff/words.js";
import { html, useState } from "../../../chat/web/vendor/preact.js";

/** @typedef {{ visit_id: string, day: string, municipality: string, kind: string, participants: number, minutes: number }} NewVisit */
/** @typedef {NewVisit & { fixed: boolean }} Visit fixed: its half-year's report stands */

const KINDS = ["outreach", "school"];
const MINUTES = 60;
/** What is different at the next visit; the rest is often the same. */
const ANEW = ["participants", "hours"];

/** What a form says, as it is sent. @param {FormData} form @param {string} id made here, so that a lost answer enters nothing twice @returns {NewVisit} */
export function visitIn(form, id) {
  const word = (/** @type {string} */ name) => String(form.get(name) ?? "");
  return { visit_id: id, day: word("day"), municipality: word("municipality"), kind: word("kind"), participants: Number(word("participants")), minutes: Math.round(Number(word("hours")) * MINUTES) };
}

/** Whether a visit stands already, number for number: somebody may have entered it. @param {readonly Visit[]} visits @param {NewVisit} visit */
export function standsAlready(visits, { visit_id: _, ...visit }) {
  return visits.some((one) => Object.entries(visit).every(([name, value]) => one[/** @type {keyof NewVisit} */ (name)] === value));
}

/** The day in Denmark, as a form has it: no visit is later. */
export function denmarkToday(now = new Date()) {
  return new Intl.DateTimeFormat("sv-SE", { dateStyle: "short", timeZone: "Europe/Copenhagen" }).format(now);
}

/** @param {string} day @param {string} language */
function dayWords(day, language) {
  return new Intl.DateTimeFormat(language, { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" }).format(new Date(`${day}T00:00:00Z`));
}

/** @typedef {{ visits: readonly Visit[], places: readonly { code: string, name: string }[], language: string, today: string, fault: string, enter: (visit: NewVisit) => Promise<boolean>, remove: (visitId: string) => Promise<boolean> }} PanelProps */

/** @param {PanelProps} props */
export function VisitsPanel({ visits, places, language, today, fault, enter, remove }) {
  const name = (/** @type {string} */ code) => places.find((one) => one.code === code)?.name ?? code;
  const [said, setSaid] = useState("");
  const [visitId, setVisitId] = useState(() => crypto.randomUUID());
  const [twice, setTwice] = useState("");
  /** @param {Event} event */
  async function submit(event) {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.currentTarget);
    const visit = visitIn(new FormData(form), visitId);
    const numbers = JSON.stringify(visit);
    setSaid("");
    if (twice !== numbers && standsAlready(visits, visit)) return setTwice(numbers);
    setTwice("");
    if (!(await enter(visit))) return;
    setVisitId(crypto.randomUUID());
    setSaid(t("report.visit.entered", { place: name(visit.municipality), day: dayWords(visit.day, language), participants: visit.participants }));
    for (const field of ANEW) /** @type {HTMLInputElement} */ (form.elements.namedItem(field)).value = "";
    if (document.activeElement !== document.body && !form.contains(document.activeElement)) return;
    /** @type {HTMLInputElement} */ (form.elements.namedItem("day")).focus();
  }
  const taken = async (/** @type {string} */ id) => {
    setTwice("");
    setSaid((await remove(id)) ? t("report.visit.removed") : "");
  };
  return html`<section class="panel" aria-labelledby="visits">
    <div class="panel__head"><h2 id="visits">${t("report.visit.title")}</h2></div>
    <p class="reports__none soft">${t("report.visit.lead")}</p>
    <form class="reports__chooser reports__visit" aria-label=${t("report.visit.title")} onSubmit=${(/** @type {Event} */ event) => void submit(event)}>
      <div class="field"><label class="field__label" for="visit-day">${t("report.visit.day")}</label><input class="input" id="visit-day" name="day" type="date" max=${today} required /></div>
      <div class="field"><label class="field__label" for="visit-municipality">${t("report.visit.place")}</label>
        <select class="input" id="visit-municipality" name="municipality" required><option value=""></option>${places.map(({ code, name: called }) => html`<option key=${code} value=${code}>${called}</option>`)}</select></div>
      <div class="field"><label class="field__label" for="visit-kind">${t("report.visit.kind")}</label>
        <select class="input" id="visit-kind" name="kind">${KINDS.map((kind) => html`<option key=${kind} value=${kind}>${t(`report.visit.kind.${kind}`)}</option>`)}</select></div>
      <div class="field"><label class="field__label" for="visit-participants">${t("report.visit.participants")}</label><input class="input" id="visit-participants" name="participants" type="number" inputmode="numeric" min="0" max="10000" step="1" required /></div>
      <div class="field"><label class="field__label" for="visit-hours">${t("report.visit.hours")}</label><input class="input" id="visit-hours" name="hours" type="number" inputmode="decimal" min="0.25" max="100" step="0.25" required aria-describedby="visit-hours-hint" />
        <p class="field__hint" id="visit-hours-hint">${t("report.visit.hours.hint")}</p></div>
      <button class="button button--main" type="submit">${t(twice === "" ? "report.visit.add" : "report.visit.add.again")}</button>
    </form>
    <div class="reports__told" role="alert">${fault !== "" && html`<p class="notice notice--danger"><${Icon} name="triangle-alert" /><span>${fault}</span></p>`}
      ${twice !== "" && html`<p class="notice"><${Icon} name="triangle-alert" /><span>${t("report.visit.twice")}</span></p>`}</div>
    <div class="reports__told" role="status">${said !== "" && fault === "" && html`<p class="notice notice--good"><${Icon} name="circle-check" /><span>${said}</span></p>`}</div>
    ${visits.length === 0 ? html`<p class="reports__none soft">${t("report.visit.none")}</p>` : html`
    <h3 class="reports__latest" id="visits-latest">${t("report.visit.latest")}</h3>
    <ul class="reports__visits" aria-labelledby="visits-latest">${visits.map((one) => html`<${One} key=${one.visit_id} one=${one} day=${dayWords(one.day, language)} place=${name(one.municipality)} language=${language} remove=${taken} />`)}</ul>`}
  </section>`;
}

/** @param {{ one: Visit, day: string, place: string, language: string, remove: (visitId: string) => Promise<void> }} props */
function One({ one: { visit_id: id, kind, participants, minutes, fixed }, day, place, language, remove }) {
  const [sure, setSure] = useState(false);
  const hours = (minutes / MINUTES).toLocaleString(language);
  return html`<li><div><b>${place}</b> <span class="soft">${day}</span><br />
      ${t(`report.visit.kind.${kind}`)} · ${t("report.visit.came", { count: participants })} · ${t("report.visit.took", { hours })}</div>
    ${fixed && html`<span class="soft small">${t("report.visit.fixed")}</span>`}
    ${!fixed && !sure && html`<button class="button button--small" type="button" aria-label=${t("report.visit.remove.one", { day, place })} onClick=${() => setSure(true)}>${t("report.visit.remove")}</button>`}
    ${!fixed && sure && html`<span class="reports__sure"><button class="button button--small button--main" type="button" ref=${(/** @type {HTMLElement | null} */ button) => button?.focus()} onClick=${() => void remove(id)}>${t("report.visit.remove.yes")}</button>
      <button class="button button--small" type="button" onClick=${() => setSure(false)}>${t("report.visit.remove.no")}</button></span>`}
  </li>`;
}
