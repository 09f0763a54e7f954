package dev.redisatomic.sample.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

@BrowserTest
class WirePageTests {

  @Test
  void oneClickShowsTheCommandsOfBothAttemptsInOrder(Browser browser) {
    browser.open("wire");
    browser.click("#wire-run");

    assertThat(browser.await("#wire-status", "Committed"))
        .isEqualTo("Committed after 2 attempts, of which 1 met a conflict and applied nothing.");
    assertThat(firstWords(browser.texts(".attempt:nth-child(1) .trip li")))
        .containsExactly(
            "WATCH", "MGET", "MULTI", "INCRBY", "EXEC", "MULTI", "DECRBY", "INCRBY", "INCR",
            "EXEC");
    assertThat(browser.texts(".attempt:nth-child(1) .trip li")).last().asString().contains("(nil)");
    assertThat(firstWords(browser.texts(".attempt:nth-child(2) .trip li")))
        .containsExactly("WATCH", "MGET", "MULTI", "DECRBY", "INCRBY", "INCR", "EXEC");
    assertThat(browser.texts(".ending"))
        .containsExactly(
            "conflict: nothing was applied, so the body runs again",
            "committed: all of it was applied");
    assertThat(browser.errors()).isEmpty();
  }

  @Test
  void theMethodStandsBesideItsCommands(Browser browser) {
    browser.open("wire");

    assertThat(browser.await("#transfer-source", "@RedisAtomic"))
        .contains("public boolean transfer(", "decrement(balanceKey(from), amount)");
    assertThat(browser.errors()).isEmpty();
  }

  @Test
  void twoWindowsSeeTheirOwnTransfers(Browser one, Browser other) {
    one.open("wire").click("#wire-run");
    other.open("wire").click("#wire-run");
    one.await("#wire-status", "Committed after 2 attempts");
    other.await("#wire-status", "Committed after 2 attempts");

    assertThat(one.text(".trip li")).isNotEqualTo(other.text(".trip li"));
  }

  private static List<String> firstWords(List<String> lines) {
    return lines.stream().map(line -> line.split(" ", 2)[0]).toList();
  }
}
