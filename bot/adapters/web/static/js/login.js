// A link from another site arrives without the strict cookie; from here on it is sent.
if ((await fetch("/pass")).ok) location.replace("/");
