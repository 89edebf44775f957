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
  const PATIENCE = 5000;
  let changes = null;
  let fetching = false;
  let wanted = false;
  let last = 0;

  const isReading = () => {
    const text = getSelection();
    return !text.isCollapsed && live()?.contains(text.anchorNode);
  };

  const refresh = async () => {
    if (fetching || document.hidden || !live() || isFilledIn() || isReading()) {
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
    changes.addEventListener("open", () => {
      const missed = !away.hidden;
      away.hidden = true;
      if (missed) refresh();
    });
    changes.addEventListener("changed", refresh);
    // A stream ends after some minutes, and the browser asks for another one.
    changes.addEventListener("error", () => setTimeout(() => {
      if (changes && changes.readyState !== EventSource.OPEN) away.hidden = false;
    }, PATIENCE));
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

  // On a narrow screen a row is a paragraph, whose values have the words of their columns.
  const label = () => document.querySelectorAll(".rows").forEach((table) => {
    const words = [...table.tHead.rows[0].cells].map((cell) => cell.textContent);
    [...table.tBodies].flatMap((body) => [...body.rows]).forEach((row) =>
      [...row.cells].forEach((cell, n) => {
        if (cell.tagName === "TD" && words[n] !== "State" && words[n] !== "Outcome") cell.dataset.label = words[n];
      }));
  });
  label();

  // What a person has done to the page stays: focus, what is scrolled and opened, and what is written.
  const within = (selector) => [...(live()?.querySelectorAll(selector) ?? [])];
  const linkLike = "a, button, summary, [tabindex]";
  let left = null;

  const leave = () => {
    const focused = document.activeElement;
    const same = within(linkLike).filter((one) => one.outerHTML === focused.outerHTML);
    left = {
      focused: same.includes(focused) ? focused.outerHTML : null,
      nth: same.indexOf(focused),
      open: within("details").map((one) => one.open),
      scrolled: within(".wide, .text").map((one) => [one.scrollLeft, one.scrollTop]),
      row: rows()[here]?.querySelector("a")?.href,
    };
  };

  const comeBack = () => {
    away.hidden = true;
    label();
    within("details").forEach((one, n) => { one.open = left.open[n] ?? false; });
    within(".wide, .text").forEach((one, n) => one.scrollTo(...(left.scrolled[n] ?? [0, 0])));
    here = rows().findIndex((row) => left.row && row.querySelector("a")?.href === left.row);
    mark(rows(), false);
    const same = within(linkLike).filter((one) => one.outerHTML === left.focused);
    same[left.nth]?.focus({ preventScroll: true });
  };

  const isWriting = (part) =>
    part.matches(":focus-within")
    || part.querySelector("details[open]") !== null
    || [...part.querySelectorAll("input:not([type=hidden])")].some((one) => one.value !== one.defaultValue);

  document.addEventListener("htmx:beforeSwap", (event) => {
    if (!event.detail.shouldSwap) return;
    if (event.detail.xhr.responseText.includes('id="live"')) {
      leave();
    } else {
      // The login has ended.
      event.detail.shouldSwap = false;
      location.reload();
    }
  });
  document.addEventListener("htmx:responseError", (event) => {
    if (event.detail.xhr.status === 401) location.reload();
    else away.hidden = false;
  });
  document.addEventListener("htmx:sendError", () => { away.hidden = false; });
  document.addEventListener("htmx:afterSwap", comeBack);
  document.addEventListener("htmx:oobBeforeSwap", (event) => {
    if (isWriting(event.detail.target)) event.detail.shouldSwap = false;
  });
  // What no event tells, such as the last poll of a source; and a stream that was refused.
  setInterval(() => {
    if (changes?.readyState === EventSource.CLOSED) pause();
    listen();
    refresh();
  }, 30000);
  window.addEventListener("pagehide", pause);
  listen();
})();
