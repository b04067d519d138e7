// What is to be seen of a talk: whose turn it is, how loud the voice is, what was heard.

import { onLanguage, say } from "/static/js/words.js";

const KEY = "maum.talk.leave";

export class Panel {
  #panel = document.getElementById("talk");
  #state = document.getElementById("talk-state");
  #caption = document.getElementById("caption");
  #leave = document.getElementById("talk-leave");
  #utterance = -1;

  constructor() {
    this.#leave.checked = localStorage.getItem(KEY) !== "no";
    this.#leave.addEventListener("change", () => {
      localStorage.setItem(KEY, this.#leave.checked ? "yes" : "no");
    });
    onLanguage(() => this.show(this.#panel.dataset.state));
  }

  // Whether the person wants it to end when they leave the page.
  get leaves() {
    return this.#leave.checked;
  }

  open() {
    this.#write("");
    this.#panel.hidden = false;
  }

  close() {
    this.#panel.hidden = true;
  }

  // listening, thinking or speaking
  show(state) {
    this.#panel.dataset.state = state;
    this.#state.textContent = say(`talk_${state}`);
    if (state === "speaking") this.#write("");
  }

  level(peak) {
    this.#panel.style.setProperty("--level", peak.toFixed(2));
  }

  // An utterance that comes to nothing takes only its own words away.
  caption({ utterance, text, final }) {
    if (final && !text && utterance !== this.#utterance) return;
    this.#utterance = utterance;
    this.#write(text, final);
  }

  #write(text, final = false) {
    this.#caption.textContent = text;
    this.#caption.classList.toggle("final", final);
  }
}
