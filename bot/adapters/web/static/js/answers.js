// What a command answers: a bubble with choices to tap and perhaps a file to take along.

import { about, current, say } from "/static/js/words.js";
import { linked } from "/static/js/help.js";

const rows = document.getElementById("log");

export class Answered {
  #row = document.createElement("li");

  constructor({ text, choices, file }, onChoice) {
    this.#row.className = "row theirs answered";
    const speaker = document.createElement("span");
    speaker.className = "unseen";
    speaker.textContent = `${about.name[current()]}: `;
    const bubble = document.createElement("p");
    bubble.className = "bubble";
    bubble.dir = "auto";
    bubble.dataset.testid = "message-companion";
    bubble.append(...linked(text));
    this.#row.append(speaker, bubble);
    if (file) this.#row.append(download(file));
    if (choices.length) this.#row.append(group(choices, onChoice));
    rows.append(this.#row);
  }

  bringUp() {
    this.#row.scrollIntoView({ block: "start" });
  }
}

// Choices are made once: what is pressed after it would be about something that has passed.
function group(choices, onChoice) {
  const made = document.createElement("div");
  made.className = "choices";
  made.role = "group";
  made.setAttribute("aria-label", say("choices"));
  for (const { label, command } of choices) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "chip";
    button.textContent = label;
    button.dataset.testid = "choice";
    button.addEventListener("click", () => {
      for (const other of made.children) other.disabled = true;
      onChoice(command, label);
    });
    made.append(button);
  }
  return made;
}

function download({ name, media_type, data }) {
  const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
  const link = document.createElement("a");
  link.className = "chip file";
  link.href = URL.createObjectURL(new Blob([bytes], { type: media_type }));
  link.download = name;
  link.textContent = say("download", name);
  return link;
}
