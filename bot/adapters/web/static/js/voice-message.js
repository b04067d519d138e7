// A voice message: hold the button while talking, or press once to start and once to send.

import { about, onLanguage, say } from "/static/js/words.js";
import { Microphone } from "/static/js/microphone.js";
import { reason } from "/static/js/media.js";

const HOLD = 450; // milliseconds from which a press counts as holding
const SHORTEST = 300; // milliseconds; less holds no word
const LONGEST = 10 * 60 * 1000;

export class VoiceMessage {
  #button = document.getElementById("mic");
  #panel = document.getElementById("recording");
  #meter = document.getElementById("meter");
  #clock = document.getElementById("clock");
  #advice = document.getElementById("advice");
  #microphone = new Microphone({ onLevel: (level) => this.#meter.style.setProperty("--level", level) });
  #state = "idle"; // idle, opening, recording
  #since = 0;
  #pressed = 0;
  #holding = false;
  #ticking = 0;

  constructor({ onStart, onStop, onSend, onTrouble }) {
    Object.assign(this, { onStart, onStop, onSend, onTrouble });
    this.#button.addEventListener("pointerdown", (event) => this.#down(event));
    this.#button.addEventListener("pointerup", (event) => this.#up(event));
    this.#button.addEventListener("pointercancel", (event) => this.#up(event));
    this.#button.addEventListener("contextmenu", (event) => event.preventDefault());
    // A click without a pointer is the keyboard's or a screen reader's.
    this.#button.addEventListener("click", (event) => event.detail === 0 && this.#toggle());
    document.getElementById("cancel").addEventListener("click", () => this.cancel());
    onLanguage(() => this.#label());
  }

  get active() {
    return this.#state !== "idle";
  }

  cancel() {
    if (!this.active) return;
    this.#microphone.cancel();
    this.#rest();
  }

  #down(event) {
    if (event.button !== 0) return;
    this.#button.setPointerCapture(event.pointerId);
    this.#pressed = event.timeStamp;
    this.#holding = this.#state === "idle";
    this.#toggle();
  }

  // As the finger counted it: a page that is busy makes no tap longer.
  #up(event) {
    const held = this.#holding && event.timeStamp - this.#pressed >= HOLD;
    this.#holding = false;
    this.#label();
    if (held && this.#state === "recording") this.#finish();
    // The browser asked for permission meanwhile: nobody is holding the button any more.
    else if (held && this.#state === "opening") this.#advise();
  }

  #toggle() {
    if (this.#state === "idle") this.#open();
    else if (this.#state === "recording") this.#finish();
  }

  async #open() {
    this.#state = "opening";
    this.onStart();
    try {
      if (!navigator.mediaDevices) throw new DOMException("", "SecurityError");
      await this.#microphone.start();
    } catch (error) {
      this.#rest();
      this.onTrouble(say(reason(error)));
      return;
    }
    this.#state = "recording";
    this.#since = performance.now();
    this.#panel.hidden = false;
    this.#button.setAttribute("aria-pressed", "true");
    document.body.classList.add("listening");
    this.#label();
    this.#ticking = setInterval(() => this.#tick(), 250);
    this.#tick();
  }

  async #finish() {
    const length = performance.now() - this.#since;
    if (length < SHORTEST) {
      this.cancel();
      this.onTrouble(say("too_short"));
      return;
    }
    this.#state = "opening";
    const recording = await this.#microphone.stop();
    this.#rest();
    if (recording.size > about.longest_voice) this.onTrouble(say("too_large"));
    else this.onSend(recording);
  }

  #tick() {
    const length = performance.now() - this.#since;
    const seconds = Math.floor(length / 1000);
    this.#clock.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    if (length > LONGEST && this.#state === "recording") this.#finish();
  }

  #rest() {
    clearInterval(this.#ticking);
    this.#state = "idle";
    this.#holding = false;
    this.#panel.hidden = true;
    this.#button.setAttribute("aria-pressed", "false");
    document.body.classList.remove("listening");
    this.#label();
    this.onStop();
  }

  #label() {
    const label = say(this.#state === "recording" ? "mic_stop" : "mic");
    this.#button.setAttribute("aria-label", label);
    this.#button.title = label;
    this.#advise();
  }

  #advise() {
    this.#advice.textContent = say(this.#holding ? "advice_hold" : "advice_tap");
  }
}
