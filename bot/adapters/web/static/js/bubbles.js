// The bubbles of the conversation.

import { about, current, onLanguage, say } from "/static/js/words.js";
import { showEmotion } from "/static/js/emotion.js";
import { linked } from "/static/js/help.js";

const rows = document.getElementById("log");

function element(tag, className, testId) {
  const made = document.createElement(tag);
  made.className = className;
  if (testId) made.dataset.testid = testId;
  return made;
}

function button(className, key, onPress) {
  const made = element("button", className);
  made.type = "button";
  made.textContent = say(key);
  made.addEventListener("click", onPress);
  return made;
}

// Whose bubble it is, for those who do not see on which side it stands.
function speaker(name) {
  const made = element("span", "unseen");
  made.textContent = `${name}: `;
  return made;
}

// What the person said.
export class Mine {
  #row = element("li", "row mine");
  #text = element("p", "bubble", "message-user");
  #below = element("div", "below");
  #emotion = element("div", "emotion", "emotion");

  constructor({ text, voice = false, pending = false }) {
    this.text = text;
    this.voice = voice;
    this.#text.dir = "auto";
    this.#text.textContent = text || say("voice_message");
    this.#row.classList.toggle("voice", voice);
    this.#row.append(speaker(say("you")), this.#text, this.#below);
    this.pending = pending;
    rows.append(this.#row);
  }

  get pending() {
    return this.#row.classList.contains("pending");
  }

  set pending(on) {
    // A message sent twice is taken twice, the second time when its label may stand below.
    if (on === this.pending) return;
    this.#row.classList.toggle("pending", on);
    this.#below.replaceChildren(...(on ? [say("sending")] : []));
  }

  remove() {
    this.#row.remove();
  }

  heard(text) {
    this.text = text;
    this.#text.textContent = text;
  }

  // Where the guard has answered, a percentage would be out of place.
  unread() {
    this.#below.replaceChildren();
  }

  felt(reading) {
    showEmotion(this.#emotion, reading, this.text);
    this.#below.replaceChildren(this.#emotion);
  }
}

// What the companion said.
export class Theirs {
  #row = element("li", "row theirs");
  #text = element("p", "bubble", "message-companion");
  #below = element("div", "below");
  #clips = [];
  #replay = null;

  constructor({ text = "", care = false } = {}) {
    this.#text.dir = "auto";
    this.#row.append(speaker(about.name[current()]), this.#text, this.#below);
    this.care = care;
    this.text = text;
    rows.append(this.#row);
  }

  get text() {
    return this.#text.textContent;
  }

  set text(text) {
    this.#text.replaceChildren(...(this.care ? linked(text) : [text]));
  }

  add(piece) {
    this.#row.classList.add("streaming");
    this.#text.append(piece);
  }

  // The whole reply is here, or *text* is undefined and it was cut short.
  finish(text) {
    this.#row.classList.remove("streaming");
    this.#row.classList.toggle("care", this.care);
    this.#row.classList.toggle("cut", text === undefined);
    this.text = text ?? this.text;
  }

  get row() {
    return this.#row;
  }

  spoken(clip, onReplay) {
    this.#clips.push(clip);
    this.#replay ??= this.#addReplay(onReplay);
  }

  #addReplay(onReplay) {
    const made = button("plain replay", "replay", () => onReplay(this.#clips));
    const mark = element("span", "ai-voice", "ai-voice");
    mark.textContent = say("ai_voice");
    this.#below.append(made, " · ", mark);
    return made;
  }
}

// That something went wrong, in a sentence; with *onRetry*, a way to try again.
export class Note {
  #row = element("li", "row note");

  constructor(sentence, onRetry) {
    const text = element("p", "");
    text.textContent = sentence;
    this.#row.append(text);
    if (onRetry) this.#row.append(button("plain", "retry", () => { this.remove(); onRetry(); }));
    rows.append(this.#row);
  }

  remove() {
    this.#row.remove();
  }
}

// Three dots while the answer is being thought of.
export class Typing {
  #row = element("li", "row theirs typing");

  constructor() {
    const bubble = element("p", "bubble");
    bubble.append(...Array.from({ length: 3 }, () => element("i", "")));
    this.#row.append(bubble);
    this.#row.setAttribute("aria-hidden", "true");
  }

  show() {
    rows.append(this.#row);
  }

  hide() {
    this.#row.remove();
  }
}

// The day above the first message of a day.
export class Day {
  constructor(date) {
    const row = element("li", "day");
    const format = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "long" });
    row.textContent = format.format(date);
    rows.append(row);
  }
}

export const clear = () => rows.replaceChildren();

onLanguage(() => {
  for (const made of rows.querySelectorAll(".replay")) made.textContent = say("replay");
  for (const mark of rows.querySelectorAll(".ai-voice")) mark.textContent = say("ai_voice");
});
