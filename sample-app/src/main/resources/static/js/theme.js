const system = matchMedia("(prefers-color-scheme: dark)");
const listeners = [];

/** Whether the page is dark, by choice or because the system is. */
export function isDark() {
  const chosen = document.documentElement.dataset.theme;
  return chosen ? chosen === "dark" : system.matches;
}

/** Calls back whenever colours have changed. */
export function onThemeChange(listener) {
  listeners.push(listener);
}

/** A colour of the style sheet, as the theme has it now. */
export function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

/** Makes a button switch between light and dark; until it is used, the system decides. */
export function installTheme(button) {
  const changed = () => {
    button.setAttribute("aria-pressed", String(isDark()));
    listeners.forEach((listener) => listener());
  };
  button.addEventListener("click", () => {
    const theme = isDark() ? "light" : "dark";
    document.documentElement.dataset.theme = theme;
    changed();
    try {
      localStorage.setItem("theme", theme);
    } catch {
      // Then it lasts until the page is left.
    }
  });
  system.addEventListener("change", changed);
  changed();
}
