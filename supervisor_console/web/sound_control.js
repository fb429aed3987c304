// @ts-check
/* The alarm as the page steers it (lyd): on from the first press, since a silent console is dangerous; off only by choice. */

import { effect, signal } from "../../chat/web/vendor/preact.js";

/** @import { Alarm, SoundState } from "../../chat/web/staff/alarm.js" */

/** @typedef {{ muted: boolean, volume: number }} SoundSettings */

const WAKES = ["pointerdown", "keydown"];

/** @typedef {ReturnType<typeof connectSound>} SoundControl */

/** @param {Alarm} alarm */
export function connectSound(alarm) {
  const settings = signal(/** @type {SoundSettings} */ ({ muted: false, volume: 0.6 }));
  const state = signal(alarm.state());
  const desktop = signal(permission());

  const look = () => { state.value = alarm.state(); };
  const wake = async () => {
    await alarm.wake();
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

/** @returns {"none" | "ask" | "on" | "off"} whether notifications may be shown outside the page */
function permission() {
  if (!("Notification" in window)) return "none";
  if (Notification.permission === "granted") return "on";
  return Notification.permission === "denied" ? "off" : "ask";
}
