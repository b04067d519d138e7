// Talking without hands: one tap to start, one to stop, and always plain to see.

import { Capture } from "/static/js/talk/capture.js";
import { Panel } from "/static/js/talk/panel.js";
import { reason } from "/static/js/media.js";
import { onLanguage, say } from "/static/js/words.js";

const BACKLOG = 64_000; // bytes, two seconds: a connection that is further behind gets no more
const PATIENCE = 150; // frames that found no way, about five seconds, before it ends

export class HandsFree {
  #button = document.getElementById("handsfree");
  #panel = new Panel();
  #capture = new Capture({
    onFrame: (frame, peak) => this.#send(frame, peak),
    onLost: () => this.#stopped(say("no_microphone")),
  });
  #state = "idle"; // idle, opening, on
  #stuck = 0;
  #awake = null;

  // *wish*: what the server is to know; *onStart* comes with the tap, *onStop* when it is over.
  constructor({ connection, wish, onStart, onStop, onTrouble }) {
    Object.assign(this, { connection, wish, onStart, onStop, onTrouble });
    this.#button.addEventListener("click", () => (this.active ? this.stop() : this.#start()));
    document.addEventListener("visibilitychange", () => this.#looked());
    onLanguage(() => this.#label());
  }

  get active() {
    return this.#state !== "idle";
  }

  // A second time tells the server of another wish.
  ask() {
    if (this.#state === "on") this.connection.send({ type: "listen", ...this.wish() });
  }

  stop() {
    this.#stopped("");
  }

  // The connection is gone, and the server hears nothing any more.
  lost() {
    if (this.active) this.#stopped(say("talk_lost"));
  }

  listening({ on, code, message }) {
    if (on && this.#state === "opening") this.#open();
    else if (code && this.active) this.#stopped(message);
  }

  caption(event) {
    this.#panel.caption(event);
  }

  show(state) {
    this.#panel.show(state);
  }

  async #start() {
    this.#state = "opening";
    this.#label();
    this.onStart();
    try {
      if (!(await this.#capture.open())) return;
    } catch (error) {
      if (this.active) this.#stopped(say(reason(error)));
      return;
    }
    if (!this.connection.send({ type: "listen", ...this.wish() })) this.lost();
  }

  async #open() {
    this.#state = "on";
    this.#stuck = 0;
    this.#panel.open();
    this.#label();
    // A phone that falls asleep would stop listening in the middle of a sentence.
    this.#awake = await navigator.wakeLock?.request("screen").catch(() => null);
    if (!this.active) this.#release();
  }

  #send(frame, peak) {
    if (this.#state !== "on") return;
    this.#panel.level(peak);
    this.#stuck = this.connection.stream(frame, BACKLOG) ? 0 : this.#stuck + 1;
    if (this.#stuck > PATIENCE) this.#stopped(say("talk_slow"));
  }

  #looked() {
    if (document.hidden && this.active && this.#panel.leaves) this.#stopped(say("talk_left"));
  }

  #stopped(sentence) {
    this.#state = "idle";
    this.#capture.close();
    this.#release();
    this.connection.send({ type: "listen", on: false });
    this.#panel.close();
    this.#label();
    this.onStop();
    if (sentence) this.onTrouble(sentence);
  }

  #release() {
    this.#awake?.release();
    this.#awake = null;
  }

  #label() {
    this.#button.setAttribute("aria-pressed", String(this.active));
    this.#button.setAttribute("aria-label", say(this.active ? "talk_stop" : "talk_start"));
    this.#button.title = say(this.active ? "talk_stop" : "talk_start");
    document.body.classList.toggle("talking", this.active);
  }
}
