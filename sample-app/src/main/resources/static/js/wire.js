import { element, number, say } from "./dom.js";
import { request } from "./http.js";

const endings = {
  committed: "committed: all of it was applied",
  conflict: "conflict: nothing was applied, so the body runs again",
};

/** Brings the view of the commands to life. */
export function installWire(view) {
  const find = (id) => view.querySelector(`#${id}`);
  const status = find("wire-status");

  async function show() {
    try {
      const sources = await request("GET", "wire/sources");
      find("transfer-source").textContent = sources.transfer;
      find("interruption-source").textContent = sources.interruption;
    } catch (problem) {
      say(status, problem.message, "bad");
    }
  }

  find("wire-run").addEventListener("click", async ({ target }) => {
    target.disabled = true;
    try {
      const { transfer, rival } = await request("POST", "wire");
      find("wire-attempts").replaceChildren(...timeline(transfer, rival));
      say(status, summary(transfer), transfer.outcome === "committed" ? "good" : "bad");
    } catch (problem) {
      say(status, problem.message, "bad");
    }
    target.disabled = false;
  });

  return { show };
}

function summary({ attempts, outcome }) {
  const conflicts = attempts.filter((attempt) => attempt.outcome === "conflict").length;
  const ending = outcome === "committed" ? "Committed" : `Ended as ${outcome}`;
  const lost = `of which ${number(conflicts)} met a conflict and applied nothing`;
  return `${ending} after ${number(attempts.length)} attempts, ${lost}.`;
}

/** The attempts; the rival goes before the commit of the first one, for that is when it came. */
function timeline({ attempts }, rival) {
  return attempts.map((attempt) => {
    const trips = attempt.roundTrips.map(roundTrip);
    if (attempt.number === 1) {
      trips.splice(-1, 0, meanwhile(rival));
    }
    return element(
      "li",
      { class: `attempt ${attempt.outcome}` },
      element("h3", {}, `Attempt ${attempt.number}`),
      ...trips,
      element("p", { class: "ending" }, endings[attempt.outcome] ?? attempt.outcome),
    );
  });
}

function meanwhile({ method, attempts }) {
  return element(
    "div",
    { class: "rival" },
    element("p", {}, `Meanwhile, on another connection: ${method}`),
    ...attempts.flatMap((attempt) => attempt.roundTrips.map(roundTrip)),
  );
}

/** Commands that left in one write. */
function roundTrip(commands) {
  return element(
    "ul",
    { class: "trip", "aria-label": "Sent in one write" },
    ...commands.map(({ command, reply }) =>
      element(
        "li",
        {},
        element("code", {}, command),
        " ",
        element("span", { class: "reply" }, element("span", { "aria-hidden": "true" }, "→ "), reply),
      ),
    ),
  );
}
