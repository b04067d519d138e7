// The text field: it grows, Enter sends, and a half-composed syllable is left alone.

import { about, current, say } from "/static/js/words.js";

export class Composer {
  #field = document.getElementById("composer");
  #send = document.getElementById("send");
  #hint = document.getElementById("hint");

  constructor({ onSend }) {
    this.onSend = onSend;
    this.#field.addEventListener("input", () => this.#changed());
    this.#field.addEventListener("keydown", (event) => this.#pressed(event));
    document.getElementById("form").addEventListener("submit", (event) => {
      event.preventDefault();
      this.#submit();
    });
    // Pressing the button must not take the focus, or a phone folds its keyboard away.
    this.#send.addEventListener("mousedown", (event) => event.preventDefault());
    this.#changed();
  }

  focus() {
    this.#field.focus({ preventScroll: true });
  }

  hint(sentence) {
    this.#hint.textContent = sentence;
    this.#hint.hidden = !sentence;
  }

  #pressed(event) {
    // Safari reports the Enter that ends a composition as key code 229.
    const composing = event.isComposing || event.keyCode === 229;
    if (event.key !== "Enter" || event.shiftKey || composing) return;
    event.preventDefault();
    this.#submit();
  }

  #submit() {
    const text = this.#field.value.toWellFormed?.() ?? this.#field.value;
    if (!text.trim() || this.#tooLong(text)) return;
    this.#field.value = "";
    this.#changed();
    this.onSend(text.trim());
  }

  #tooLong(text) {
    const count = [...text].length;
    if (count <= about.longest_text) return false;
    const written = (number) => number.toLocaleString(current());
    this.hint(say("too_long", written(count), written(about.longest_text)));
    return true;
  }

  #changed() {
    this.hint("");
    this.#send.disabled = !this.#field.value.trim();
    this.#field.style.height = "auto";
    this.#field.style.height = `${this.#field.scrollHeight}px`;
  }
}
