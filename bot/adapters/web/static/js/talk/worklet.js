// On the audio thread: the microphone as frames of 16 kHz, signed 16 bit little endian.

import { Resampler } from "/static/js/talk/resampler.js";

const FRAME = 512; // samples: 32 ms, what the server looks at together

class Frames extends AudioWorkletProcessor {
  #resampler = new Resampler(sampleRate);
  #frame = new DataView(new ArrayBuffer(2 * FRAME));
  #filled = 0;
  #peak = 0;

  process([[channel]]) {
    for (const sample of channel ? this.#resampler.push(channel) : []) this.#add(sample);
    return true;
  }

  #add(sample) {
    const loud = Math.max(-1, Math.min(1, sample));
    this.#peak = Math.max(this.#peak, Math.abs(loud));
    this.#frame.setInt16(2 * this.#filled, Math.round(loud * 32767), true);
    this.#filled += 1;
    if (this.#filled === FRAME) this.#post();
  }

  #post() {
    this.port.postMessage({ frame: this.#frame.buffer.slice(0), peak: this.#peak });
    this.#filled = this.#peak = 0;
  }
}

registerProcessor("frames", Frames);
