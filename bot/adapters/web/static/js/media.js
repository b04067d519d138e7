// Sound and pictures: what the browser makes of them.

// Base64 from the server as something that it can show or play.
export function blobOf(base64, type) {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  return new Blob([bytes], { type });
}

// Which sentence tells why there is no microphone.
export function reason({ name }) {
  if (name === "NotFoundError") return "no_microphone";
  return name === "SecurityError" && !isSecureContext ? "insecure" : "denied";
}
