// The list of commands above the text field, once it begins with a slash.
//
// The field keeps the focus (a combobox with a listbox): arrows choose, Tab or Enter completes,
// Escape closes. A command that takes nothing more is sent at once.

import { about, current, onLanguage, say } from "/static/js/words.js";
import { announce } from "/static/js/announcer.js";

const field = document.getElementById("composer");
const list = document.getElementById("commands");

export class Commands {
  #shown = [];
  #chosen = 0;
  #closed = ""; // the text at which the list was closed by hand

  constructor({ onSend }) {
    this.onSend = onSend;
    field.setAttribute("aria-controls", list.id);
    field.addEventListener("input", () => this.#show());
    field.addEventListener("blur", () => this.#hide());
    // Before the composer, which sends on Enter.
    field.addEventListener("keydown", (event) => this.#pressed(event), { capture: true });
    list.addEventListener("mousedown", (event) => event.preventDefault()); // the field keeps the focus
    list.addEventListener("click", ({ target }) => this.#tapped(target.closest("[role=option]")));
    onLanguage(() => this.#show());
    document.getElementById("form").addEventListener("submit", () => this.#hide());
  }

  get #open() {
    return !list.hidden;
  }

  #show() {
    const typed = field.value.match(/^[/／]([\p{L}]*)$/u)?.[1].normalize("NFKC").toLowerCase();
    this.#shown = typed === undefined || field.value === this.#closed
      ? []
      : about.commands.filter(({ name, alias }) => name.startsWith(typed) || alias.startsWith(typed));
    if (this.#shown.length === 0) {
      this.#hide();
      return;
    }
    this.#chosen = 0;
    list.replaceChildren(...this.#shown.map((command, at) => option(command, at)));
    list.hidden = false;
    this.#mark();
    announce(say("commands_found", this.#shown.length));
  }

  #hide() {
    list.hidden = true;
    field.removeAttribute("aria-activedescendant");
  }

  #mark() {
    for (const [at, row] of [...list.children].entries()) {
      row.setAttribute("aria-selected", String(at === this.#chosen));
    }
    const row = list.children[this.#chosen];
    row.scrollIntoView({ block: "nearest" });
    field.setAttribute("aria-activedescendant", row.id);
  }

  #pressed(event) {
    if (!this.#open || event.isComposing || event.keyCode === 229) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      this.#chosen = (this.#chosen + step + this.#shown.length) % this.#shown.length;
      this.#mark();
    } else if (event.key === "Enter" && !event.shiftKey) {
      this.#send(this.#shown[this.#chosen]);
    } else if (event.key === "Tab" && !event.shiftKey) {
      this.#complete(this.#shown[this.#chosen]);
    } else if (event.key === "Escape") {
      this.#closed = field.value;
      this.#hide();
    } else {
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
  }

  #tapped(row) {
    if (row) this.#send(this.#shown[[...list.children].indexOf(row)]);
  }

  #complete({ name }) {
    field.value = `/${name} `;
    this.#hide();
  }

  #send({ name }) {
    field.value = "";
    field.dispatchEvent(new Event("input"));
    this.#hide();
    this.onSend(`/${name}`);
  }
}

function option({ name, alias, description }, at) {
  const row = document.createElement("li");
  row.id = `command-${at}`;
  row.role = "option";
  const call = document.createElement("b");
  call.textContent = `/${current() === "ko" ? alias : name}`;
  const text = document.createElement("span");
  text.textContent = description[current()];
  row.append(call, " ", text);
  return row;
}

onLanguage(() => list.setAttribute("aria-label", say("commands")));
