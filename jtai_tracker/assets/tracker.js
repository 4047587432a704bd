// Every page works without this. It adds GOV.UK Frontend's keyboard helps, folds the filter away on a phone, and looks
// after what htmx puts in the place of <main>.
import { ErrorSummary, createAll, initAll } from "./govuk-frontend.min.js";
import "./session.js";
import "./copy.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
initAll();
arrange(document);

function arrange(part) {
  const fold = part.querySelector("[data-fold-when-narrow]");
  if (fold && matchMedia("(max-width: 74.99em)").matches) {
    fold.open = fold.dataset.foldWhenNarrow === "open";
  }
  for (const button of part.querySelectorAll("[data-choose]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      const boxes = [...document.querySelectorAll(`input[name="${button.dataset.choose}"][type="checkbox"]`)];
      const all = boxes.every((box) => box.checked);
      boxes.forEach((box) => (box.checked = !all));
    });
  }
}

document.body.addEventListener("htmx:afterSettle", () => {
  const main = document.getElementById("main-content");
  arrange(main);
  document.documentElement.dataset.printed = main.querySelector(".app-paper__who")?.textContent ?? "";
  if (main.querySelector(".govuk-error-summary")) createAll(ErrorSummary, {}, main);
  else say(main.querySelector("[data-say]"));
});

// What was found comes into sight, and a screen reader says how many there are.
function say(results) {
  if (!results) return;
  const { top } = results.getBoundingClientRect();
  if (top < 0 || top > innerHeight / 2) results.scrollIntoView();
  results.tabIndex = -1;
  results.focus({ preventScroll: true });
}
