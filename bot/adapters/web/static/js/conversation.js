// The conversation on the page: which bubble an event belongs to.

import { Answered } from "/static/js/answers.js";
import { Day, Mine, Note, Theirs, Typing, clear } from "/static/js/bubbles.js";
import { forgetEmotions } from "/static/js/emotion.js";
import { announce } from "/static/js/announcer.js";
import { say } from "/static/js/words.js";

export class Conversation {
  #mine = new Map(); // message id → bubble
  #reply = null; // { id, bubble } that is being written
  #typing = new Typing();
  #told = []; // every settled line, to compare with the server's
  #troubles = new Set();
  #unanswered = null; // the note under a message that nobody answered

  constructor({ onRetry, onReplay, onChoice }) {
    this.onRetry = onRetry;
    this.onChoice = onChoice;
    this.onReplay = onReplay;
  }

  // A message of this page that the server does not have yet.
  pending({ id, text }, voice) {
    document.body.classList.remove("new");
    if (!this.#mine.has(id)) this.#mine.set(id, new Mine({ text, voice, pending: true }));
  }

  received({ id, text, kind, again }) {
    const known = this.#mine.get(id);
    // Its first receipt was lost with the line, and the lines told since have it already.
    if (again && known?.pending && this.#told.includes(known.text)) known.remove();
    if (known) known.pending = false;
    if (again) return;
    document.body.classList.remove("new");
    if (kind === "command") {
      if (!known) this.#mine.set(id, new Mine({ text }));
      return; // no part of the talk, and it interrupts nothing
    }
    if (!known) this.#mine.set(id, new Mine({ text, voice: kind !== "text" }));
    this.#cut();
    if (text) this.#told.push(text);
    this.#typing.show();
  }

  heard({ id, text }) {
    const bubble = this.#mine.get(id);
    if (bubble?.text === text) return; // it was heard before it was a message
    bubble?.heard(text);
    this.#told.push(text);
  }

  felt(event) {
    this.#mine.get(event.id)?.felt(event);
  }

  cared({ id }) {
    this.#mine.get(id)?.unread();
    this.#bubble(id).care = true;
  }

  // A command's answer stands beside the talk: the server does not keep it.
  answered(answer) {
    document.body.classList.remove("new");
    const bubble = new Answered(answer, this.onChoice);
    announce(answer.text);
    return bubble;
  }

  // What was said before is not to be shown any more.
  anew() {
    this.ended();
    this.#forget();
  }

  delta({ id, text }) {
    this.#bubble(id).add(text);
  }

  // Returns what is to be read from its beginning, if anything is.
  replied({ id, text }) {
    const bubble = this.#bubble(id);
    bubble.finish(text);
    this.#told.push(text);
    this.#reply = { id, bubble, whole: true };
    announce(text);
    return bubble.care ? bubble.row : null;
  }

  spoke({ id }, clip) {
    if (this.#reply?.id === id) this.#reply.bubble.spoken(clip, this.onReplay);
  }

  // An optional part is missing: said once, not at every turn.
  degraded({ code, message }) {
    if (this.#troubles.has(code)) return;
    this.#troubles.add(code);
    new Note(message);
  }

  failed({ id, message }) {
    const text = this.#mine.get(id)?.text;
    this.ended();
    announce(message);
    new Note(message, text ? () => this.onRetry(text) : undefined);
  }

  refused({ id, message }) {
    const bubble = this.#mine.get(id);
    if (bubble) bubble.pending = false;
    new Note(message);
  }

  ended() {
    this.#typing.hide();
    this.#cut();
  }

  // Show what the server knows: *turns* follow, *lines* are over. Says whether that was news.
  // Where it does not know the lines yet, a page that shows something keeps it until it does.
  restore({ lines, turns }) {
    if (!lines && this.#told.length > 0) return false;
    this.ended();
    const texts = (lines ?? []).map((line) => line.text);
    const news = turns.length > 0 || texts.join("\n") !== this.#told.join("\n");
    if (news) this.#rebuild(lines ?? []);
    document.body.classList.toggle("new", texts.length + turns.length === 0);
    const last = lines?.at(-1);
    this.#unanswered?.remove();
    this.#unanswered = last?.speaker === "user" && turns.length === 0
      ? new Note(say("trouble_unanswered"), () => this.onRetry(last.text))
      : null;
    return news;
  }

  #rebuild(lines) {
    this.#forget();
    let day = "";
    for (const line of lines) {
      const date = new Date(line.at);
      if (date.toDateString() !== day) new Day(date);
      day = date.toDateString();
      this.#tell(line);
    }
  }

  #tell({ speaker, text, mood, level }) {
    this.#told.push(text);
    if (speaker !== "user") {
      new Theirs({ text, care: level !== "none" }).finish(text);
      return;
    }
    const bubble = new Mine({ text });
    if (mood && level === "none") bubble.felt({ mood });
  }

  #bubble(id) {
    this.#typing.hide();
    if (this.#reply?.id !== id) {
      this.#cut();
      this.#reply = { id, bubble: new Theirs(), whole: false };
    }
    return this.#reply.bubble;
  }

  #cut() {
    if (this.#reply && !this.#reply.whole) {
      this.#reply.bubble.finish();
      this.#told.push(this.#reply.bubble.text);
    }
    this.#reply = this.#reply?.whole ? this.#reply : null;
  }

  #forget() {
    clear();
    forgetEmotions();
    this.#mine.clear();
    this.#reply = null;
    this.#told = [];
  }
}
