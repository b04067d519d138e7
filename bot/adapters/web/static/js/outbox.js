// Messages that the server has not taken yet. Text survives a reload; a recording, as long as the page.

const PREFIX = "maum.outbox.";

export class Outbox {
  #voices = new Map();
  #texts = new Map();

  constructor() {
    for (const key of Object.keys(localStorage)) {
      if (!key.startsWith(PREFIX)) continue;
      const message = JSON.parse(localStorage.getItem(key));
      this.#texts.set(message.id, message);
    }
  }

  add(message, recording = null) {
    if (recording) {
      this.#voices.set(message.id, { message, recording });
      return;
    }
    this.#texts.set(message.id, message);
    try {
      localStorage.setItem(PREFIX + message.id, JSON.stringify(message));
    } catch {
      // The storage is full or forbidden; the message lives as long as the page.
    }
  }

  // What was waiting under this id, now that the server has it.
  taken(id) {
    const waiting = this.#voices.get(id) ?? this.#texts.get(id) ?? null;
    this.#voices.delete(id);
    this.#texts.delete(id);
    localStorage.removeItem(PREFIX + id);
    return waiting?.message ? waiting : waiting && { message: waiting, recording: null };
  }

  holds(id) {
    return this.#texts.has(id) || this.#voices.has(id);
  }

  // In the order in which they were written.
  waiting() {
    const texts = [...this.#texts.values()].map((message) => ({ message, recording: null }));
    return [...texts, ...this.#voices.values()].sort((a, b) => a.message.at - b.message.at);
  }
}
