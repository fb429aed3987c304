// @ts-check
/* The reports as a whole: how the service answers, and a half-yearly report on one place. */

import { Icon } from "../../../chat/web/design/icon.js";
import { LiveRegions } from "../../../chat/web/staff/live_regions.js";
import { StaffBar } from "../../../chat/web/staff/staff_bar.js";
import { t } from "../../../chat/web/staff/words.js";
import { html, useState } from "../../../chat/web/vendor/preact.js";
import { CampaignsPanel } from "./campaigns_panel.js";
import { ComplaintsPanel } from "./complaints_panel.js";
import { QualityPanel } from "./quality_panel.js";
import { SheetPanel, counted } from "./sheet_panel.js";
import { VisitsPanel, denmarkToday } from "./visits_panel.js";

/** @import { Complaints } from "./complaints_panel.js" */
/** @import { Quality } from "./quality_panel.js" */
/** @import { Row, Section } from "./sheet_panel.js" */
/** @import { NewVisit, Visit } from "./visits_panel.js" */

/** @typedef {{ half_years: string[], places: { code: string, name: string }[], quality: Quality[], campaigns: string[] }} Choice */
/** @typedef {{ title: string, span: string, lead: string, sums: Row[], sections: Section[], notes: string[] }} Report */
/** @template T @typedef {{ value: T }} Held */

const COUNTRY = "country";
/** What stands below the report, which is long: one click away. */
const PANELS = [["quality", "report.quality.title"], ["campaigns", "report.campaign.title"], ["visits", "report.visit.title"], ["complaints", "complaint.list.title"]];
const FORMS = ["pdf", "xlsx", "csv"];

/** @param {{ choice: Held<Choice | null>, report: Held<Report | null>, loading: Held<boolean>, fault: Held<string>, language: string, complaints: Held<Complaints | null>, visits: Held<Visit[] | null>, visitFault: Held<string>, enter: (visit: NewVisit) => Promise<boolean>, remove: (visitId: string) => Promise<boolean>, read: (skip: number) => void, close: (complaintId: string) => void, show: (halfYear: string, place: string) => void, signOut: () => void }} props */
export function ReportsPage({ choice, report, loading, fault, language, complaints, visits, visitFault, enter, remove, read, close, show, signOut }) {
  const [keysOpen, setKeysOpen] = useState(false);
  const [shown, setShown] = useState({ halfYear: "", place: "" });
  const known = choice.value;
  return html`
    <${StaffBar} href="/supervisor" sound=${null} keys=${[]} keysOpen=${keysOpen} setKeysOpen=${setKeysOpen} signOut=${signOut}
      groups=${[html`<a class="button" href="/supervisor"><${Icon} name="arrow-left" /> ${t("report.page.back")}</a>`]} />
    <main class="reports">
      <div class="reports__head"><h1>${t("report.page.title")}</h1><p class="soft">${t("report.page.lead")}</p></div>
      ${known !== null && html`<nav class="reports__nav" aria-label=${t("report.page.nav")}>${PANELS.map(([id, title]) => html`<a key=${id} href=${`#${id}`}>${t(title)}</a>`)}</nav>`}
      <div role="alert">${fault.value !== "" && html`<p class="notice notice--danger"><${Icon} name="triangle-alert" /><span>${fault.value}</span></p>`}</div>
      ${known !== null && html`<${Chooser} choice=${known} loading=${loading.value}
        choose=${(/** @type {string} */ halfYear, /** @type {string} */ place) => { setShown({ halfYear, place }); show(halfYear, place); }} />`}
      ${report.value !== null && html`<${Shown} report=${report.value} path=${`/api/reports/${shown.halfYear}/${shown.place}`} language=${language} />`}
      ${known !== null && html`<${QualityPanel} quality=${known.quality} campaigns=${known.campaigns} />
        <${CampaignsPanel} campaigns=${known.campaigns} address=${location.origin} />
        ${visits.value !== null && html`<${VisitsPanel} visits=${visits.value} places=${known.places.filter(({ code }) => code !== COUNTRY)} language=${language} today=${denmarkToday()} fault=${visitFault.value} enter=${enter} remove=${remove} />`}
        <${ComplaintsPanel} complaints=${complaints.value} read=${read} close=${close} />`}
    </main>
    <${LiveRegions} />`;
}

/** @param {{ choice: Choice, loading: boolean, choose: (halfYear: string, place: string) => void }} props */
function Chooser({ choice, loading, choose }) {
  if (choice.half_years.length === 0) return html`<p class="panel reports__none">${t("report.page.none")}</p>`;
  /** @param {Event} event */
  function submit(event) {
    event.preventDefault();
    const form = new FormData(/** @type {HTMLFormElement} */ (event.currentTarget));
    choose(String(form.get("half_year")), String(form.get("place")));
  }
  return html`<form class="panel reports__chooser" aria-label=${t("report.page.choose")} onSubmit=${submit}>
    <label class="field"><span class="field__label">${t("report.page.half_year")}</span>
      <select class="input" name="half_year">${choice.half_years.map((one) => html`<option key=${one} value=${one}>${one}</option>`)}</select></label>
    <label class="field"><span class="field__label">${t("report.page.place")}</span>
      <select class="input" name="place">${choice.places.map(({ code, name }) => html`<option key=${code} value=${code}>${name}</option>`)}</select></label>
    <button class="button button--main" type="submit" aria-disabled=${loading}>${t(loading ? "report.page.loading" : "report.page.show")}</button>
  </form>`;
}

/** @param {{ report: Report, path: string, language: string }} props */
function Shown({ report, path, language }) {
  /** @param {string} form */
  const href = (form) => `${path}/${form}?lang=${language}`;
  return html`<article class="reports__report" aria-labelledby="report">
    <div class="reports__head">
      <h2 id="report">${report.title}</h2>
      <p>${report.span}</p>
      <p class="soft">${report.lead}</p>
      ${report.sums.length > 0 && html`<dl class="reports__sums">${report.sums.map(({ label, number, before }) => html`<div key=${label}>
        <dt>${label}</dt><dd><b class="figures">${number === null ? t("report.hidden") : counted(number)}</b>${before !== null && html` <small class="soft">${t("report.column.before").toLowerCase()}: ${counted(before)}</small>`}</dd>
      </div>`)}</dl>`}
      <p class="reports__files">${t("report.page.send")} ${FORMS.map((form) => html`<a class="button" key=${form} href=${href(form)} download>${form.toUpperCase()}</a>`)}
        <a class="button" href=${href("html")} download>${t("report.page.html")}</a></p>
    </div>
    <div class="reports__sheets">${report.sections.map((section) => html`<${SheetPanel} key=${section.code} section=${section} />`)}</div>
    <ul class="small soft reports__notes">${report.notes.map((note) => html`<li key=${note}>${note}</li>`)}</ul>
  </article>`;
}
