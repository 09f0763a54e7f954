import { element, number, say } from "./dom.js";
import { request } from "./http.js";
import { roundTrip } from "./round-trip.js";
import { group, groupSummary } from "./wire-group.js";

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

  const buttons = [find("wire-run"), find("wire-group")];

  /** One at a time: what comes last is what is shown. */
  const onClick = (id, act) =>
    find(id).addEventListener("click", async () => {
      buttons.forEach((button) => (button.disabled = true));
      try {
        await act();
      } catch (problem) {
        say(status, problem.message, "bad");
      }
      buttons.forEach((button) => (button.disabled = false));
    });

  onClick("wire-run", async () => {
    const { transfer, rival } = await request("POST", "wire");
    find("wire-commands").replaceChildren(timeline(transfer, rival));
    say(status, summary(transfer), transfer.outcome === "committed" ? "good" : "bad");
  });

  onClick("wire-group", async () => {
    const happening = await request("POST", "wire/group");
    find("wire-commands").replaceChildren(...group(happening));
    const good = happening.transfers.every(({ outcome }) => outcome === "committed");
    say(status, groupSummary(happening), good ? "good" : "bad");
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
  const items = attempts.map((attempt) => {
    const trips = attempt.roundTrips.map((trip) => roundTrip(trip));
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
  return element("ol", { id: "wire-attempts" }, ...items);
}

function meanwhile({ method, attempts }) {
  return element(
    "div",
    { class: "rival" },
    element("p", {}, `Meanwhile, on another connection: ${method}`),
    ...attempts.flatMap((attempt) => attempt.roundTrips.map((trip) => roundTrip(trip))),
  );
}
