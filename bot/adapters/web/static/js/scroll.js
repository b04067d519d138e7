// The log stays at its end unless the person has scrolled up to read.

const NEAR = 80; // pixels

export class Scroll {
  #box = document.getElementById("scroll");
  #latest = document.getElementById("latest");
  #stuck = true;

  constructor() {
    this.#box.addEventListener("scroll", () => this.#look(), { passive: true });
    this.#latest.addEventListener("click", () => this.toEnd());
    const watch = new ResizeObserver(() => this.#stuck && this.#jump());
    watch.observe(this.#box);
    watch.observe(document.getElementById("log"));
  }

  toEnd() {
    this.#stuck = true;
    this.#latest.hidden = true;
    this.#jump();
  }

  #jump() {
    this.#box.scrollTop = this.#box.scrollHeight;
  }

  #look() {
    const { scrollHeight, scrollTop, clientHeight } = this.#box;
    this.#stuck = scrollHeight - scrollTop - clientHeight < NEAR;
    this.#latest.hidden = this.#stuck;
  }
}
