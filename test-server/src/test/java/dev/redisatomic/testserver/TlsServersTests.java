package dev.redisatomic.testserver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers, clusters and Sentinels without a plain port. */
class TlsServersTests {

  private static final String PASSWORD = "changeit";

  private static String[] config;

  @BeforeAll
  static void makeCertificate(@TempDir Path directory) throws Exception {
    KeyStore store = selfSigned(directory.resolve("identity.p12"));
    Path certificate =
        pem(directory, "CERTIFICATE", "server.crt", store.getCertificate("self").getEncoded());
    Path key =
        pem(
            directory,
            "PRIVATE KEY",
            "server.key",
            store.getKey("self", PASSWORD.toCharArray()).getEncoded());
    config =
        new String[] {
          "port 0",
          "tls-cert-file \"" + certificate + "\"",
          "tls-key-file " + key,
          "tls-ca-cert-file " + certificate,
          "tls-auth-clients no"
        };
  }

  private static KeyStore selfSigned(Path file) throws IOException, GeneralSecurityException {
    String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    Process process =
        new ProcessBuilder(
                List.of(
                    keytool,
                    "-genkeypair",
                    "-alias",
                    "self",
                    "-keyalg",
                    "EC",
                    "-dname",
                    "CN=self",
                    "-keystore",
                    file.toString(),
                    "-storetype",
                    "PKCS12",
                    "-storepass",
                    PASSWORD))
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.onExit().join().exitValue()).as(output).isZero();
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD.toCharArray());
    }
    return store;
  }

  private static Path pem(Path directory, String type, String name, byte[] content)
      throws IOException {
    String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
    return Files.writeString(
        directory.resolve(name),
        "-----BEGIN " + type + "-----\n" + lines + "\n-----END " + type + "-----\n");
  }

  /** A TLS server says nothing, or sends an alert, where a plain one would say PONG. */
  private static void assertTlsOnly(RedisServer server) throws IOException {
    assertThat(RespConnection.ask(server, "PING")).isNotEmpty();
    try (Socket plain = new Socket(server.host(), server.port())) {
      plain.setSoTimeout(10_000);
      plain.getOutputStream().write("PING\r\n".getBytes(UTF_8));
      assertThat(plain.getInputStream().read()).isNotEqualTo('+').isNotEqualTo('-');
    } catch (SocketException e) {
      assertThat(e).hasMessageContaining("reset");
    }
  }

  @Test
  void aServerHasItsPortForTlsAlone() throws IOException {
    try (RedisServer server = RedisServer.start(config)) {
      assertTlsOnly(server);
      assertThat(RespConnection.ask(server, "CONFIG", "GET", "port")).last().isEqualTo("0");

      server.restart();

      assertTlsOnly(server);
    }
  }

  @Test
  void theNodesOfAClusterTalkToEachOtherByTls() throws IOException {
    try (RedisCluster cluster = RedisCluster.start(RedisBinary.find(), 1, 1, config)) {
      for (RedisServer node : cluster.nodes()) {
        assertTlsOnly(node);
      }
      assertThat(NodeView.of(cluster.nodes().get(0)).knows(cluster.nodes().get(1))).isTrue();
    }
  }

  @Test
  void aSentinelIsReachedByTlsAndReachesItsServersSo() throws IOException {
    try (RedisSentinels sentinels = RedisSentinels.start(config)) {
      assertTlsOnly(sentinels.sentinel());
      assertTlsOnly(sentinels.master());
      assertTlsOnly(sentinels.replica());
    }
  }

  @Test
  void aCertificateIsNeeded() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RedisServer.start("port 0"))
        .withMessageContaining("tls-cert-file");
    assertThatExceptionOfType(NoRedisServerException.class)
        .isThrownBy(
            () -> RedisServer.start("port 0", "tls-cert-file /no/such/file", config[2], config[3]))
        .withMessageContaining("/no/such/file");
  }
}
