// A classic script, because it has to run before the page is drawn.
try {
  const storedTheme = localStorage.getItem("theme");
  if (storedTheme === "light" || storedTheme === "dark") {
    document.documentElement.dataset.theme = storedTheme;
  }
} catch {
  // A browser that stores nothing follows the system.
}
