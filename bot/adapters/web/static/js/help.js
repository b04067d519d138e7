// Where a person finds help: the dialog, and numbers that can be pressed.

import { about, current, onLanguage, say } from "/static/js/words.js";

const dialog = document.getElementById("help-dialog");
const list = document.getElementById("helplines");

document.getElementById("help").addEventListener("click", () => dialog.showModal());
dialog.addEventListener("click", ({ target }) => target === dialog && dialog.close());

const numbers = [...new Set(about.helplines.flatMap((line) => line.numbers))];
// Longest first, so that 1577-0199 is not read as a shorter number; never inside another number.
const pattern = numbers.length && new RegExp(
  `(?<![\\d-])(${numbers.sort((a, b) => b.length - a.length).join("|")})(?![\\d-])`,
);

// *text* with every helpline's number as a link that calls it.
export function linked(text) {
  if (!pattern) return [text];
  return text.split(pattern).map((part, at) => (at % 2 ? call(part) : part));
}

function call(number) {
  const link = document.createElement("a");
  link.href = `tel:${number.replaceAll("-", "")}`;
  link.textContent = number;
  return link;
}

let who = "";

// By which name the operator knows this browser.
export function showWho(name) {
  who = name;
  document.getElementById("who").textContent = say("who", who);
}

onLanguage(() => {
  if (who) showWho(who);
  list.replaceChildren(...about.helplines.map((line) => {
    const item = document.createElement("li");
    const name = document.createElement("span");
    name.textContent = line[current()];
    const links = document.createElement("b");
    links.append(...line.numbers.flatMap((number, at) => (at ? [" · ", call(number)] : [call(number)])));
    item.append(links, name);
    return item;
  }));
});
