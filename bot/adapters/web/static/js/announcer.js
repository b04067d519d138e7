// What a screen reader says: whole replies and what went wrong, not every piece as it comes.

const region = document.getElementById("announcer");

export function announce(sentence) {
  region.textContent = sentence;
}
