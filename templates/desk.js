"use strict";
// Keys of the desk: the button or link whose data-key is pressed; and the button that unticks.
(function () {
  for (const button of document.querySelectorAll("[data-clear]")) {
    button.addEventListener("click", () => {
      for (const box of document.querySelectorAll('[name="' + CSS.escape(button.dataset.clear) + '"]')) box.checked = false;
    });
  }
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (/^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName) && event.target.type !== "checkbox") return;
    const target = document.querySelector('[data-key="' + CSS.escape(event.key) + '"]');
    if (target) { event.preventDefault(); target.click(); }
  });
})();
