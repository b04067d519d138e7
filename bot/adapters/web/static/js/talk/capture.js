// The microphone as a stream of small frames, until it is closed.

export class Capture {
  #stream = null;
  #context = null;
  #opening = 0; // a tap may close what is still being opened

  constructor({ onFrame, onLost }) {
    Object.assign(this, { onFrame, onLost });
  }

  // Throws what getUserMedia throws. Says whether it was not closed meanwhile.
  async open() {
    const opening = (this.#opening += 1);
    if (!navigator.mediaDevices) throw new DOMException("", "SecurityError");
    const stream = await navigator.mediaDevices.getUserMedia({
      audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true, channelCount: 1 },
    });
    const context = new AudioContext();
    await context.audioWorklet.addModule("/static/js/talk/worklet.js");
    if (opening !== this.#opening) {
      release(stream, context);
      return false;
    }
    this.#stream = stream;
    this.#context = context;
    this.#connect();
    return true;
  }

  close() {
    this.#opening += 1;
    if (this.#stream) release(this.#stream, this.#context);
    this.#stream = this.#context = null;
  }

  #connect() {
    for (const track of this.#stream.getTracks()) track.onended = () => this.onLost();
    const frames = new AudioWorkletNode(this.#context, "frames", { numberOfOutputs: 0 });
    frames.port.onmessage = ({ data }) => this.#stream && this.onFrame(data.frame, data.peak);
    this.#context.createMediaStreamSource(this.#stream).connect(frames);
    this.#context.resume(); // a phone may hand out a context that sleeps
  }
}

function release(stream, context) {
  for (const track of stream.getTracks()) {
    track.onended = null;
    track.stop();
  }
  context.close();
}
