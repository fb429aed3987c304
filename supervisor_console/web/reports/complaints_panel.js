// @ts-check
/* Complaints and praise (klager og ros): read at a press, which is written down, and closed when something has been done. */

import { t } from "../../../chat/web/staff/words.js";
import { html } from "../../../chat/web/vendor/preact.js";

/** @typedef {{ complaint_id: string, kind: string, day: string, text: string, contact: string, is_open: boolean }} Complaint */

/** @param {{ complaints: readonly Complaint[] | null, read: () => void, close: (complaintId: string) => void }} props */
export function ComplaintsPanel({ complaints, read, close }) {
  return html`<section class="panel" aria-labelledby="complaints">
    <div class="panel__head"><h2 id="complaints">${t("complaint.list.title")}</h2></div>
    ${complaints === null ? html`<p class="reports__none"><button class="button" type="button" onClick=${read}>${t("complaint.list.show")}</button> <span class="soft">${t("complaint.list.lead")}</span></p>` : html`
      ${complaints.length === 0 && html`<p class="reports__none soft">${t("complaint.list.none")}</p>`}
      <ul class="reports__complaints">${complaints.map(({ complaint_id, kind, day, text, contact, is_open }) => html`<li key=${complaint_id}>
        <p class="small soft">${t(`complaint.kind.${kind}`)} · ${day}</p>
        <p class="reports__words">${text}</p>
        ${contact !== "" && html`<p>${t("complaint.list.contact", { contact })}</p>`}
        ${is_open ? html`<button class="button" type="button" onClick=${() => close(complaint_id)}>${t("complaint.list.close")}</button>` : html`<p class="small soft">${t("complaint.list.closed")}</p>`}
      </li>`)}</ul>`}
  </section>`;
}
