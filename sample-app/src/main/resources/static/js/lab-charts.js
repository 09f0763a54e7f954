import { barChart, lineChart } from "./chart.js";

/** The lab's three charts. */
export class LabCharts {
  #money;
  #rate;
  #attempts;
  #seconds = [];
  #moneys = [[], []];
  #rates = [[], []];
  #last;

  constructor(view) {
    const figure = (id) => view.querySelector(`#${id}`);
    this.#money = lineChart(figure("money-chart"));
    this.#rate = lineChart(figure("rate-chart"), { fromZero: true });
    this.#attempts = barChart(figure("attempts-chart"));
  }

  clear({ moneyPerSide, attempts }) {
    this.#seconds = [0];
    this.#moneys = [[moneyPerSide], [moneyPerSide]];
    this.#rates = [[null], [null]];
    this.#last = { elapsedMillis: 0, calls: [0, 0] };
    this.#attempts.columns(attempts);
    this.#attempts.draw(attempts.map(() => 0));
    this.#draw();
  }

  add({ elapsedMillis, naive, atomic }) {
    const calls = [naive.calls, atomic.calls];
    const millis = elapsedMillis - this.#last.elapsedMillis;
    if (millis > 0) {
      this.#seconds.push(elapsedMillis / 1000);
      this.#moneys[0].push(naive.money);
      this.#moneys[1].push(atomic.money);
      calls.forEach((count, side) => {
        const made = count - this.#last.calls[side];
        // A side that is done makes no more transfers: its line ends.
        this.#rates[side].push(made === 0 ? null : Math.round((made * 1000) / millis));
      });
      this.#last = { elapsedMillis, calls };
    }
    this.#attempts.draw(atomic.attempts);
    this.#draw();
  }

  #draw() {
    this.#money.draw([this.#seconds, ...this.#moneys]);
    this.#rate.draw([this.#seconds, ...this.#rates]);
  }
}
