package dev.redisatomic.sample.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.test.context.TestPropertySource;

@BrowserTest
@TestPropertySource(properties = "sample.lab.longest-run=10m")
class LabPageTests {

  private static final String RUNNING = "Running";

  private final StringRedisTemplate redis;

  LabPageTests(@Autowired StringRedisTemplate redis) {
    this.redis = redis;
  }

  /** Every test ends its runs: what is left behind would hold up the next one. */
  @AfterEach
  void nothingIsLeftBehind() {
    assertThat(redis.keys("account:{lab:*")).isEmpty();
  }

  @Test
  void aLabRunsToItsVerdict(Browser browser) {
    browser.open("lab");
    load(browser, 4, 50, 1);
    browser.type("[name=accounts]", "2");
    browser.press(Keys.ENTER);

    String verdict = browser.await("#lab-status", "Naive code");

    assertThat(verdict).contains("@RedisAtomic lost 0.");
    assertThat(browser.evaluate("document.getElementById('lab-progress').position")).isEqualTo(1L);
    assertThat(browser.texts("#lab-numbers tbody tr"))
        .contains("Money at the start 2,000 2,000")
        .anyMatch(row -> row.matches("Money now -?[\\d,]+ 2,000"))
        .anyMatch(row -> row.matches("Verdict \\w+ exact"));
    assertThat(browser.evaluate("document.querySelectorAll('#lab canvas').length")).isEqualTo(3L);
    assertThat(browser.isEnabled("#lab-stop")).isFalse();
    assertThat(browser.errors()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Off", "Queue", "Group commit"})
  void theQueueOfTheAtomicSideCanBeChosen(String queue, Browser browser) {
    browser.open("lab");
    browser.choose("[name=queue]", queue);
    load(browser, 4, 20, 0);
    browser.click("#lab-run");
    browser.await("#lab-status", "@RedisAtomic lost 0.");

    assertThat(browser.texts("#lab-numbers tbody tr"))
        .contains("Queue – " + queue)
        .anyMatch(row -> row.matches("Conflicts per transfer – \\d\\.\\d{3}"));
    assertThat(browser.errors()).isEmpty();
  }

  @Test
  void aQueueThatIsNoneIsAnsweredByTheServer(Browser browser) {
    browser.open("lab");
    browser.evaluate("document.querySelector('[name=queue] option:checked').value = 'fast'");
    browser.click("#lab-run");

    assertThat(browser.await("#lab-status", "Bad input"))
        .contains("queue must be off, queue or group-commit");
  }

  @Test
  void aSideHasARateUntilItEnds(Browser browser) {
    browser.open("lab");

    Object rates =
        browser.await(
            """
            const { Rate } = await import("/js/rate.js");
            const rate = new Rate();
            const reading = (calls, ended) => rate.next({ calls, ended }, 200);
            return [[20, false], [20, false], [60, false], [61, true], [61, true]].map((r) => reading(...r));
            """);

    assertThat(rates).isEqualTo(Arrays.asList(100L, 0L, 200L, 200L, null));
  }

  @Test
  void aRunThatIsOverInOneReadingHasARate(Browser browser) {
    browser.open("lab");

    Object rate =
        browser.await(
            """
            const { Rate } = await import("/js/rate.js");
            return new Rate().next({ calls: 5, ended: true }, 10);
            """);

    assertThat(rate).isEqualTo(500L);
  }

  @Test
  void theAttemptsAddUpInTheTableBehindTheChart(Browser browser) {
    browser.open("lab");
    load(browser, 4, 50, 0);
    browser.click("#lab-run");
    browser.await("#lab-status", "Naive code");

    browser.click("#lab details summary");

    assertThat(browser.texts("#attempts-table td").stream().mapToInt(Integer::parseInt).sum())
        .isEqualTo(200);
  }

  @Test
  void aLabCanBeStopped(Browser browser) {
    browser.open("lab");
    load(browser, 2, 10_000, 100);
    browser.click("#lab-run");
    browser.await("#lab-status", RUNNING);

    browser.click("#lab-stop");

    assertThat(browser.await("#lab-status", "Stopped at")).contains("@RedisAtomic");
    assertThat(browser.isEnabled("#lab-run")).isTrue();
    assertThat(browser.errors()).isEmpty();
  }

  @Test
  void aLoadOutOfBoundsIsAnsweredByTheServer(Browser browser) {
    browser.open("lab");
    load(browser, 99, 50, 0);
    browser.click("#lab-run");

    assertThat(browser.await("#lab-status", "Bad input"))
        .contains("threads must be less than or equal to 32");
    assertThat(browser.isEnabled("#lab-run")).isTrue();
    assertThat(browser.errors()).singleElement().asString().contains("422");
  }

  @Test
  void twoWindowsTakeTurns(Browser one, Browser other) {
    one.open("lab");
    load(one, 2, 10_000, 100);
    one.click("#lab-run");
    one.await("#lab-status", RUNNING);

    other.open("lab");
    load(other, 2, 20, 0);
    other.click("#lab-run");
    other.await("#lab-status", "Waiting: one other lab runs first.");
    one.click("#lab-stop");

    one.await("#lab-status", "Stopped at");
    other.await("#lab-status", "@RedisAtomic lost 0.");
    assertThat(one.errors()).isEmpty();
    assertThat(other.errors()).isEmpty();
  }

  @Test
  void aRunThatWaitsCanBeStopped(Browser one, Browser other) {
    one.open("lab");
    load(one, 2, 10_000, 100);
    one.click("#lab-run");
    one.await("#lab-status", RUNNING);
    other.open("lab");
    other.click("#lab-run");
    other.await("#lab-status", "Waiting");

    other.click("#lab-stop");

    other.await("#lab-status", "Stopped before it began.");
    assertThat(one.text("#lab-status")).startsWith(RUNNING);
    one.click("#lab-stop");
    one.await("#lab-status", "Stopped at");
  }

  /** A run may last much longer than this test waits: it is the closing that ends it. */
  @Test
  void aWindowThatIsClosedTakesItsRunWithIt(Browser one, Browser other) {
    one.open("lab");
    load(one, 2, 10_000, 100);
    one.click("#lab-run");
    one.await("#lab-status", RUNNING);

    one.close();

    other.open("lab");
    load(other, 2, 20, 0);
    other.click("#lab-run");
    other.await("#lab-status", "@RedisAtomic lost 0.");
  }

  private static void load(Browser browser, int threads, int rounds, int thinkMillis) {
    browser.type("[name=threads]", Integer.toString(threads));
    browser.type("[name=rounds]", Integer.toString(rounds));
    browser.type("[name=thinkMillis]", Integer.toString(thinkMillis));
  }
}
