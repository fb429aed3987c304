// @ts-check
/*
 * Help now (hjælp nu): 112, and the checked lines of the directory. Those known to be open now come
 * first; whose hours no clock can read stand behind *Se hele listen*, with their hours in words.
 */

import { Icon } from "./icon.js";
import { html } from "../vendor/preact.js";
import { say, state } from "./state.js";

/** @typedef {import("../shared/wire.d.ts").HelpLine} HelpLine */

/** The one number that stands in the page itself: it must be there when nothing else is. */
export const EMERGENCY = "112";

/** @typedef {NonNullable<HelpLine["whom"]>[number]} Whom */

/**
 * For somebody who is better met elsewhere, all that meet them are shown.
 *
 * @param {{ title?: string, most?: number, whom?: Whom }} props
 */
export function HelpLines({ title, most = 4, whom = "young" }) {
  const lines = (state.service.value?.help ?? []).filter((line) => callable(line) && meets(line, whom));
  const open = lines.filter(isOpen);
  const first = whom === "young" ? (open.length > 0 ? open : lines).slice(0, most) : lines;
  const others = lines.filter((line) => !first.includes(line));
  return html`
    <section class="helplines" aria-labelledby=${`helplines-${whom}`}>
      <h2 id=${`helplines-${whom}`} class=${title ? "" : "visually-hidden"}>
        ${title ?? say("young.help.title")}
      </h2>
      <ul class="helplines">
        <li class="helpline helpline--danger">
          <div>
            <p class="helpline__name">${say("young.help.danger")}</p>
            <p class="helpline__what">${say("young.help.danger.what")}</p>
          </div>
          <a class="button button--danger" href=${`tel:${EMERGENCY}`}>
            <${Icon} name="phone" /> ${say("young.help.call", { number: EMERGENCY })}
          </a>
        </li>
        ${first.map((line) => html`<${HelpLineRow} key=${line.name} line=${line} />`)}
      </ul>
      ${others.length > 0 && html`
        <details class="helplines__more">
          <summary>${say("young.help.all")}</summary>
          <ul class="helplines">
            ${others.map((line) => html`<${HelpLineRow} key=${line.name} line=${line} />`)}
          </ul>
        </details>`}
      <p class="small soft">${say("young.help.checked")}</p>
    </section>`;
}

/** @param {{ line: HelpLine }} props */
function HelpLineRow({ line }) {
  const { hours } = line;
  const facts = [
    line.about,
    line.anonymous === true ? say("young.help.anonymous") : null,
    line.open_now === true ? say("young.help.open_now") : null,
  ];
  return html`
    <li class="helpline">
      <div>
        <p class="helpline__name">${line.name}</p>
        <p class="helpline__what">${facts.filter(Boolean).join(" ")}${line.open_now !== true && hours && html`
          <span lang="da"> ${sentence(hours)}</span>`}</p>
      </div>
      <a class="button" href=${`tel:${(line.phone ?? "").replace(/\s/g, "")}`}
        aria-label=${`${line.phone}, ${line.name}`}>
        <${Icon} name="phone" /> ${line.phone}
      </a>
    </li>`;
}

/** Hours as a helpline wrote them: Danish, and in the middle of a sentence. @param {string} words */
export function sentence(words) {
  return `${words.charAt(0).toUpperCase()}${words.slice(1).replace(/\.$/, "")}.`;
}

/** Whether anybody but 112 is known to be open now. @param {readonly HelpLine[]} help */
export function someOpen(help) {
  return help.some((line) => callable(line) && meets(line, "young") && isOpen(line));
}

/** @param {HelpLine} line */
function isOpen({ open_now }) {
  return open_now === true;
}

/** @param {HelpLine} line @param {Whom} whom */
function meets({ whom: met }, whom) {
  return met === undefined || met.includes(whom);
}

/** 112 has a row of its own. @param {HelpLine} line */
function callable({ phone, open_now }) {
  return phone !== null && phone !== "" && phone !== EMERGENCY && open_now !== false;
}
