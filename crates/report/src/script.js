(() => {
  "use strict";
  const root = document.documentElement;
  root.classList.add("js");
  const wide = matchMedia("(min-width: 78rem)");
  const $$ = (selector, within = document) => [...within.querySelectorAll(selector)];

  // The texts of a story stand beside it, one at a time; the stretch that a link leads to is lit there.
  const targetOf = (link) => document.getElementById(link.getAttribute("href").slice(1));
  const open = (full) => {
    if (full.classList.contains("active")) return;
    $$(".full.active", full.closest(".reader")).forEach((f) => f.classList.remove("active"));
    full.classList.add("active");
  };
  const begins = (span) => Number(span.dataset.s ?? span.id.split("-").pop());
  const show = (place) => {
    const target = targetOf(place), full = target?.closest(".full"), reader = full?.closest(".reader");
    if (!reader || !wide.matches) return;
    open(full);
    $$(".lit", reader).forEach((s) => s.classList.remove("lit"));
    if (target === full) {
      reader.scrollTop = 0;
      return;
    }
    for (let s = target; s && !(s.tagName === "SPAN" && begins(s) >= Number(place.dataset.e)); s = s.nextElementSibling) {
      if (s.tagName === "SPAN") s.classList.add("lit");
    }
    const box = reader.getBoundingClientRect(), at = target.getBoundingClientRect();
    if (at.top < box.top + 60 || at.bottom > box.bottom - 60) reader.scrollTop += at.top - box.top - box.height / 3;
  };
  const placeOf = (target) => {
    if (!(target instanceof Element)) return null;
    const ribbon = target.closest("a.ribbon");
    return target.closest("a.place") || (ribbon ? targetOf(ribbon) : target.closest("tr"))?.querySelector("a.place") || null;
  };
  // A ribbon and the words that it stands for light up together.
  const tie = (target) => {
    const part = target instanceof Element && target.closest("[data-p]");
    if (tie.lit === part) return;
    tie.lit = part;
    $$(".tied", main).forEach((e) => e.classList.remove("tied"));
    if (part) $$(`[data-p="${part.dataset.p}"]`, part.closest(".pairing")).forEach((e) => e.classList.add("tied"));
  };
  const main = document.querySelector("main");
  let wait = 0;
  main.addEventListener("mouseover", (event) => {
    const place = placeOf(event.target);
    tie(event.target);
    clearTimeout(wait);
    if (place) wait = setTimeout(show, 60, place);
  });
  main.addEventListener("focusin", (event) => {
    const place = placeOf(event.target);
    tie(event.target);
    if (place) show(place);
  });
  main.addEventListener("click", (event) => {
    const place = event.target instanceof Element && event.target.closest("a.place");
    if (place && wide.matches) {
      event.preventDefault();
      show(place);
    }
  });
  $$(".reader .full:first-of-type").forEach(open);

  // Filters: a form lists what must hold, the items of its section say what holds for them.
  for (const form of $$("form.filters")) {
    const items = $$(".item", form.closest("section"));
    const output = form.querySelector("output");
    const apply = () => {
      const want = Object.fromEntries(new FormData(form));
      const has = (list, value) => (" " + list + " ").includes(" " + value + " ");
      let shown = 0;
      for (const item of items) {
        const d = item.dataset;
        const grade = want.grade && (want.in ? has(d.grades, want.in + ":" + want.grade) : (" " + d.grades).includes(":" + want.grade));
        const keep =
          (!want.in || has(d.in, want.in)) &&
          (!want.with || has(d.in, want.with)) &&
          (!want.kind || d.kind === want.kind) &&
          (!want.out || !has(d.in, want.out)) &&
          (!want.grade || grade) &&
          (!want.topic || d.topic === want.topic) &&
          (!want.speaker || d.speaker === want.speaker) &&
          (!want.find || item.textContent.toLowerCase().includes(want.find.toLowerCase()));
        item.hidden = !keep;
        shown += keep;
      }
      const only = shown === 1 && items.find((item) => !item.hidden);
      if (only && only.matches("details")) only.open = true;
      output.textContent = shown === items.length ? items.length + " shown" : shown + " of " + items.length + " shown";
    };
    form.addEventListener("input", apply);
    form.addEventListener("reset", () => setTimeout(apply));
    form.addEventListener("submit", (event) => event.preventDefault());
    apply();
  }

  // A page of several: one at a time.
  const pages = $$(".page");
  const turn = (page) => {
    if (page.classList.contains("active")) return;
    for (const other of pages) other.classList.toggle("active", other === page);
    scrollTo(0, 0);
  };

  // A link to an item that a filter hides, or into a closed part, shows it.
  const reveal = () => {
    const target = location.hash && document.getElementById(location.hash.slice(1));
    if (pages.length) turn(target ? target.closest(".page") || pages[0] : pages[0]);
    if (!target) return;
    if (target === pages[0] || target.classList.contains("page")) return;
    if (target.hidden) target.closest("section").querySelector("form.filters")?.reset();
    target.closest("details")?.setAttribute("open", "");
    tie(target);
    const full = target.closest(".full");
    if (full) open(full);
    setTimeout(() => target.scrollIntoView({ block: full ? "center" : "start" }));
  };
  addEventListener("hashchange", reveal);
  reveal();

  // Paper can't be clicked.
  const opened = [];
  addEventListener("beforeprint", () => {
    for (const part of $$("details:not([open])")) {
      part.open = true;
      opened.push(part);
    }
  });
  addEventListener("afterprint", () => {
    for (const part of opened.splice(0)) part.open = false;
  });
})();
