// Looks at the message again each second until its status is final. Without it, "Look again" does the same.
const look = async () => {
  const shown = document.getElementById("message");
  if (shown.dataset.final) return;
  try {
    const answer = await fetch(location.href, { cache: "no-store" });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const latest = page.getElementById("message");
    if (latest && latest.innerHTML !== shown.innerHTML) shown.replaceWith(document.importNode(latest, true));
  } catch { /* the board is stopped, or restarts: it is looked at again */ }
  setTimeout(look, 1000);
};
setTimeout(look, 500);
