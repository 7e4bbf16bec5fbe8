"use strict";
// The living page: filter, search, two views, keys. It reads the page and fetches nothing.
(function () {
  const byId = (id) => document.getElementById(id);
  const root = document.documentElement;

  const dark = byId("theme-button");
  function setDark(on) {
    root.dataset.page = on ? "dark" : "light";
    dark.setAttribute("aria-pressed", String(on));
  }
  if (window.matchMedia && matchMedia("(prefers-color-scheme: dark)").matches) setDark(true);
  dark.addEventListener("click", () => setDark(root.dataset.page !== "dark"));

  // On a narrow screen wide drawings are not shown: their numbers are.
  if (window.matchMedia && matchMedia("(max-width: 40rem)").matches) {
    document.querySelectorAll(".fig svg.wide ~ details.numbers").forEach((numbers) => { numbers.open = true; });
  }

  const controls = byId("controls");
  if (!controls) return;
  const theme = byId("f-theme"), kind = byId("f-kind"), strength = byId("f-strength"), search = byId("f-search");
  const side = byId("side-button"), shown = byId("shown"), order = byId("f-order"), keys = byId("keys-on");
  const flat = byId("by-paragraph");
  const fields = [["theme", theme], ["kind", kind], ["strength", strength], ["search", search], ["order", order]];
  const groups = Array.from(document.querySelectorAll("section.group"));
  const cards = groups.flatMap((group) =>
    Array.from(group.querySelectorAll("article.change")).map((element) => ({
      element, group,
      groupId: group.dataset.group,
      number: Number(element.dataset.number),
      kind: element.dataset.kind,
      strength: element.dataset.strength,
      themes: " " + element.dataset.themes + " ",
      text: wordsOf(element).toLowerCase(),
      visible: true,
    })));

  // The words as a reader sees them: without those that only a screen reader speaks.
  function wordsOf(element) {
    let text = "";
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      if (!walker.currentNode.parentElement.classList.contains("sr")) text += walker.currentNode.data;
    }
    return text;
  }

  const leads = new Map(groups.map((group) => [group, group.querySelector("p.lead")]));
  for (const lead of leads.values()) lead.dataset.all = lead.textContent;

  let byTheme = "";
  function apply() {
    const wanted = search.value.trim().toLowerCase();
    let count = 0;
    const alive = new Map();
    for (const card of cards) {
      const visible = (!theme.value || card.groupId === theme.value) &&
        (!kind.value || card.kind === kind.value) &&
        (!strength.value || card.strength === strength.value) &&
        (!byTheme || card.themes.includes(" " + byTheme + " ")) &&
        (!wanted || card.text.includes(wanted));
      if (visible !== card.visible) {
        card.element.hidden = !visible;
        card.visible = visible;
      }
      if (visible) { count += 1; alive.set(card.group, (alive.get(card.group) || 0) + 1); }
    }
    arrange(alive, count === cards.length);
    mark(wanted);
    shown.textContent = count === cards.length
      ? "All " + cards.length + " changes are shown."
      : count + " of " + cards.length + (count === 1 ? " changes is shown." : " changes are shown.") +
        (count ? "" : " Clear the filter to see them again.");
    remember();
  }

  // By theme, under the heads of the groups, or in one row as the later statement runs.
  let isFlat = false;
  function arrange(alive, all) {
    const wanted = Boolean(order && order.value);
    if (wanted !== isFlat) {
      isFlat = wanted;
      if (isFlat) flat.append(...[...cards].sort((a, b) => a.number - b.number).map((card) => card.element));
      else for (const card of cards) card.group.append(card.element);
    }
    flat.hidden = !isFlat;
    for (const group of groups) {
      const lead = leads.get(group), size = alive.get(group) || 0;
      group.hidden = isFlat || !size;
      lead.textContent = all ? lead.dataset.all : size + (size === 1 ? " change shown." : " changes shown.");
    }
  }

  // The words that were searched for, marked where the browser can mark without touching the text.
  function mark(wanted) {
    if (!window.Highlight || !CSS.highlights) return;
    CSS.highlights.delete("found");
    if (!wanted) return;
    const ranges = [];
    for (const card of cards) {
      if (!card.visible) continue;
      const walker = document.createTreeWalker(card.element, NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) {
        const text = walker.currentNode.data.toLowerCase();
        for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + wanted.length)) {
          const range = new Range();
          range.setStart(walker.currentNode, at);
          range.setEnd(walker.currentNode, at + wanted.length);
          ranges.push(range);
        }
      }
    }
    CSS.highlights.set("found", new Highlight(...ranges));
  }

  function isSide() { return side.getAttribute("aria-pressed") === "true"; }

  function remember() {
    const state = new URLSearchParams();
    for (const [name, field] of fields) if (field && field.value) state.set(name, field.value);
    if (byTheme) state.set("about", byTheme);
    if (isSide()) state.set("view", "side");
    const text = state.toString();
    const here = location.hash.slice(1);
    const wanted = text ? "filter?" + text : (here.startsWith("filter?") ? "" : here);
    if (wanted !== here) history.replaceState(null, "", wanted ? "#" + wanted : location.pathname + location.search);
  }

  function recall() {
    const here = location.hash.slice(1);
    if (here.startsWith("filter?")) {
      const state = new URLSearchParams(here.slice(7));
      for (const [name, field] of fields) if (field) field.value = state.get(name) || "";
      byTheme = state.get("about") || "";
      setSide(state.get("view") === "side");
      apply();
      return;
    }
    const card = cards.find((one) => one.element.id === here);
    if (card) {
      if (!card.visible) clear();
      card.element.focus({ preventScroll: true });
      card.element.scrollIntoView({ block: "start" });
    }
  }

  function clear() {
    theme.value = kind.value = strength.value = search.value = byTheme = "";
    apply();
  }

  // Side by side: two copies of the redline, made when first asked for, one without what is new, one without what is gone.
  function setSide(on) {
    side.setAttribute("aria-pressed", String(on));
    document.body.classList.toggle("side-by-side", on);
    if (!on) return;
    for (const card of cards) {
      if (!("pair" in card.element.dataset) || card.element.querySelector(".pair")) continue;
      const words = card.element.querySelector("p.wording");
      const pair = document.createElement("div");
      pair.className = "pair";
      for (const [gone, label] of [["ins", "Was"], ["del", "Is"]]) {
        const copy = words.cloneNode(true);
        copy.querySelectorAll(gone).forEach((node) => node.remove());
        const box = document.createElement("div");
        const head = document.createElement("p");
        head.className = "cite";
        head.textContent = label;
        box.append(head, copy);
        pair.append(box);
      }
      words.after(pair);
    }
  }

  function step(by) {
    const seen = cards.filter((card) => card.visible);
    if (isFlat) seen.sort((a, b) => a.number - b.number);
    if (!seen.length) return;
    const now = seen.findIndex((card) => card.element.contains(document.activeElement));
    const next = now < 0 ? (by > 0 ? 0 : seen.length - 1) : Math.min(seen.length - 1, Math.max(0, now + by));
    seen[next].element.focus({ preventScroll: true });
    seen[next].element.scrollIntoView({ block: "start" });
  }

  controls.addEventListener("submit", (event) => event.preventDefault());
  controls.addEventListener("input", apply);
  controls.addEventListener("change", apply);
  byId("clear-button").addEventListener("click", clear);
  side.addEventListener("click", () => { setSide(!isSide()); remember(); });
  window.addEventListener("hashchange", recall);
  document.querySelectorAll("svg [data-theme]").forEach((cell) =>
    cell.addEventListener("click", () => { clear(); byTheme = cell.dataset.theme; apply(); controls.scrollIntoView(); }));
  // Whoever speaks to the machine, or types by chance, can switch the letters off (WCAG 2.1.4).
  try { keys.checked = localStorage.getItem("rapporteur-keys") !== "off"; } catch (error) { /* no memory here */ }
  keys.addEventListener("change", () => {
    try { localStorage.setItem("rapporteur-keys", keys.checked ? "on" : "off"); } catch (error) { /* nor here */ }
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
    if (event.key === "Escape" && event.target === search) { search.value = ""; apply(); return; }
    if (typing && event.target !== keys) return;
    if (!keys.checked) return;
    const todo = {
      j: () => step(1), k: () => step(-1),
      s: () => side.click(), d: () => dark.click(), "/": () => search.focus(),
    }[event.key];
    if (todo) { event.preventDefault(); todo(); }
  });
  recall();
  apply();
})();
