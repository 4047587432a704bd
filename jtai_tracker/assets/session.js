// Says, five minutes before the session ends, that it will, and keeps it on at a click. Without this the page's form
// would be lost without a word.
const notice = document.getElementById("session-end");

if (notice) {
  const [words, button] = [notice.querySelector("p"), notice.querySelector("button")];
  const asked = words.textContent;

  const wait = (seconds) =>
    setTimeout(() => {
      words.textContent = asked;
      notice.hidden = false;
      // the end itself, told on the page: what is typed there can still be copied
      notice.ending = setTimeout(over, Math.min(seconds, 300) * 1000);
    }, Math.max(seconds - 300, 0) * 1000);

  const over = () => {
    words.textContent = notice.dataset.over;
    notice.hidden = false;
    button.hidden = true;
  };

  button.addEventListener("click", async () => {
    clearTimeout(notice.ending);
    const answer = await fetch(notice.dataset.stay).catch(() => null);
    if (!answer?.ok || answer.redirected) return over();
    notice.hidden = true;
    wait((await answer.json()).seconds);
  });

  wait(Number(notice.dataset.seconds));
}
