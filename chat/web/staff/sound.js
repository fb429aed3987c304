// @ts-check
/* Sound on staff pages (lyd): as each chooses, kept on the device, silent until somebody has pressed something. */

import { signal } from "../vendor/preact.js";

/** @typedef {{ on: boolean, messages: boolean, volume: number }} SoundSettings `messages`: also for words; volume in [0, 1] */
/** @import { Signal } from "../vendor/preact.js" */

/** @typedef {{ settings: Signal<SoundSettings>, set: (settings: SoundSettings) => void, tone: () => void }} Sound */

/** @type {SoundSettings} */
const SILENT = { on: false, messages: false, volume: 0.5 };
const LENGTH_S = 0.4;
const PITCH_HZ = 587.33; // D5: soft, and away from most ringtones

/**
 * @param {string} keptAs
 * @param {{ on: boolean }} [first] until somebody chooses
 * @returns {Sound}
 */
export function openSound(keptAs, first = { on: false }) {
  const settings = signal({ ...SILENT, ...first, ...kept(keptAs) });
  /** @type {AudioContext | null} */
  let audio = null;
  const tone = () => {
    // Before the first press on the page a browser plays nothing, and complains.
    if (!navigator.userActivation.hasBeenActive) return;
    audio ??= new AudioContext();
    void audio.resume();
    const gain = audio.createGain();
    const from = audio.currentTime;
    gain.gain.setValueAtTime(0, from);
    gain.gain.linearRampToValueAtTime(settings.value.volume * 0.4, from + 0.02);
    gain.gain.exponentialRampToValueAtTime(0.0001, from + LENGTH_S);
    const oscillator = audio.createOscillator();
    oscillator.type = "sine";
    oscillator.frequency.value = PITCH_HZ;
    oscillator.connect(gain).connect(audio.destination);
    oscillator.start(from);
    oscillator.stop(from + LENGTH_S);
  };
  return {
    settings,
    tone,
    set: (next) => {
      settings.value = next;
      localStorage.setItem(keptAs, JSON.stringify(next));
    },
  };
}

/** @param {string} keptAs @returns {Partial<SoundSettings>} nothing where nothing was chosen */
function kept(keptAs) {
  try {
    const { on, messages, volume } = JSON.parse(localStorage.getItem(keptAs) ?? "");
    return { on: on === true, messages: messages === true, ...(typeof volume === "number" ? { volume: Math.min(1, Math.max(0, volume)) } : {}) };
  } catch {
    return {};
  }
}
