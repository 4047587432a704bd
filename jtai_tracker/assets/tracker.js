// Every page works without this. It adds GOV.UK Frontend's keyboard helps, and folds the filter away on a phone.
import { initAll } from "./govuk-frontend.min.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
initAll();

const fold = document.querySelector("[data-fold-on-phone]");
if (fold && matchMedia("(max-width: 48em)").matches) {
  fold.open = fold.dataset.foldOnPhone === "open";
}
