import { fields, number, say } from "./dom.js";
import { request } from "./http.js";
import { LabCharts } from "./lab-charts.js";
import { LabTables } from "./lab-tables.js";

/** Brings the lab's view to life. */
export function installLab(view) {
  const find = (id) => view.querySelector(`#${id}`);
  const status = find("lab-status");
  const progress = find("lab-progress");
  const charts = new LabCharts(view);
  const tables = new LabTables(view);
  const queue = find("lab-form").elements.queue;
  let run;

  // What the application is configured with, unless somebody has been quicker.
  let isChosen = false;
  queue.addEventListener("change", () => (isChosen = true));
  request("GET", "lab")
    .then((standard) => isChosen || (queue.value = standard.queue))
    .catch((problem) => say(status, problem.message, "bad"));

  find("lab-form").addEventListener("submit", async (event) => {
    event.preventDefault();
    find("lab-run").disabled = true;
    say(status, "Asking for a run …", "busy");
    try {
      const created = await request("POST", "lab/runs", fields(event.target));
      find("lab-results").hidden = false;
      charts.clear(created);
      tables.clear({ ...created, queue: name(queue, created.queue) });
      progress.value = 0;
      progress.max = 2 * created.transfersPerSide;
      run = follow(created);
      find("lab-stop").disabled = false;
    } catch (problem) {
      end(problem.message, "bad");
    }
  });

  find("lab-stop").addEventListener("click", () => {
    const { id, hasBegun, events } = run;
    request("DELETE", `lab/runs/${id}`).catch((problem) => say(status, problem.message, "bad"));
    if (!hasBegun) {
      events.close();
      end("Stopped before it began.");
    }
  });

  function follow({ id }) {
    const events = new EventSource(`lab/runs/${id}/events`);
    const started = { id, events, hasBegun: false };
    const on = (name, act) =>
      events.addEventListener(name, (event) => act(JSON.parse(event.data)));
    on("waiting", ({ ahead }) =>
      say(status, `Waiting: ${others(ahead)} first.`, "busy"),
    );
    on("reading", (reading) => {
      if (!started.hasBegun) {
        started.hasBegun = true;
        say(status, "Running: both sides transfer now.", "busy");
      }
      progress.value = reading.naive.calls + reading.atomic.calls;
      charts.add(reading);
      tables.add(reading);
    });
    on("ended", ({ end: how, verdict }) => {
      events.close();
      tables.judge(verdict);
      end(`${opening(how, progress)}${verdict.sentence}`, verdict.atomic.exact ? "good" : "bad");
    });
    on("failed", ({ detail }) => {
      events.close();
      end(detail, "bad");
    });
    // The browser would listen again, but a run ends with its listener.
    events.onerror = () => {
      events.close();
      end("The connection was lost, and with it this run.", "bad");
    };
    return started;
  }

  function end(text, kind) {
    find("lab-run").disabled = false;
    find("lab-stop").disabled = true;
    say(status, text, kind);
  }
}

/** What the form calls a setting. */
function name(select, value) {
  return [...select.options].find((option) => option.value === value).text;
}

function others(ahead) {
  return ahead === 0
    ? "the lab of the console runs"
    : ahead === 1
      ? "one other lab runs"
      : `${number(ahead)} other labs run`;
}

function opening(how, progress) {
  const percent = number(Math.floor((100 * progress.value) / progress.max));
  return {
    DONE: "",
    STOPPED: `Stopped at ${percent} %. `,
    TIME_IS_UP: `Ended by its time limit at ${percent} %. `,
  }[how];
}
