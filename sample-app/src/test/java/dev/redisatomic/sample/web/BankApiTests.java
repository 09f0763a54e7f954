package dev.redisatomic.sample.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.resttestclient.autoconfigure.AutoConfigureRestTestClient;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@AutoConfigureRestTestClient
class BankApiTests {

  private final RestTestClient http;
  private final StringRedisTemplate redis;
  private String ann = "";
  private String bob = "";

  BankApiTests(@Autowired RestTestClient http, @Autowired StringRedisTemplate redis) {
    this.http = http;
    this.redis = redis;
  }

  @BeforeEach
  void twoAccounts() {
    ann = "ann-" + UUID.randomUUID().toString().substring(0, 8);
    bob = "bob-" + UUID.randomUUID().toString().substring(0, 8);
    open(ann, 100).expectStatus().isCreated();
    open(bob, 0).expectHeader().location("/accounts/" + bob);
  }

  @Test
  void anOpenedAccountCanBeRead() {
    http.get()
        .uri("/accounts/{account}", ann)
        .exchange()
        .expectStatus()
        .isOk()
        .expectBody()
        .json("{\"account\":\"" + ann + "\",\"balance\":100,\"transfers\":0}");
  }

  @Test
  void theListHasOpenAccountsAndNotThoseOfTheLab() {
    redis.opsForValue().set("account:{lab:x:0}:0:balance", "1");

    http.get()
        .uri("/accounts")
        .exchange()
        .expectStatus()
        .isOk()
        .expectBody()
        .jsonPath("$[?(@.account == '%s')].balance".formatted(ann))
        .isEqualTo(100)
        .jsonPath("$[?(@.account =~ /.*lab.*/)]")
        .isEmpty();
    redis.delete("account:{lab:x:0}:0:balance");
  }

  @Test
  void openingAnAccountTwiceIs409() {
    open(ann, 5).expectStatus().isEqualTo(409);
    assertBalance(ann, 100);
  }

  @Test
  void anUnknownAccountIs404() {
    http.get().uri("/accounts/nobody").exchange().expectStatus().isNotFound();
    transfer(ann, "nobody", "1").expectStatus().isNotFound();
    transfer("nobody", ann, "1").expectStatus().isNotFound();
  }

  @Test
  void aTransferMovesMoney() {
    transfer(ann, bob, "30")
        .expectStatus()
        .isOk()
        .expectBody()
        .json("{\"outcome\":\"TRANSFERRED\"}");
    assertBalance(ann, 70);
    assertBalance(bob, 30);
  }

  @Test
  void notEnoughMoneyIsAnAnswer() {
    transfer(ann, bob, "101")
        .expectStatus()
        .isOk()
        .expectBody()
        .json("{\"outcome\":\"INSUFFICIENT_FUNDS\"}");
    assertBalance(ann, 100);
  }

  @Test
  void theNaiveTransferAnswersAlike() {
    post("/naive/transfers", "{\"from\":\"%s\",\"to\":\"%s\",\"amount\":30}".formatted(ann, bob))
        .expectBody()
        .json("{\"outcome\":\"TRANSFERRED\"}");
    assertBalance(bob, 30);
  }

  @Test
  void aDepositPaysSeveralAccountsAtOnce() {
    post("/deposits", "{\"accounts\":[\"%s\",\"%s\"],\"amount\":5}".formatted(ann, bob))
        .expectStatus()
        .isOk()
        .expectBody()
        .json("{\"%s\":105,\"%s\":5}".formatted(ann, bob));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "1.5", "null", "\"many\"", "1e30", "[]"})
  void anAmountThatIsNoPositiveNumberIs422(String amount) {
    transfer(ann, bob, amount).expectStatus().isEqualTo(422);
    assertBalance(ann, 100);
  }

  @Test
  void aTransferToOneselfIs422AndSaysWhy() {
    transfer(ann, ann, "1")
        .expectStatus()
        .isEqualTo(422)
        .expectBody()
        .jsonPath("$.detail")
        .isEqualTo("to must be another account than 'from'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "null",
        "{}",
        "{\"from\":\"a\",\"amount\":1}",
        "{\"from\":\"a\",\"to\":\"b\",\"amount\":1,\"amuont\":2}",
        "{\"from\":\"a:b\",\"to\":\"b\",\"amount\":1}",
        "{\"from\":\"\",\"to\":\"b\",\"amount\":1}"
      })
  void aTransferThatCannotBeReadIs422(String body) {
    post("/transfers", body).expectStatus().isEqualTo(422);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"amount\":1}",
        "{\"accounts\":[],\"amount\":1}",
        "{\"accounts\":[null],\"amount\":1}",
        "{\"accounts\":[\"a b\"],\"amount\":1}",
        "{\"accounts\":\"a\",\"amount\":1}",
        "{\"accounts\":[\"a\"],\"amount\":0}"
      })
  void aDepositThatMakesNoSenseIs422(String body) {
    post("/deposits", body).expectStatus().isEqualTo(422);
  }

  @Test
  void anAccountNameThatCouldNotBeOpenedIs422() {
    http.get().uri("/accounts/{account}", "a:b").exchange().expectStatus().isEqualTo(422);
    open("a".repeat(41), 1).expectStatus().isEqualTo(422);
    open("eve", -1).expectStatus().isEqualTo(422);
  }

  @Test
  void whatBreaksIsA500WithoutAStackTrace() {
    redis.opsForValue().set("account:" + bob + ":balance", "not a number");

    String body =
        transfer(ann, bob, "1")
            .expectStatus()
            .isEqualTo(500)
            .expectHeader()
            .contentType(MediaType.APPLICATION_PROBLEM_JSON)
            .expectBody(String.class)
            .returnResult()
            .getResponseBody();

    assertThat(body).contains("Failed").doesNotContain("Exception", "not a number", "\\tat ");
    redis.delete("account:" + bob + ":balance");
  }

  private RestTestClient.ResponseSpec open(String account, long balance) {
    return post("/accounts", "{\"account\":\"%s\",\"balance\":%d}".formatted(account, balance));
  }

  private RestTestClient.ResponseSpec transfer(String from, String to, String amount) {
    return post(
        "/transfers", "{\"from\":\"%s\",\"to\":\"%s\",\"amount\":%s}".formatted(from, to, amount));
  }

  private RestTestClient.ResponseSpec post(String path, String body) {
    return http.post().uri(path).contentType(MediaType.APPLICATION_JSON).body(body).exchange();
  }

  private void assertBalance(String account, long balance) {
    String stored = redis.opsForValue().get("account:" + account + ":balance");
    assertThat(Long.parseLong(Objects.requireNonNull(stored))).isEqualTo(balance);
  }
}
