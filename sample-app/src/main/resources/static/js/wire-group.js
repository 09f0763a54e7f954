import { element, number } from "./dom.js";
import { roundTrip } from "./round-trip.js";

/** What a group has sent, and whose write is whose. */
export function group({ transfers, roundTrips }) {
  return [
    element("ol", { id: "wire-members" }, ...transfers.map(member)),
    element(
      "div",
      { id: "wire-trips" },
      ...roundTrips.map((commands) => roundTrip(commands, whose)),
    ),
  ];
}

/** In one sentence. */
export function groupSummary({ transfers, roundTrips }) {
  const sum = (what) => number(transfers.reduce((total, each) => total + each[what], 0));
  const execs = roundTrips.flat().filter(({ command }) => command === "EXEC").length;
  return (
    `${number(transfers.length)} transfers in ${number(roundTrips.length)} round trips: ` +
    `of their ${sum("reads")} reads ${number(readsSent(roundTrips))} was sent, ` +
    `and ${number(execs)} EXEC commits their ${sum("writes")} writes.`
  );
}

/** What comes before MULTI, but for WATCH. */
function readsSent(roundTrips) {
  return roundTrips
    .map((trip) => trip.map(({ command }) => command.split(" ", 1)[0]))
    .flatMap((names) => names.slice(0, names.includes("MULTI") ? names.indexOf("MULTI") : undefined))
    .filter((name) => name !== "WATCH").length;
}

function member({ text, reads, writes, outcome }, index) {
  const what = `${number(reads)} read, ${number(writes)} writes, ${outcome}`;
  return element("li", {}, badge(index + 1), `${text}: ${what}`);
}

/** The number of the transfer whose write it is, or as much room. */
function whose({ transfer }) {
  return transfer === 0
    ? [element("span", { class: "whose", "aria-hidden": "true" })]
    : [badge(transfer)];
}

function badge(transfer) {
  return element(
    "span",
    { class: "whose", "data-transfer": transfer },
    element("span", { class: "unseen" }, "Transfer "),
    number(transfer),
  );
}
