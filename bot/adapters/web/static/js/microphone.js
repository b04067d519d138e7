// A recording from the microphone, with its level.

const TYPES = ["audio/webm;codecs=opus", "audio/mp4", "audio/ogg;codecs=opus"];

export class Microphone {
  #stream = null;
  #recorder = null;
  #context = null;
  #chunks = [];

  constructor({ onLevel }) {
    this.onLevel = onLevel;
  }

  // Throws what getUserMedia throws.
  async start() {
    const stream = await navigator.mediaDevices.getUserMedia({
      audio: { echoCancellation: true, noiseSuppression: true, channelCount: 1 },
    });
    const mimeType = TYPES.find((type) => MediaRecorder.isTypeSupported(type));
    this.#stream = stream;
    this.#chunks = [];
    this.#recorder = new MediaRecorder(stream, { mimeType, audioBitsPerSecond: 32000 });
    this.#recorder.ondataavailable = ({ data }) => this.#chunks.push(data);
    this.#recorder.start();
    this.#measure(stream);
  }

  // The recording as a Blob.
  async stop() {
    const recorder = this.#recorder;
    const stopped = new Promise((resolve) => { recorder.onstop = resolve; });
    recorder.stop();
    await stopped;
    this.#release();
    return new Blob(this.#chunks, { type: recorder.mimeType });
  }

  cancel() {
    if (this.#recorder?.state === "recording") this.#recorder.stop();
    this.#release();
  }

  #measure(stream) {
    this.#context = new AudioContext();
    const analyser = this.#context.createAnalyser();
    analyser.fftSize = 1024;
    this.#context.createMediaStreamSource(stream).connect(analyser);
    const samples = new Float32Array(analyser.fftSize);
    const context = this.#context;
    const frame = () => {
      if (context.state === "closed") return;
      analyser.getFloatTimeDomainData(samples);
      this.onLevel(loudness(samples));
      requestAnimationFrame(frame);
    };
    frame();
  }

  #release() {
    this.#stream?.getTracks().forEach((track) => track.stop());
    this.#context?.close();
    this.#stream = this.#recorder = this.#context = null;
  }
}

// 0 at −60 dB and below, 1 at 0 dB.
function loudness(samples) {
  const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
  return Math.max(0, Math.min(1, 1 + Math.log10(power + 1e-9) / 6));
}
