// What was read in a message, small and honest, under the person's bubble. It opens to tell why.

import { about, moodName, onLanguage, say } from "/static/js/words.js";
import { Why } from "/static/js/why.js";

const shown = new Map();
onLanguage(() => shown.forEach((label) => label.write()));

export function forgetEmotions() {
  shown.clear();
}

// *reading* is a felt event, or just a mood for a line of the history; *text* what it is about.
export function showEmotion(element, reading, text) {
  shown.set(element, new Label(element, reading, text));
}

// The person said what it was: every label of *text* says so too.
export function correctEmotion(text, mood) {
  for (const label of shown.values()) label.correct(text, mood);
}

class Label {
  #summary = document.createElement("summary");
  #told = null;

  constructor(element, reading, text) {
    this.element = element;
    this.reading = reading;
    this.text = text;
    const details = document.createElement("details");
    this.why = new Why(text, reading.mood);
    details.append(this.#summary, this.why.element);
    details.addEventListener("toggle", () => details.open && this.why.ask());
    element.replaceChildren(details);
    this.write();
  }

  correct(text, mood) {
    if (this.text !== text) return;
    this.#told = mood;
    this.why.corrected(mood);
    this.write();
  }

  write() {
    this.element.dataset.mood = this.#told ?? this.reading.mood;
    this.#summary.textContent = this.#sentence();
    this.why.write();
  }

  #sentence() {
    const { mood, confidence } = this.reading;
    if (this.#told) return say("told", moodName(this.#told));
    if (confidence === undefined) return say("felt_before", moodName(mood));
    return confidence < about.unsure ? say("unsure") : say("felt", moodName(mood), percent(confidence));
  }
}

const percent = (share) => `${Math.round(share * 100)}%`;
