import uPlot from "../webjars/uplot/dist/uPlot.esm.js";
import { element, number } from "./dom.js";
import { colour, onThemeChange } from "./theme.js";

const height = 200;
const naive = { label: "Naive", stroke: () => colour("--naive"), width: 2, dash: [6, 4] };
const atomic = { label: "@RedisAtomic", stroke: () => colour("--atomic"), width: 2 };

/**
 * Two lines over seconds: naive and atomic.
 *
 * @param fromZero whether the axis begins at 0
 */
export function lineChart(figure, { fromZero = false } = {}) {
  legend(figure, "naive", "atomic");
  const points = { show: false };
  const chart = plot(figure, [[0], [null], [null]], {
    series: [{}, { ...naive, points }, { ...atomic, points }],
    scales: {
      x: { time: false, range: (_, min, max) => [0, Math.max(1, max)] },
      y: { range: (_, min, max) => around(min, max, fromZero) },
    },
    axes: [
      axis({ size: 32, values: (_, ticks) => ticks.map((tick) => `${tick} s`) }),
      axis({ size: 64, values: numbers }),
    ],
  });
  return { draw: (data) => chart.setData(data) };
}

/** Bars side by side, of the atomic side alone. */
export function barChart(figure) {
  legend(figure, "atomic");
  let names = [];
  const chart = plot(figure, [[0], [null]], {
    series: [
      {},
      {
        ...atomic,
        fill: atomic.stroke,
        paths: uPlot.paths.bars({ size: [0.7, 60] }),
        points: { show: false },
      },
    ],
    scales: {
      x: { time: false, range: () => [-0.6, names.length - 0.4] },
      y: { range: (_, min, max) => [0, Math.max(1, (max ?? 0) * 1.1)] },
    },
    axes: [
      axis({
        size: 32,
        grid: { show: false },
        splits: () => names.map((_, i) => i),
        values: () => names.map((name) => name.replace(" or more", "+")),
      }),
      axis({ size: 64, values: numbers }),
    ],
  });
  return {
    columns: (columns) => (names = columns),
    draw: (values) => chart.setData([values.map((_, i) => i), values]),
  };
}

function plot(figure, data, options) {
  const place = figure.querySelector(".plot");
  const size = () => ({ width: Math.max(place.clientWidth, 200), height });
  const chart = new uPlot(
    { ...options, ...size(), legend: { show: false }, cursor: { show: false } },
    data,
    place,
  );
  new ResizeObserver(() => chart.setSize(size())).observe(place);
  onThemeChange(() => chart.redraw());
  return chart;
}

function axis(options) {
  const line = () => colour("--line");
  return {
    stroke: () => colour("--pico-muted-color"),
    font: "12px system-ui, sans-serif",
    grid: { stroke: line, width: 1 },
    ticks: { stroke: line, width: 1 },
    ...options,
    ...(options.grid ? { grid: { ...options.grid, stroke: line } } : {}),
  };
}

/** A line that stays where it is should look flat, and a small drift not like a landslide. */
function around(min, max, fromZero) {
  if (min === null || max === null) {
    return [0, 1];
  }
  const low = fromZero ? 0 : min;
  const room = Math.max((max - low) * 0.15, max * 0.05, 1);
  return [fromZero ? 0 : low - room, max + room];
}

function numbers(_, ticks) {
  return ticks.map((tick) => number(tick));
}

function legend(figure, ...sides) {
  const names = { naive: "Naive", atomic: "@RedisAtomic" };
  figure
    .querySelector(".legend")
    .replaceChildren(...sides.map((side) => element("span", { class: side }, names[side])));
}
