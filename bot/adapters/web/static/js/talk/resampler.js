// From the microphone's rate to 16 kHz: a windowed sinc, cut off where 16 kHz ends.

const RATE = 16000;
const LOBES = 12; // of the sinc, to each side
const STEPS = 64; // places between two samples for which weights are kept

export class Resampler {
  #step; // samples of the input for one of the output
  #reach; // samples of the input to each side that one of the output is made from
  #weights;
  #kept;
  #at; // where in #kept the next sample of the output lies

  constructor(rate) {
    this.#step = rate / RATE;
    const cut = Math.min(1, 1 / this.#step) * 0.92;
    this.#reach = Math.ceil(LOBES / cut);
    this.#weights = Array.from({ length: STEPS }, (_, place) => this.#row(place / STEPS, cut));
    this.#kept = new Float32Array(2 * this.#reach);
    this.#at = this.#reach;
  }

  // The samples of the output that *input* completes.
  push(input) {
    const all = new Float32Array(this.#kept.length + input.length);
    all.set(this.#kept);
    all.set(input, this.#kept.length);
    const made = [];
    while (this.#at + this.#reach + 1 < all.length) {
      made.push(this.#sample(all));
      this.#at += this.#step;
    }
    const spent = Math.max(0, Math.floor(this.#at) - this.#reach);
    this.#kept = all.slice(spent);
    this.#at -= spent;
    return made;
  }

  #sample(all) {
    const whole = Math.floor(this.#at);
    const weights = this.#weights[Math.floor((this.#at - whole) * STEPS)];
    const first = whole - this.#reach + 1;
    let sum = 0;
    for (let index = 0; index < weights.length; index += 1) sum += weights[index] * all[first + index];
    return sum;
  }

  #row(fraction, cut) {
    const row = Float32Array.from({ length: 2 * this.#reach }, (_, index) => {
      const distance = index - this.#reach + 1 - fraction;
      const window = Math.cos((Math.PI * distance) / (2 * this.#reach + 2)) ** 2;
      return window * sinc(distance * cut);
    });
    const sum = row.reduce((total, weight) => total + weight, 0);
    return row.map((weight) => weight / sum);
  }
}

const sinc = (x) => (x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x));
