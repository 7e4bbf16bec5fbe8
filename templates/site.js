"use strict";
// The pages of the site: filters above tables, the slider over meetings, and the search. Nothing is fetched.
(function () {
  const byId = (id) => document.getElementById(id);
  const fold = (text) => text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").replace(/[‘’]/g, "'").replace(/[“”„]/g, '"')
    .replace(/[\u2010-\u2015]/g, "-").toLowerCase();

  // Filters: a row is shown where every fact that is asked for is the row's; a typed fact need only be part of it.
  for (const form of document.querySelectorAll("form[data-rows]")) {
    const rows = Array.from(document.querySelectorAll("#" + CSS.escape(form.dataset.rows + "-rows") + " > tbody > tr"));
    const shown = document.querySelector('[data-shown="' + CSS.escape(form.dataset.rows) + '"]');
    const fields = Array.from(form.querySelectorAll("[data-fact]"));
    const apply = () => {
      let count = 0;
      for (const row of rows) {
        const fits = fields.every((field) => {
          const fact = row.dataset[field.dataset.fact] || "";
          return !field.value || (field.tagName === "SELECT" ? fact === field.value : fold(fact).includes(fold(field.value)));
        });
        row.hidden = !fits;
        if (fits) count += 1;
      }
      shown.textContent = count === rows.length ? "" : count + " of " + rows.length + " are shown.";
      const state = fields.filter((f) => f.value).map((f) => [f.dataset.fact, f.value]);
      const hash = state.length ? "#filter?" + new URLSearchParams(state) : "";
      if (hash || location.hash.startsWith("#filter?")) history.replaceState(null, "", hash || location.pathname + location.search);
    };
    form.hidden = false;
    form.addEventListener("input", apply);
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("reset", () => setTimeout(apply));
    if (location.hash.startsWith("#filter?")) {
      const asked = new URLSearchParams(location.hash.slice(8));
      for (const field of fields) field.value = asked.get(field.dataset.fact) || "";
      apply();
    }
  }

  // The slider: one statement at a time; the address names it.
  const slider = byId("slider");
  if (slider) {
    const editions = Array.from(document.querySelectorAll(".edition"));
    const show = (at, keep) => {
      editions.forEach((edition, i) => { edition.hidden = i !== at; });
      slider.value = String(at);
      const title = editions[at].dataset.title;
      slider.setAttribute("aria-valuetext", title);
      byId("slider-now").textContent = title;
      if (!keep) history.replaceState(null, "", "#" + editions[at].id);
    };
    const recall = () => {
      const at = editions.findIndex((edition) => "#" + edition.id === location.hash);
      show(at < 0 ? editions.length - 1 : at, true);
    };
    byId("slider-form").hidden = false;
    slider.addEventListener("input", () => show(Number(slider.value)));
    window.addEventListener("hashchange", recall);
    recall();
  }

  // The search: every word begins a word of the clause; a phrase stands there as it is.
  const form = byId("search-form");
  if (form) {
    const MOST = 200;
    const data = JSON.parse(byId("search-data").textContent);
    // Words and numbers alone count: what stands between them is a space, but for the point or comma within a number.
    const bare = (text) => fold(text).replace(/(?<!\d)[.,]|[.,](?!\d)|[^\p{L}\p{N}%$€£.,]/gu, " ").replace(/ +/g, " ").trim();
    const folded = data.clauses.map((clause) => " " + bare(clause[3]) + " ");
    const query = byId("q"), forum = byId("q-forum"), year = byId("q-year"), list = byId("results"), found = byId("found");
    const wordsOf = (text) => {
      const phrases = [];
      const rest = fold(text).replace(/"([^"]*)"?/g, (_, inner) => { if (bare(inner)) phrases.push(bare(inner)); return " "; });
      return { phrases, words: bare(rest).split(" ").filter(Boolean) };
    };
    const search = (text) => {
      const { phrases, words } = wordsOf(text);
      if (!phrases.length && !words.length) return [];
      const hits = [];
      for (let i = 0; i < folded.length; i += 1) {
        const statement = data.statements[data.clauses[i][0]];
        if (forum.value && String(statement[0]) !== forum.value) continue;
        if (year.value && !statement[1].startsWith(year.value)) continue;
        const clause = folded[i];
        if (phrases.every((phrase) => stands(clause, phrase)) && words.every((word) => begins(clause, word))) hits.push(i);
      }
      return hits.sort((a, b) => data.statements[data.clauses[b][0]][1].localeCompare(data.statements[data.clauses[a][0]][1]) || a - b);
    };
    const EDGE = /[^\p{L}\p{N}]/u;
    const begins = (clause, word) => {
      for (let at = clause.indexOf(word); at >= 0; at = clause.indexOf(word, at + 1)) if (EDGE.test(clause[at - 1])) return true;
      return false;
    };
    const stands = (clause, phrase) => {
      for (let at = clause.indexOf(phrase); at >= 0; at = clause.indexOf(phrase, at + 1)) {
        if (EDGE.test(clause[at - 1]) && EDGE.test(clause[at + phrase.length])) return true;
      }
      return false;
    };
    const marked = (text, asked) => {
      const words = asked.phrases.flatMap((phrase) => phrase.split(" ")).concat(asked.words);
      const span = document.createElement("span");
      for (const piece of text.split(/(\s+)/)) {
        const plain = bare(piece);
        const is = words.some((word) => plain.startsWith(word) || plain.includes(" " + word));
        const node = is ? document.createElement("mark") : document.createTextNode(piece);
        if (is) node.textContent = piece;
        span.append(node);
      }
      return span;
    };
    const show = () => {
      const hits = search(query.value);
      const asked = wordsOf(query.value);
      list.replaceChildren();
      for (const i of hits.slice(0, MOST)) {
        const [at, fragment, place, text] = data.clauses[i];
        const [where, , date, path] = data.statements[at];
        const item = document.createElement("li");
        const link = document.createElement("a");
        link.className = "where";
        link.href = path.split("/").map(encodeURIComponent).join("/") + "#" + encodeURIComponent(fragment);
        link.textContent = data.forums[where] + ", " + date + ", " + place;
        item.append(link, marked(text, asked));
        list.append(item);
      }
      const meetings = new Set(hits.map((i) => data.clauses[i][0])).size;
      found.textContent = !query.value.trim() ? data.clauses.length.toLocaleString("en") + " clauses can be searched."
        : hits.length + (hits.length === 1 ? " clause" : " clauses") + " in " + meetings + (meetings === 1 ? " statement" : " statements")
          + (hits.length > MOST ? "; the newest " + MOST + " are shown." : ", newest first.");
      const state = [["q", query.value], ["forum", forum.value], ["year", year.value]].filter((pair) => pair[1]);
      history.replaceState(null, "", state.length ? "#" + new URLSearchParams(state) : location.pathname + location.search);
    };
    const asked = new URLSearchParams(location.hash.slice(1));
    query.value = asked.get("q") || "";
    forum.value = asked.get("forum") || "";
    year.value = asked.get("year") || "";
    form.addEventListener("input", show);
    form.addEventListener("submit", (event) => { event.preventDefault(); show(); });
    window.searchClauses = search;
    show();
  }
})();
