import { barChart, lineChart } from "./chart.js";
import { Rate } from "./rate.js";

/** The lab's three charts. */
export class LabCharts {
  #money;
  #rate;
  #attempts;
  #seconds = [];
  #moneys = [[], []];
  #rates = [[], []];
  #sides;
  #elapsed;

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
    this.#sides = [new Rate(), new Rate()];
    this.#elapsed = 0;
    this.#attempts.columns(attempts);
    this.#attempts.draw(attempts.map(() => 0));
    this.#draw();
  }

  add({ elapsedMillis, naive, atomic }) {
    const millis = elapsedMillis - this.#elapsed;
    if (millis > 0) {
      const isFirst = this.#elapsed === 0;
      this.#seconds.push(elapsedMillis / 1000);
      [naive, atomic].forEach((side, i) => {
        const rate = this.#sides[i].next(side, millis);
        this.#moneys[i].push(side.money);
        this.#rates[i].push(rate);
        if (isFirst) {
          this.#rates[i][0] = rate;
        }
      });
      this.#elapsed = elapsedMillis;
    }
    this.#attempts.draw(atomic.attempts);
    this.#draw();
  }

  #draw() {
    this.#money.draw([this.#seconds, ...this.#moneys]);
    this.#rate.draw([this.#seconds, ...this.#rates]);
  }
}
