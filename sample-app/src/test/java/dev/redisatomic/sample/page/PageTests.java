package dev.redisatomic.sample.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

@BrowserTest
class PageTests {

  @Test
  void theFirstViewIsTheLab(Browser browser) {
    browser.open("");

    assertThat(browser.text("h1")).isEqualTo("Is all the money still there?");
    assertThat(browser.isShown("#lab-run")).isTrue();
    assertThat(browser.isShown("#bank")).isFalse();
    assertThat(browser.text("nav [aria-current]")).isEqualTo("Contention lab");
    assertThat(browser.errors()).isEmpty();
  }

  @Test
  void nothingIsLoadedFromElsewhere(Browser browser) {
    browser.open("");

    Object loaded = browser.evaluate("performance.getEntriesByType('resource').map(e => e.name)");

    String origin = (String) browser.evaluate("location.origin");
    assertThat((List<?>) loaded)
        .hasSizeGreaterThan(5)
        .allSatisfy(address -> assertThat((String) address).startsWith(origin));
  }

  @Test
  void theThemeCanBeChosenAndIsKept(Browser browser) {
    browser.open("");
    Object before = background(browser);

    browser.click("#theme");
    assertThat(background(browser)).isNotEqualTo(before);

    Object chosen = background(browser);
    browser.reload();
    assertThat(background(browser)).isEqualTo(chosen);
    assertThat(browser.errors()).isEmpty();
  }

  @Test
  void theFirstStopOfTheKeyboardSkipsTheNavigation(Browser browser) {
    browser.open("");

    browser.press(Keys.TAB);
    assertThat(browser.evaluate("document.activeElement.className")).isEqualTo("skip");
    browser.press(Keys.ENTER);

    assertThat(browser.evaluate("document.activeElement.id")).isEqualTo("views");
  }

  @Test
  void everyFieldHasALabel(Browser browser) {
    browser.open("");

    assertThat(browser.evaluate("document.querySelectorAll('input').length")).isNotEqualTo(0L);
    assertThat(
            browser.evaluate(
                "[...document.querySelectorAll('input, select')].filter(i => !i.labels.length)"))
        .isEqualTo(List.of());
  }

  @Test
  void aPhoneShowsEveryViewWithoutScrollingSideways(Browser browser) {
    browser.resize(320);
    for (String view : List.of("lab", "wire", "bank")) {
      browser.open(view);
      assertThat(browser.isShown("#" + view)).isTrue();
      assertThat(browser.evaluate("document.documentElement.scrollWidth")).isEqualTo(320L);
    }
  }

  private static Object background(Browser browser) {
    return browser.evaluate("getComputedStyle(document.documentElement).backgroundColor");
  }
}
