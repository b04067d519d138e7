// The connection to the server, which comes back by itself.

const FIRST_WAIT = 400; // milliseconds
const LONGEST_WAIT = 8000;

export class Connection {
  #socket = null;
  #wait = FIRST_WAIT;
  #timer = 0;

  constructor({ onMessage, onUp, onDown }) {
    this.onMessage = onMessage;
    this.onUp = onUp;
    this.onDown = onDown;
    addEventListener("online", () => this.#hurry());
    document.addEventListener("visibilitychange", () => document.hidden || this.#hurry());
    this.#open();
  }

  get up() {
    return this.#socket?.readyState === WebSocket.OPEN;
  }

  // Says whether it went out; what did not is sent again by the outbox.
  send(message) {
    if (!this.up) return false;
    this.#socket.send(message instanceof Blob ? message : JSON.stringify(message));
    return true;
  }

  // Sound, which is worth nothing later: it goes out at once or not at all.
  stream(frame, backlog) {
    if (!this.up || this.#socket.bufferedAmount > backlog) return false;
    this.#socket.send(frame);
    return true;
  }

  // Leave a connection that has gone silent; waiting for its farewell could take minutes.
  renew() {
    if (!this.up) return;
    this.#socket.onclose = this.#socket.onmessage = null;
    this.#socket.close();
    this.#lost(true);
  }

  #open() {
    const scheme = location.protocol === "https:" ? "wss" : "ws";
    const socket = new WebSocket(`${scheme}://${location.host}/ws`);
    let opened = false;
    socket.onopen = () => {
      opened = true;
      this.#wait = FIRST_WAIT;
      this.onUp();
    };
    socket.onmessage = ({ data }) => this.onMessage(JSON.parse(data));
    socket.onclose = () => this.#lost(opened);
    this.#socket = socket;
  }

  #lost(opened) {
    this.onDown();
    if (!opened) askForToken();
    // Many pages that lost one server must not return in the same instant.
    this.#timer = setTimeout(() => this.#open(), this.#wait * (0.75 + Math.random() / 2));
    this.#wait = Math.min(this.#wait * 2, LONGEST_WAIT);
  }

  #hurry() {
    if (this.#socket.readyState !== WebSocket.CLOSED) return;
    clearTimeout(this.#timer);
    this.#wait = FIRST_WAIT;
    this.#open();
  }
}

// A browser does not tell a page why a handshake failed; it may be that the token has changed.
async function askForToken() {
  try {
    if ((await fetch("/pass")).status === 401) location.reload();
  } catch {
    // The server is away, and the next try will tell.
  }
}
