// @ts-check
/* The alarm as the page steers it (lyd): on from the first press, since a silent console is dangerous; off only by choice. */

import { effect, signal } from "../../chat/web/vendor/preact.js";

/** @import { Alarm, SoundState } from "../../chat/web/staff/alarm.js" */

/** @typedef {{ muted: boolean, volume: number }} SoundSettings */

const WAKES = ["pointerdown", "keydown"];

/** A finger's click comes after it is lifted, and not in the same breath (our own number). */
const CLICK_WITHIN_MS = 300;

/** @typedef {ReturnType<typeof connectSound>} SoundControl */

/** @param {Alarm} alarm */
export function connectSound(alarm) {
  const settings = signal(/** @type {SoundSettings} */ ({ muted: false, volume: 0.6 }));
  const state = signal(alarm.state());
  const desktop = signal(permission());

  const look = () => { state.value = alarm.state(); };
  const wake = async (/** @type {Event | undefined} */ press = undefined) => {
    const over = press?.type === "pointerdown" ? pressIsOver() : undefined;
    await alarm.wake();
    await over;
    look();
    if (state.value === "waiting") return;
    for (const name of WAKES) document.removeEventListener(name, wake, { capture: true });
  };
  for (const name of WAKES) document.addEventListener(name, wake, { capture: true });

  effect(() => {
    alarm.mute(settings.value.muted);
    alarm.setVolume(settings.value.volume);
    look();
  });

  return {
    settings,
    state: /** @type {{ readonly value: SoundState }} */ (state),
    desktop,
    /** @param {SoundSettings} next */
    set: (next) => { settings.value = next; },
    async test() {
      await wake();
      alarm.test();
    },
    async askDesktop() {
      await Notification.requestPermission();
      desktop.value = permission();
    },
  };
}

/**
 * What says that the alarm is on is shorter than what asks for a press: drawn at once, it would move what is pressed from
 * under the pointer, and nobody would have taken the escalation.
 */
async function pressIsOver() {
  await new Promise((done) => {
    for (const end of ["pointerup", "pointercancel"]) document.addEventListener(end, done, { capture: true, once: true });
  });
  await new Promise((done) => { setTimeout(done, CLICK_WITHIN_MS); });
}

/** @returns {"none" | "ask" | "on" | "off"} whether notifications may be shown outside the page */
function permission() {
  if (!("Notification" in window)) return "none";
  if (Notification.permission === "granted") return "on";
  return Notification.permission === "denied" ? "off" : "ask";
}
