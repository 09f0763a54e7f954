import { element } from "./dom.js";

/**
 * Commands that left in one write.
 *
 * @param before what to put in front of a command, if anything
 */
export function roundTrip(commands, before = () => []) {
  return element(
    "ul",
    { class: "trip", "aria-label": "Sent in one write" },
    ...commands.map((sent) =>
      element(
        "li",
        {},
        ...before(sent),
        element("code", {}, sent.command),
        " ",
        element(
          "span",
          { class: "reply" },
          element("span", { "aria-hidden": "true" }, "→ "),
          sent.reply,
        ),
      ),
    ),
  );
}
