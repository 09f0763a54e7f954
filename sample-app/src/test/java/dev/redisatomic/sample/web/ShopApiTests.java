package dev.redisatomic.sample.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.resttestclient.autoconfigure.AutoConfigureRestTestClient;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@AutoConfigureRestTestClient
class ShopApiTests {

  private final RestTestClient http;

  ShopApiTests(@Autowired RestTestClient http) {
    this.http = http;
  }

  @Test
  void stockThatWasPutCanBeRead() {
    put("tea", "7").expectStatus().isOk();

    http.get()
        .uri("/stock/tea")
        .exchange()
        .expectStatus()
        .isOk()
        .expectBody()
        .json("{\"productId\":\"tea\",\"available\":7,\"reserved\":0}");
  }

  @Test
  void anOrderReservesSeveralProductsAndIsStoredAndAnnounced() {
    put("cup", "2");
    put("pot", "1");

    order(
            "{\"lines\":[{\"productId\":\"cup\",\"quantity\":2},{\"productId\":\"pot\",\"quantity\":1}]}")
        .expectStatus()
        .isOk()
        .expectBody()
        .json("{\"outcome\":\"RESERVED\"}");
    read("/stock/cup").json("{\"available\":0,\"reserved\":2}");
    read("/stock/pot").json("{\"available\":0,\"reserved\":1}");
    read("/orders")
        .json(
            "[{\"lines\":[{\"productId\":\"cup\",\"quantity\":2},{\"productId\":\"pot\",\"quantity\":1}]}]")
        .jsonPath("$[0].id")
        .isNumber();
    read("/notifications").json("[\"Reserved {cup=2, pot=1}\"]");
  }

  @Test
  void notEnoughStockIsAnAnswerThatNamesTheProduct() {
    put("jar", "2");

    order("{\"lines\":[{\"productId\":\"jar\",\"quantity\":3}]}")
        .expectStatus()
        .isOk()
        .expectBody()
        .json("{\"outcome\":\"OUT_OF_STOCK\",\"shortOf\":\"jar\"}");
    read("/stock/jar").json("{\"available\":2,\"reserved\":0}");
    read("/orders").jsonPath("$[*].lines[?(@.productId == 'jar')]").isEmpty();
  }

  @Test
  void pointsMakeACustomerWhoIsFoundByTier() {
    post("/customers/kim/points", "{\"points\":120}")
        .expectStatus()
        .isOk()
        .expectBody()
        .json("{\"id\":\"kim\",\"points\":120,\"tier\":\"GOLD\"}");
    read("/customers?tier=GOLD").jsonPath("$[?(@.id == 'kim')].card").isNotEmpty();
  }

  @Test
  void anUnknownProductIs404() {
    http.get().uri("/stock/yeti").exchange().expectStatus().isNotFound();
    order("{\"lines\":[{\"productId\":\"yeti\",\"quantity\":1}]}").expectStatus().isNotFound();
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "null", "\"x\"", "0.5"})
  void stockThatCannotBeIs422(String available) {
    put("tea", available)
        .expectStatus()
        .isEqualTo(422)
        .expectBody()
        .jsonPath("$.detail")
        .value(detail -> assertThat(detail).asString().startsWith("available "));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"lines\":[]}",
        "{\"lines\":[null]}",
        "{\"lines\":{}}",
        "{\"lines\":[{\"productId\":\"tea\",\"quantity\":0}]}",
        "{\"lines\":[{\"productId\":\"tea\"}]}",
        "{\"lines\":[{\"quantity\":1}]}",
        "{\"lines\":[{\"productId\":\"stock:tea\",\"quantity\":1}]}"
      })
  void anOrderThatMakesNoSenseIs422(String body) {
    order(body)
        .expectStatus()
        .isEqualTo(422)
        .expectHeader()
        .contentType(MediaType.APPLICATION_PROBLEM_JSON);
  }

  private RestTestClient.BodyContentSpec read(String path) {
    return http.get().uri(path).exchange().expectStatus().isOk().expectBody();
  }

  private RestTestClient.ResponseSpec put(String product, String available) {
    return http.put()
        .uri("/stock/{product}", product)
        .contentType(MediaType.APPLICATION_JSON)
        .body("{\"available\":" + available + "}")
        .exchange();
  }

  private RestTestClient.ResponseSpec order(String body) {
    return post("/orders", body);
  }

  private RestTestClient.ResponseSpec post(String uri, String body) {
    return http.post().uri(uri).contentType(MediaType.APPLICATION_JSON).body(body).exchange();
  }
}
