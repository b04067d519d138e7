// The reply aloud: sentences one after another, until somebody wants quiet.

export class Playback {
  #audio = document.getElementById("reply-audio");
  #queue = [];
  #playing = false;
  #url = null;

  constructor({ onState, onBlocked }) {
    this.onState = onState;
    this.onBlocked = onBlocked;
    this.#audio.addEventListener("ended", () => this.#next());
    this.#audio.addEventListener("error", () => this.#playing && this.#next());
  }

  get playing() {
    return this.#playing;
  }

  add(...clips) {
    this.#queue.push(...clips);
    if (!this.#playing) this.#next();
  }

  stop() {
    this.#queue = [];
    this.#audio.pause();
    this.#turn(false);
  }

  // After the browser has refused to play without a tap.
  resume() {
    this.#turn(true);
    this.#start();
  }

  #next() {
    const clip = this.#queue.shift();
    if (!clip) {
      this.#turn(false);
      return;
    }
    if (this.#url) URL.revokeObjectURL(this.#url);
    this.#url = URL.createObjectURL(clip);
    this.#audio.src = this.#url;
    this.#turn(true);
    this.#start();
  }

  async #start() {
    try {
      await this.#audio.play();
    } catch (error) {
      // A clip that cannot be decoded ends in the error event, a stopped one in stop.
      if (error.name !== "NotAllowedError") return;
      this.#turn(false);
      this.onBlocked();
    }
  }

  #turn(playing) {
    this.#playing = playing;
    this.onState(playing);
  }
}
