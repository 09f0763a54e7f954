package dev.redisatomic.sample.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisatomic.sample.web.RawHttp.Answer;
import java.net.InetAddress;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.data.redis.core.StringRedisTemplate;

/** What pages of others, and clients with bad manners, can do to a sample that runs. */
class StrangersTests {

  private static final String JSON = "Content-Type: application/json";

  private static String opening(String account) {
    return "{\"account\":\"" + account + "\",\"balance\":1}";
  }

  private static String unused() {
    return "new-" + UUID.randomUUID().toString().substring(0, 8);
  }

  @Nested
  @SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
  class AsItComes {

    private final RawHttp http;
    private final StringRedisTemplate redis;
    private final int port;

    AsItComes(@LocalServerPort int port, @Autowired StringRedisTemplate redis) {
      this.http = new RawHttp(port);
      this.redis = redis;
      this.port = port;
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "evil.example",
          "evil.example:8080",
          "localhost.evil.example",
          "169.254.169.254",
          "127.0.0.1.evil.example",
          "[2001:db8::1]:80"
        })
    void aNameThatIsNotOfThisMachineIsMisdirected(String host) {
      for (String path : new String[] {"/accounts", "/", "/actuator/health", "/error"}) {
        Answer answer = http.send("GET " + path, "", "Host: " + host);

        assertThat(answer.status()).as(path).isEqualTo(421);
        assertThat(answer.isProblem()).isTrue();
        assertThat(answer.body()).contains("sample.web.hosts").doesNotContain("evil");
      }
    }

    @Test
    void aRequestForAnotherSiteIsMisdirectedWhateverItsHost() {
      assertThat(http.send("GET http://evil.example/accounts", "").status()).isIn(400, 421);
    }

    @Test
    void namesOfThisMachineAreServed() throws Exception {
      for (String host :
          new String[] {
            "localhost", "LOCALHOST:" + port, "127.0.0.1:" + port, "127.0.0.1", own() + ":1"
          }) {
        assertThat(http.send("GET /actuator/health", "", "Host: " + host).status())
            .as(host)
            .isEqualTo(200);
      }
    }

