// Keyboard, and pages that update themselves while they are looked at.
(() => {
  "use strict";

  const rows = () => [...document.querySelectorAll("[data-row]")];
  let here = -1;

  const move = (step) => {
    const all = rows();
    if (all.length === 0) return;
    here = Math.min(Math.max(here + step, 0), all.length - 1);
    mark(all, true);
  };

  const mark = (all, scroll) => {
    all.forEach((row, n) => row.classList.toggle("here", n === here));
    const link = all[here]?.querySelector("a");
    if (scroll && link) {
      link.focus({ preventScroll: true });
      all[here].scrollIntoView({ block: "nearest" });
    }
  };

  const help = () => document.getElementById("help").showModal();

  const keys = {
    "/": () => document.getElementById("search").focus(),
    j: () => move(1),
    k: () => move(-1),
    o: () => rows()[here]?.querySelector("a")?.click(),
    "?": help,
  };

  document.addEventListener("keydown", (event) => {
    const writing = event.target.closest("input, textarea, select, dialog[open]");
    if (writing || event.ctrlKey || event.metaKey || event.altKey || !keys[event.key]) return;
    event.preventDefault();
    keys[event.key]();
  });
  document.getElementById("help-button").addEventListener("click", help);

  // The page fetches itself again when a job has changed, at most every two seconds.
  const live = () => document.querySelector("[data-live]");
  // A form that is being filled in is not replaced.
  const isFilledIn = () => live()?.contains(document.activeElement?.closest("form"));
  const away = document.getElementById("away");
  const LEAST = 2000;
  let changes = null;
  let fetching = false;
  let wanted = false;
  let last = 0;

  const refresh = async () => {
    if (fetching || document.hidden || !live() || isFilledIn()) {
      wanted = true;
      return;
    }
    fetching = true;
    wanted = false;
    await new Promise((done) => setTimeout(done, Math.max(0, last + LEAST - Date.now())));
    try {
      if (isFilledIn()) {
        wanted = true;
      } else {
        await htmx.ajax("GET", location.pathname + location.search, {
          target: "#live", select: "#live", swap: "outerHTML", source: document.body,
        });
      }
    } finally {
      last = Date.now();
      fetching = false;
      if (wanted) refresh();
    }
  };

  const listen = () => {
    if (changes || document.hidden || !live()) return;
    changes = new EventSource(document.body.dataset.changes);
    changes.addEventListener("open", () => { away.hidden = true; });
    changes.addEventListener("changed", refresh);
    changes.addEventListener("error", () => { away.hidden = changes.readyState !== EventSource.CLOSED; });
  };

  const pause = () => {
    changes?.close();
    changes = null;
  };

  document.addEventListener("visibilitychange", () => {
    if (document.hidden) {
      pause();
    } else {
      listen();
      refresh();
    }
  });
  document.addEventListener("htmx:afterSwap", () => mark(rows(), false));
  // What no job's event tells, such as the last poll of a source.
  setInterval(refresh, 30000);
  window.addEventListener("pagehide", pause);
  listen();
})();
