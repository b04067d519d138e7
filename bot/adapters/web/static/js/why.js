// Why a message was read as it was: the labels, the words, and the moods it may have been instead.
// The panels ask the server through events on the document, so that they need no connection.

import { about, current, moodName, say } from "/static/js/words.js";
import { announce } from "/static/js/announcer.js";

const waiting = new Map(); // id of a question → panel

export class Why {
  element = document.createElement("div");
  #text;
  #mood;
  #found = null; // the server's answer
  #note = "";
  #asked = false;

  constructor(text, mood) {
    this.#text = text;
    this.#mood = mood;
    this.element.className = "why";
    this.element.dataset.testid = "why";
  }

  ask() {
    if (this.#asked) return;
    this.#asked = true;
    this.write();
    this.#send({ type: "why", text: this.#text });
  }

  explained(found) {
    this.#found = found;
    if (found.error) this.#asked = false; // opening it again asks again
    this.write();
  }

  corrected(mood) {
    this.#mood = mood;
    if (this.#found) this.#found = { ...this.#found, told: mood };
    this.write();
  }

  noted(sentence) {
    this.#note = sentence;
    announce(sentence);
    this.write();
  }

  write() {
    if (!this.#asked && !this.#found) return;
    const found = this.#found;
    const parts = !found ? [paragraph(say("why_asking"))]
      : found.error ? [paragraph(found.message)]
      : [labels(found.labels), ...words(found).map(paragraph), this.#moods(found)];
    if (this.#note) parts.push(paragraph(this.#note));
    this.element.replaceChildren(...parts);
  }

  #moods({ told, sure, mood }) {
    const holds = told ?? (sure ? mood : null);
    const made = document.createElement("div");
    made.className = "moods";
    made.role = "group";
    made.setAttribute("aria-label", say("why_other"));
    made.append(paragraph(say("why_other")));
    for (const other of Object.keys(about.moods)) {
      if (other === holds) continue;
      const button = document.createElement("button");
      button.type = "button";
      button.className = "chip";
      button.dataset.mood = other;
      button.textContent = moodName(other);
      button.addEventListener("click", () => {
        this.#send({ type: "correct", text: this.#text, read: this.#mood, mood: other });
      });
      made.append(button);
    }
    return made;
  }

  #send(question) {
    document.dispatchEvent(new CustomEvent("maum:ask", { detail: { question, panel: this } }));
  }
}

// *question* goes out under *id*; its answer belongs to *panel*.
export function expect(id, panel) {
  waiting.set(id, panel);
}

export function explained({ id, ...found }) {
  take(id)?.explained(found);
}

export function noted({ id, message }) {
  take(id)?.noted(message);
}

function take(id) {
  const panel = waiting.get(id);
  waiting.delete(id);
  return panel;
}

function labels(found) {
  const list = document.createElement("ul");
  list.append(...found.map(({ name, share }) => {
    const row = document.createElement("li");
    const bar = document.createElement("meter");
    const percent = `${Math.round(share * 100)}%`;
    bar.value = share;
    bar.title = percent;
    row.append(name[current()], bar, percent);
    return row;
  }));
  return list;
}

function words({ words, sure, told }) {
  if (told) return []; // the label says so
  if (!sure) return [say("why_unsure")];
  return [words.length ? say("why_words", words.join(", ")) : say("why_whole")];
}

function paragraph(text) {
  const made = document.createElement("p");
  made.textContent = text;
  return made;
}
