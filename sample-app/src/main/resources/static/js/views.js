const first = "lab";

/**
 * Shows the view that the address names after its #, and only that.
 *
 * @param onShow what to call when a view comes up, by its name
 */
export function installViews(onShow) {
  const views = [...document.querySelectorAll("main > section")];
  const links = [...document.querySelectorAll("nav .views a")];
  const title = document.title;

  const show = () => {
    const asked = location.hash.slice(1);
    const name = views.some((view) => view.id === asked) ? asked : first;
    views.forEach((view) => (view.hidden = view.id !== name));
    links.forEach((link) => {
      if (link.hash === `#${name}`) {
        link.setAttribute("aria-current", "page");
        document.title = `${link.textContent.trim()} · ${title}`;
      } else {
        link.removeAttribute("aria-current");
      }
    });
    scrollTo(0, 0);
    onShow[name]?.();
  };

  // Without following the link: the address names the view.
  document.querySelector(".skip").addEventListener("click", (event) => {
    event.preventDefault();
    document.querySelector("main").focus();
  });
  addEventListener("hashchange", () => {
    show();
    document.querySelector("main").focus();
  });
  show();
}