    private static String own() throws Exception {
      return InetAddress.getLocalHost().getHostName();
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "Origin: http://evil.example",
          "Origin: null",
          "Origin: http://localhost:1",
          "Sec-Fetch-Site: cross-site",
          "Sec-Fetch-Site: same-site",
          "Origin: not an origin"
        })
    void aPageOfOthersChangesNothing(String sign) {
      String account = unused();

      Answer json = http.send("POST /accounts", opening(account), JSON, sign);
      Answer text = http.send("POST /wire", "", "Content-Type: text/plain", sign);
      Answer delete = http.send("DELETE /lab/runs/" + UUID.randomUUID(), "", sign);

      assertThat(json.status()).isEqualTo(403);
      assertThat(json.isProblem()).isTrue();
      assertThat(text.status()).isEqualTo(403);
      assertThat(delete.status()).isEqualTo(403);
      assertThat(redis.hasKey("account:" + account + ":balance")).isFalse();
    }

    @Test
    void aPostThatAFormCouldSendIsRefusedAndSaysWhatIsMissing() {
      for (String type :
          new String[] {
            "X-None: 1",
            "Content-Type: text/plain",
            "Content-Type: application/x-www-form-urlencoded",
            "Content-Type: multipart/form-data; boundary=b",
            "Content-Type: text/plain; a=application/json",
            "Content-Type: nonsense"
          }) {
        Answer answer = http.send("POST /wire", "", type);

        assertThat(answer.status()).as(type).isEqualTo(403);
        assertThat(answer.body()).contains("Content-Type: application/json");
      }
    }

    @Test
    void theOwnPageAndClientsThatSendJsonAreServed() {
      String own = "http://localhost:" + port;

      assertThat(http.send("POST /wire", "", "Origin: " + own).status()).isEqualTo(200);
      assertThat(http.send("POST /wire", "", "Sec-Fetch-Site: same-origin").status())
          .isEqualTo(200);
      assertThat(http.send("POST /wire", "", JSON).status()).isEqualTo(200);
      assertThat(http.send("POST /accounts", opening(unused()), JSON + ";charset=UTF-8").status())
          .isEqualTo(201);
      assertThat(http.send("DELETE /lab/runs/" + UUID.randomUUID(), "").status()).isEqualTo(204);
    }

    @Test
    void aBodyOfMoreThan64KilobytesIsRefusedHoweverItIsSent() {
      String large = opening("x".repeat(64 * 1024));

      Answer told = http.send("POST /accounts", large, JSON);
      Answer chunked =
          http.send("POST /accounts", chunks(large), JSON, "Transfer-Encoding: chunked");

      assertThat(told.status()).isEqualTo(413);
      assertThat(told.isProblem()).isTrue();
      assertThat(told.body()).contains("65536");
      assertThat(chunked.status()).isEqualTo(413);
      assertThat(chunked.isProblem()).isTrue();
    }

    @Test
    void aLargeBodyIsRefusedWhereNobodyReadsIt() {
      String large = "x".repeat(64 * 1024 + 1);

      for (String request : new String[] {"GET /accounts", "POST /wire", "PUT /nowhere"}) {
        assertThat(http.send(request, large, JSON).status()).as(request).isEqualTo(413);
        assertThat(http.send(request, chunks(large), JSON, "Transfer-Encoding: chunked").status())
            .as(request)
            .isEqualTo(413);
      }
    }

    @Test
    void aBodyOf64KilobytesIsRead() {
      String start = opening(unused());
      String full = start + " ".repeat(64 * 1024 - start.length());
      String again = opening(unused());

      assertThat(http.send("POST /accounts", full, JSON).status()).isEqualTo(201);
      assertThat(
              http.send("POST /accounts", chunks(again), JSON, "Transfer-Encoding: chunked")
                  .status())
          .isEqualTo(201);
    }

    private static String chunks(String body) {
      return Integer.toHexString(body.length()) + "\r\n" + body + "\r\n0\r\n\r\n";
    }

    @Test
    void theErrorPageItselfIsNotThere() {
      for (String accept : new String[] {"text/html", "application/json", "*/*"}) {
        Answer answer = http.send("GET /error", "", "Accept: " + accept);

        assertThat(answer.status()).as(accept).isEqualTo(404);
        assertThat(answer.isProblem()).isTrue();
        assertThat(answer.body()).contains("\"title\":\"Not found\"").doesNotContain("999");
      }
    }

    @Test
    void whatIsNotThereIsSaidInTheSameWay() {
      Answer answer = http.send("GET /nowhere", "", "Accept: text/html");

      assertThat(answer.status()).isEqualTo(404);
      assertThat(answer.isProblem()).isTrue();
    }

    @Test
    void aMethodThatIsNotThereIsSaidInTheSameWay() {
      Answer answer = http.send("DELETE /accounts", "");

      assertThat(answer.status()).isEqualTo(405);
      assertThat(answer.isProblem()).isTrue();
    }
  }

  @Nested
  @SpringBootTest(
      webEnvironment = WebEnvironment.RANDOM_PORT,
      properties = {"sample.web.hosts=bank.example,Shop.example", "sample.web.largest-body=100B"})
  class Configured {

    private final RawHttp http;

    Configured(@LocalServerPort int port) {
      this.http = new RawHttp(port);
    }

    @Test
    void itHasOtherNames() {
      assertThat(http.send("GET /", "", "Host: bank.example").status()).isEqualTo(200);
      assertThat(http.send("GET /", "", "Host: shop.EXAMPLE:443").status()).isEqualTo(200);
      assertThat(http.send("GET /", "", "Host: localhost").status()).isEqualTo(200);
      assertThat(http.send("GET /", "", "Host: evil.example").status()).isEqualTo(421);
    }

    @Test
    void anotherNameIsAnotherOrigin() {
      String bank = "Host: bank.example";

      assertThat(http.send("POST /wire", "", bank, "Origin: http://bank.example").status())
          .isEqualTo(200);
      assertThat(http.send("POST /wire", "", bank, "Origin: http://shop.example").status())
          .isEqualTo(403);
    }

    @Test
    void itReadsLess() {
      assertThat(http.send("POST /accounts", opening("x".repeat(100)), JSON).status())
          .isEqualTo(413);
      assertThat(http.send("POST /accounts", opening(unused()), JSON).status()).isEqualTo(201);
    }
  }
}
