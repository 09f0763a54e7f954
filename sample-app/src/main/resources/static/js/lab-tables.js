import { number, row } from "./dom.js";

const unknown = "–";

/** The lab in numbers: what the charts show, for those who do not see them, and more. */
export class LabTables {
  #numbers;
  #attempts;
  #readings;
  #moneyPerSide = 0;
  #columns = [];
  #queue;
  #last;

  constructor(view) {
    const body = (id) => view.querySelector(`#${id} tbody`);
    this.#numbers = body("lab-numbers");
    this.#attempts = body("attempts-table");
    this.#readings = body("readings-table");
    this.#show({}, {});
  }

  clear({ moneyPerSide, attempts, queue }) {
    this.#moneyPerSide = moneyPerSide;
    this.#queue = queue;
    this.#columns = attempts;
    this.#last = undefined;
    this.#readings.replaceChildren();
    this.#show({}, {});
  }

  add(reading) {
    const { naive, atomic } = reading;
    this.#show(naive, atomic);
    this.#attempts.replaceChildren(
      ...this.#columns.map((column, i) => row(column, atomic.attempts[i])),
    );
    this.#addReading(reading);
  }

  /** Adds what is only known at the end. */
  judge({ naive, atomic }) {
    this.#numbers.append(
      row("Updates overwritten", naive.lostUpdates, atomic.lostUpdates),
      row("Verdict", naive.exact ? "exact" : "wrong", atomic.exact ? "exact" : "wrong"),
    );
  }

  #show(naive, atomic) {
    const both = (head, value) => row(head, text(value(naive)), text(value(atomic)));
    this.#numbers.replaceChildren(
      row("Queue", unknown, text(this.#queue)),
      both("Money at the start", () => this.#moneyPerSide || undefined),
      both("Money now", (side) => side.money),
      both("Transfers done", (side) => side.done),
      both("Refused, no money", (side) => side.refused),
      row("Conflicts", unknown, text(atomic.conflicts)),
      row("Conflicts per transfer", unknown, text(perTransfer(atomic))),
      row("Retries", unknown, text(atomic.retries)),
      row("Gave up", unknown, text(atomic.gaveUp)),
      both("Looks with a wrong total", (side) =>
        side.looks === undefined ? undefined : `${number(side.wrongTotals)} of ${number(side.looks)}`,
      ),
    );
  }

  #addReading({ elapsedMillis, naive, atomic }) {
    const now = { elapsedMillis, naive: naive.calls, atomic: atomic.calls };
    const before = this.#last ?? { elapsedMillis: 0, naive: 0, atomic: 0 };
    const millis = now.elapsedMillis - before.elapsedMillis;
    if (millis < 1000) {
      return;
    }
    const perSecond = (side) => Math.round(((now[side] - before[side]) * 1000) / millis);
    this.#last = now;
    this.#readings.append(
      row(
        (elapsedMillis / 1000).toFixed(1),
        naive.money,
        atomic.money,
        perSecond("naive"),
        perSecond("atomic"),
      ),
    );
  }
}

function perTransfer({ conflicts, calls }) {
  return calls ? (conflicts / calls).toFixed(3) : undefined;
}

function text(value) {
  return value ?? unknown;
}
