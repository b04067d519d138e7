// Sentences one after another without a gap, as the clock of the sound card counts.

const LEAD = 0.03; // seconds that the first one needs to be ready

export class Gapless {
  #context = null;
  #sources = new Set();
  #decoding = Promise.resolve();
  #pending = 0;
  #end = 0; // when the last one that is scheduled will have been played
  #run = 0; // what was added before a stop is not played after it
  #playing = false;
  #paused = false;

  constructor({ onState }) {
    this.onState = onState;
  }

  get playing() {
    return this.#playing;
  }

  get paused() {
    return this.#paused;
  }

  // To be called on a tap: without one, a browser plays nothing.
  unlock() {
    this.#context ??= new AudioContext();
    this.#context.resume();
  }

  add(clip) {
    const run = this.#run;
    this.#pending += 1;
    this.#turn(true);
    this.#decoding = this.#decoding.then(() => this.#take(clip, run));
  }

  stop() {
    this.#run += 1;
    this.#pending = this.#end = 0;
    for (const source of this.#sources) source.stop();
    this.#sources.clear();
    this.resume();
    this.#turn(false);
  }

  pause() {
    this.#paused = true;
    this.#context?.suspend();
  }

  resume() {
    this.#paused = false;
    this.#context?.resume();
  }

  async #take(clip, run) {
    const sound = await this.#decoded(clip);
    if (run !== this.#run) return;
    this.#pending -= 1;
    if (sound) this.#schedule(sound);
    else this.#settle();
  }

  async #decoded(clip) {
    try {
      return await this.#context.decodeAudioData(await clip.arrayBuffer());
    } catch {
      return null; // its text stands on the page
    }
  }

  #schedule(sound) {
    const source = this.#context.createBufferSource();
    source.buffer = sound;
    source.connect(this.#context.destination);
    source.onended = () => {
      this.#sources.delete(source);
      this.#settle();
    };
    this.#sources.add(source);
    const at = Math.max(this.#end, this.#context.currentTime + LEAD);
    source.start(at);
    this.#end = at + sound.duration;
  }

  #settle() {
    if (this.#pending + this.#sources.size === 0) this.#turn(false);
  }

  #turn(playing) {
    if (playing === this.#playing) return;
    this.#playing = playing;
    this.onState(playing);
  }
}
