// Getting messages to the server, exactly once as far as anybody can tell.

import { Outbox } from "/static/js/outbox.js";

const TEXT_PATIENCE = 8_000; // milliseconds for the server to say that it has a message
const VOICE_PATIENCE = 60_000;

export class Delivery {
  #connection;
  #outbox = new Outbox();
  #ours = new Set(); // ids that this page sent: only it plays their answers
  #unkept = new Map(); // taken by the server, which may not have kept them yet
  #life = null;

  constructor(connection) {
    this.#connection = connection;
  }

  isOurs(id) {
    return this.#ours.has(id);
  }

  // A message that was heard from this page's microphone.
  own(id) {
    this.#ours.add(id);
  }

  send(message, recording = null) {
    this.own(message.id);
    this.#outbox.add(message, recording);
    this.#post(message, recording);
  }

  // The server has the message.
  taken(id) {
    const waiting = this.#outbox.taken(id);
    if (waiting) this.#unkept.set(id, waiting);
  }

  // The server will never take the message.
  refused(id) {
    this.#outbox.taken(id);
  }

  heard(id, text) {
    const waiting = this.#unkept.get(id);
    if (waiting) waiting.heard = text;
  }

  // An answer has begun, so the message was kept.
  answered(id) {
    this.#unkept.delete(id);
  }

  // What was said is gone: none of it is to be sent again.
  anew() {
    this.#unkept.clear();
  }

  // Connected, or told anew what is kept: send what waits.
  // Returns it, oldest first.
  resume({ life, lines }) {
    if (lines) {
      // Also what was taken before its life was told: that server may be gone.
      if (this.#life !== life) this.#reclaim(lines);
      this.#life = life;
    }
    const waiting = this.#outbox.waiting();
    for (const { message, recording } of waiting) this.#post(message, recording);
    return waiting;
  }

  // The server was started anew; what it had taken and not kept waits again.
  #reclaim(lines) {
    for (const [id, { message, recording, heard }] of this.#unkept) {
      const said = heard ?? message.text;
      if (!lines.some(({ text }) => text === said)) this.#outbox.add(message, recording);
      this.#unkept.delete(id);
    }
  }

  #post(message, recording) {
    this.#connection.send(message);
    if (recording) this.#connection.send(recording);
    // A phone that slept may hold a connection that is long dead and does not say so.
    const patience = recording ? VOICE_PATIENCE : TEXT_PATIENCE;
    setTimeout(() => this.#outbox.holds(message.id) && this.#connection.renew(), patience);
  }
}
