// @ts-check
/* Complaints and praise (klager og ros): read at a press, which is written down, and closed when something has been done. */

import { t } from "../../../chat/web/staff/words.js";
import { html } from "../../../chat/web/vendor/preact.js";

/** @typedef {{ complaint_id: string, kind: string, day: string, text: string | null, contact: string, is_open: boolean, is_new: boolean, level: number | null, acute: boolean }} Complaint */
/** @typedef {{ complaints: Complaint[], skipped: number, total: number, unread: number }} Complaints a page; `unread`: how many beyond it */

/**
 * Where the next page begins: what is unread comes first and sinks once it is shown, so it is asked
 * for from the top until there is no more of it.
 *
 * @param {Complaints} found
 * @returns {number | null} null: this was the last
 */
export function nextPage({ complaints, skipped, total, unread }) {
  if (total <= complaints.length) return null;
  if (unread > 0 || complaints.some(({ is_new }) => is_new)) return 0;
  const next = skipped + complaints.length;
  return next < total && complaints.length > 0 ? next : null;
}

/** @param {{ complaints: Complaints | null, read: (skip: number) => void, close: (complaintId: string) => void }} props */
export function ComplaintsPanel({ complaints, read, close }) {
  return html`<section class="panel" aria-labelledby="complaints">
    <div class="panel__head"><h2 id="complaints">${t("complaint.list.title")}</h2></div>
    ${complaints === null ? html`<p class="reports__none"><button class="button" type="button" onClick=${() => read(0)}>${t("complaint.list.show")}</button> <span class="soft">${t("complaint.list.lead")}</span></p>` : html`
      ${complaints.complaints.length === 0 && html`<p class="reports__none soft">${t("complaint.list.none")}</p>`}
      <ul class="reports__complaints">${complaints.complaints.map(({ complaint_id, kind, day, text, contact, is_open, ...one }) => html`<li key=${complaint_id}>
        <p class="small soft">${[...marks(one), t(`complaint.kind.${kind}`), day].join(" · ")}</p>
        <p class="reports__words">${text ?? t("complaint.list.lost")}</p>
        ${contact !== "" && html`<p>${t("complaint.list.contact", { contact })}</p>`}
        ${is_open ? html`<button class="button" type="button" onClick=${() => close(complaint_id)}>${t("complaint.list.close")}</button>` : html`<p class="small soft">${t("complaint.list.closed")}</p>`}
      </li>`)}</ul>
      <${Next} found=${complaints} read=${read} />`}
  </section>`;
}

/** @param {Pick<Complaint, "is_new" | "level" | "acute">} one @returns {string[]} what triage said when it came */
function marks({ is_new, level, acute }) {
  return [
    ...(is_new ? [t("complaint.list.new")] : []),
    ...(acute ? [t("complaint.list.acute")] : []),
    ...(level === null ? [t("complaint.list.unassessed")] : level > 0 ? [t("complaint.list.flagged", { level })] : []),
  ];
}

/** @param {{ found: Complaints, read: (skip: number) => void }} props */
function Next({ found, read }) {
  const next = nextPage(found);
  if (found.complaints.length === 0) return null;
  const place = { first: found.skipped + 1, last: found.skipped + found.complaints.length, total: found.total };
  return html`<p class="reports__none"><span class="small soft">${t("complaint.list.place", place)}</span>
    ${next !== null && html` <button class="button" type="button" onClick=${() => read(next)}>${t("complaint.list.next")}</button>`}</p>`;
}
