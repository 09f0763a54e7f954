/**
 * Makes an element. Text is only ever text, never markup.
 *
 * @param children strings and elements
 */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  Object.entries(attributes).forEach(([name, value]) => made.setAttribute(name, value));
  made.append(...children.map((child) => (typeof child === "number" ? number(child) : child)));
  return made;
}

/** A table row with a head. */
export function row(head, ...cells) {
  return element(
    "tr",
    {},
    element("th", { scope: "row" }, head),
    ...cells.map((cell) => element("td", {}, cell)),
  );
}

/** Says something in a live region; kind is one of "good", "bad", "busy" or empty. */
export function say(region, text, kind = "") {
  region.dataset.kind = kind;
  region.textContent = text;
}

/** 1,240 in every browser, like the server's messages. */
export function number(value) {
  return value.toLocaleString("en");
}

/** A form's fields; those of numbers as numbers, or as typed if they are none. */
export function fields(form) {
  const values = {};
  for (const input of form.querySelectorAll("input, select")) {
    const numeric = input.type === "number" && Number.isFinite(input.valueAsNumber);
    values[input.name] = numeric ? input.valueAsNumber : input.value.trim();
  }
  return values;
}
