// The log stays at its end unless the person has scrolled up to read, or has something to read whole.

const NEAR = 80; // pixels

export class Scroll {
  #box = document.getElementById("scroll");
  #latest = document.getElementById("latest");
  #stuck = true;
  #top = 0;
  #from = null; // what is to be read from its beginning, if it is longer than the view

  constructor() {
    this.#box.addEventListener("scroll", () => this.#look(), { passive: true });
    this.#latest.addEventListener("click", () => this.toEnd());
    const watch = new ResizeObserver(() => this.#stuck && this.#jump());
    watch.observe(this.#box);
    watch.observe(document.getElementById("log"));
  }

  toEnd() {
    this.#from = null;
    this.#stuck = true;
    this.#latest.hidden = true;
    this.#jump();
  }

  readFrom(element) {
    this.#from = element;
    this.#jump();
  }

  #jump() {
    this.#box.scrollTop = this.#box.scrollHeight;
    this.#from?.scrollIntoView({ block: "start" });
  }

  #look() {
    const { scrollHeight, scrollTop, clientHeight } = this.#box;
    // Content that grows moves the end away, but only a person moves the view up.
    if (scrollHeight - scrollTop - clientHeight < NEAR) this.#stuck = true;
    else if (scrollTop < this.#top) this.#stuck = false;
    this.#top = scrollTop;
    this.#latest.hidden = this.#stuck;
  }
}
