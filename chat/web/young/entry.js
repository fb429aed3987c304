// @ts-check
/* Entry (indgang): what this is, who answers, the one limit, how the door stands, and the way in. */

import { Icon } from "./icon.js";
import { html, useState } from "../vendor/preact.js";
import { wayBack } from "./behind.js";
import { Closed } from "./closed.js";
import { Door, canEnter } from "./door.js";
import { EntryNotice } from "./entry_notice.js";
import { EMERGENCY, HelpLines } from "./helplines.js";
import { Relatives } from "./relatives.js";
import { say, state } from "./state.js";

/** @type {ReadonlyArray<[string, import("./icon.js").IconName]>} */
const PROMISES = [
  ["who", "users"], ["anonymous", "lock"], ["limit", "hand-heart"], ["exit", "door-open"],
];
const SCENE = new URL("scene.svg", import.meta.url).href;

/** @param {{ begin: () => void, comeBack: (code: string) => Promise<string> }} props */
export function Entry({ begin, comeBack }) {
  const service = state.service.value;
  const open = canEnter(service);
  if (service?.state === "closed") return html`<${Closed} service=${service}><${WayBack} comeBack=${comeBack} /><//>`;
  return html`
    <div class="entry">
      <main class="young__main">
        <img class="scene entry__scene" src=${SCENE} width="400" height="132" alt="" />
        <h1 class="entry__title">${say("young.entry.title")}</h1>
        <p class="lead">${say("young.entry.lead")}</p>
        <div class="entry__door">
          <${Door} service=${service} />
          <${EntryNotice} />
        </div>
        ${!open && html`<${HelpLines} title=${say("young.help.others")} />`}
        <ul class="promises">
          ${PROMISES.map(([name, icon]) => html`<${Kept} key=${name} name=${name} icon=${icon} />`)}
        </ul>
        <${Relatives} />
        <${WayBack} comeBack=${comeBack} />
        ${open && html`
          <div class="foot-bar">
            <button class="button button--main button--big" type="button" onClick=${begin}>
              ${say("young.entry.begin")}
            </button>
            <p class="foot-bar__note">
              ${say("young.entry.danger")}${" "}
              <a href=${`tel:${EMERGENCY}`}>${say("young.help.call", { number: EMERGENCY })}</a>
            </p>
          </div>`}
      </main>
    </div>`;
}

/** @param {{ comeBack: (code: string) => Promise<string> }} props fetched when it is asked for: few come back */
function WayBack({ comeBack }) {
  const [door, setDoor] = useState(/** @type {typeof import("./return_door.js") | null} */ (null));
  if (door !== null) return html`<${door.ReturnDoor} comeBack=${comeBack} />`;
  return html`<p><button class="text-link" type="button" onClick=${async () => setDoor(await wayBack())}>${say("young.return.door")}</button></p>`;
}

/** @param {{ name: string, icon: import("./icon.js").IconName }} props */
function Kept({ name, icon }) {
  return html`
    <li>
      <${Icon} name=${icon} />
      <p>
        <b>${say(`young.entry.${name}.title`)}</b>${" "}
        ${say(`young.entry.${name}.text`)}
        ${name === "exit" && html`<${WhatItCanNotHide} />`}
      </p>
    </li>`;
}

function WhatItCanNotHide() {
  const open = () => { state.dialog.value = "limits"; };
  return html`
    ${" "}<button class="text-link" type="button" onClick=${open}>${say("young.limits.open")}</button>`;
}
