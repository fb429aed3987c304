// @ts-check
/* Closed (lukket): when we open again first, then who is open now, then what to do until then. */

import { html } from "../vendor/preact.js";
import { sentence } from "./door.js";
import { HelpLines, someOpen } from "./helplines.js";
import { EntryNotice } from "./entry_notice.js";
import { Relatives } from "./relatives.js";
import { say } from "./state.js";

/** @param {{ service: import("../shared/wire.d.ts").Service, children?: unknown }} props */
export function Closed({ service, children }) {
  return html`
    <main class="young__main">
      <div>
        <h1>${say("young.door.closed")}</h1>
        <p class="lead">${sentence(service)}</p>
      </div>
      <${EntryNotice} />
      <${HelpLines} title=${say(someOpen(service.help) ? "young.closed.help" : "young.help.title")} />
      <section class="card">
        <h2>${say("young.closed.until.title")}</h2>
        <p>${say("young.closed.until.text")}</p>
      </section>
      <${Relatives} />
      ${children}
    </main>`;
}
