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
  void aGroupIsShownWithWhoseWriteIsWhose(Browser browser) {
    browser.open("wire");
    browser.click("#wire-group");

    assertThat(browser.await("#wire-status", "EXEC"))
        .isEqualTo(
            "3 transfers in 2 round trips: of their 3 reads 1 was sent,"
                + " and 1 EXEC commits their 9 writes.");
    assertThat(browser.texts("#wire-members li"))
        .hasSize(3)
        .allMatch(text -> text.contains("1 read, 3 writes, committed"));
    assertThat(firstWords(browser.texts("#wire-trips code")))
        .containsExactly(
            "WATCH", "MGET", "MULTI", "DECRBY", "INCRBY", "INCR", "DECRBY", "INCRBY", "INCR",
            "DECRBY", "INCRBY", "INCR", "EXEC");
    assertThat(
            browser.evaluate(
                "[...document.querySelectorAll('#wire-trips .whose')]"
                    + ".map(w => w.dataset.transfer ?? '').join()"))
        .isEqualTo(",,,1,1,1,2,2,2,3,3,3,");
    assertThat(browser.errors()).isEmpty();
  }

  @Test
  void whatComesLastIsShown(Browser browser) {
    browser.open("wire");
    browser.click("#wire-group");
    browser.await("#wire-status", "EXEC");
    browser.click("#wire-run");
    browser.await("#wire-status", "Committed");

    assertThat(browser.texts("#wire-members li")).isEmpty();
    assertThat(browser.texts(".attempt")).hasSize(2);
  }

  @Test
  void aPhoneShowsAGroupWithoutScrollingSideways(Browser browser) {
    browser.resize(320);
    browser.open("wire");
    browser.click("#wire-group");
    browser.await("#wire-status", "EXEC");

    assertThat(browser.evaluate("document.documentElement.scrollWidth")).isEqualTo(320L);
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
