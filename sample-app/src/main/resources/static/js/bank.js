import { element, fields, number, row, say } from "./dom.js";
import { request } from "./http.js";

const conflict = 409;
const demo = [
  { account: "ann", balance: 100 },
  { account: "bob", balance: 50 },
  { account: "eve", balance: 0 },
];

/** Brings the bank's view to life. */
export function installBank(view) {
  const find = (id) => view.querySelector(`#${id}`);
  const outcome = find("bank-outcome");

  async function show() {
    try {
      list(await request("GET", "accounts"));
    } catch (problem) {
      say(outcome, problem.message, "bad");
    }
  }

  function list(accounts) {
    find("accounts")
      .querySelector("tbody")
      .replaceChildren(...accounts.map((a) => row(a.account, a.balance, a.transfers)));
    find("account-names").replaceChildren(
      ...accounts.map((a) => element("option", { value: a.account })),
    );
    find("accounts").hidden = accounts.length === 0;
    find("no-accounts").hidden = accounts.length > 0;
    suggest(accounts);
  }

  /** Fills in two accounts where nothing has been typed. */
  function suggest(accounts) {
    const { from, to } = find("transfer-form").elements;
    if (accounts.length > 1 && !from.value && !to.value) {
      from.value = accounts[0].account;
      to.value = accounts[1].account;
    }
  }

  /** Does one thing at a time, and says how it ended. */
  async function act(button, action) {
    button.disabled = true;
    try {
      say(outcome, ...(await action()));
    } catch (problem) {
      say(outcome, ...words(problem));
    }
    button.disabled = false;
    await show();
  }

  find("transfer-form").addEventListener("submit", (event) => {
    event.preventDefault();
    act(event.submitter ?? event.target.querySelector("button"), async () => {
      const asked = fields(event.target);
      const answer = await request("POST", "transfers", asked);
      return answer.outcome === "TRANSFERRED"
        ? [`Done: ${number(asked.amount)} went from ${asked.from} to ${asked.to}.`, "good"]
        : [`Insufficient funds: ${asked.from} has less than ${number(asked.amount)}. Nothing was written.`, "bad"];
    });
  });

  find("open-form").addEventListener("submit", (event) => {
    event.preventDefault();
    act(event.submitter ?? event.target.querySelector("button"), async () => {
      const opened = await request("POST", "accounts", fields(event.target));
      return [`Opened ${opened.account} with ${number(opened.balance)}.`, "good"];
    });
  });

  find("open-demo").addEventListener("click", (event) =>
    act(event.target, async () => {
      for (const account of demo) {
        await request("POST", "accounts", account);
      }
      return ["Opened ann, bob and eve. Now move some money.", "good"];
    }),
  );

  return { show };
}

function words(problem) {
  return problem.status === conflict && problem.attempts
    ? [`Gave up after ${number(problem.attempts)} attempts. ${problem.message}`, "bad"]
    : [problem.message, "bad"];
}
