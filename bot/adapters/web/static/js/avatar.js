// The companion's face, which fades from one expression to the next.

import { about, current, moodName, onLanguage, say } from "/static/js/words.js";
import { blobOf } from "/static/js/media.js";

export class Avatar {
  #element = document.getElementById("avatar");
  #url = null;

  constructor() {
    onLanguage(() => this.#label());
  }

  read(mood) {
    if (!mood || !(mood in about.moods)) return;
    this.#element.dataset.mood = mood;
    document.body.dataset.mood = mood;
    this.#label();
  }

  // The guard answers: the room turns neutral and warm, whatever was read.
  care() {
    document.body.dataset.mood = "care";
  }

  async show({ portrait, media_type, face }) {
    const [front, back] = this.#element.querySelectorAll("img");
    const next = front.classList.contains("shown") ? back : front;
    const url = URL.createObjectURL(blobOf(portrait, media_type));
    next.src = url;
    try {
      await next.decode();
    } catch {
      URL.revokeObjectURL(url);
      return;
    }
    this.#element.dataset.face = face;
    front.classList.toggle("shown", next === front);
    back.classList.toggle("shown", next === back);
    const old = this.#url;
    this.#url = url;
    if (old) setTimeout(() => URL.revokeObjectURL(old), 2000); // after the fade
  }

  speaking(on) {
    this.#element.classList.toggle("speaking", on);
  }

  #label() {
    const label = say("face", about.name[current()], moodName(this.#element.dataset.mood));
    this.#element.setAttribute("aria-label", label);
  }
}
