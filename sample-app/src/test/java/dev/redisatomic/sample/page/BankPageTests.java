package dev.redisatomic.sample.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.redis.core.StringRedisTemplate;

@BrowserTest
class BankPageTests {

  @BeforeEach
  void noAccounts(@Autowired StringRedisTemplate redis) {
    redis.delete(redis.keys("account:*"));
  }

  @Test
  void aTransferIsDoneAndTheBalancesFollow(Browser browser) {
    openAccounts(browser);

    browser.type("[name=amount]", "30");
    browser.click("#transfer-form button");

    assertThat(browser.await("#bank-outcome", "Done")).isEqualTo("Done: 30 went from ann to bob.");
    browser.await("#accounts tbody", "ann 70 1");
    assertThat(browser.texts("#accounts tbody tr"))
        .containsExactly("ann 70 1", "bob 80 0", "eve 0 0");
    assertThat(browser.errors()).isEmpty();
  }

  @Test
  void insufficientFundsAreSaidInWords(Browser browser) {
    openAccounts(browser);

    browser.type("[name=amount]", "101");
    browser.click("#transfer-form button");

    assertThat(browser.await("#bank-outcome", "Insufficient"))
        .isEqualTo("Insufficient funds: ann has less than 101. Nothing was written.");
    assertThat(browser.errors()).isEmpty();
  }

  @Test
  void badInputIsAnsweredByTheServer(Browser browser) {
    openAccounts(browser);

    browser.type("[name=from]", "<b>ann</b>");
    browser.type("[name=amount]", "-5");
    browser.click("#transfer-form button");

    assertThat(browser.await("#bank-outcome", "Bad input"))
        .contains("amount must be greater than or equal to 1", "from must be 1 to 40 letters");
    assertThat(browser.errors()).singleElement().asString().contains("422");
  }

  @Test
  void whatUsersTypeIsNeverMarkup(Browser browser, @Autowired StringRedisTemplate redis) {
    redis.opsForValue().set("account:<img src=x>:balance", "1");
    browser.open("bank");

    browser.await("#accounts tbody", "<img src=x>");

    assertThat(browser.texts("#accounts img")).isEmpty();
  }

  @Test
  void anAccountCanBeOpened(Browser browser) {
    browser.open("bank");
    browser.click("#opening summary");
    browser.type("[name=account]", "zoe");
    browser.type("[name=balance]", "1234");
    browser.click("#open-form button");

    browser.await("#accounts tbody", "zoe 1,234 0");
    assertThat(browser.text("#bank-outcome")).isEqualTo("Opened zoe with 1,234.");
  }

  private static void openAccounts(Browser browser) {
    browser.open("bank");
    browser.await("#no-accounts", "There are no accounts yet.");
    browser.click("#open-demo");
    browser.await("#accounts tbody", "eve 0 0");
  }
}
