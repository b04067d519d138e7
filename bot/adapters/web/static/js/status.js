// The line under the name: what the companion is doing.

import { onLanguage, say } from "/static/js/words.js";

const ORDER = ["away", "listening", "speaking", "writing", "thinking"];

export class Status {
  #line = document.getElementById("status");
  #on = new Set(["away"]);

  constructor({ onChange }) {
    this.onChange = onChange;
    onLanguage(() => this.#show());
  }

  has(state) {
    return this.#on.has(state);
  }

  set(state, on) {
    if (on) this.#on.add(state);
    else this.#on.delete(state);
    this.#show();
    this.onChange();
  }

  #show() {
    const state = ORDER.find((one) => this.#on.has(one)) ?? "here";
    const text = say(`status_${state}`);
    if (this.#line.textContent !== text) this.#line.textContent = text;
    this.#line.dataset.state = state;
  }
}
