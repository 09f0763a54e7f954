package dev.redisatomic.test;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;
import java.util.Objects;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

/** A key with a self-signed certificate for 127.0.0.1, made by the JDK's keytool. */
public final class TlsIdentity {

  private static final char[] PASSWORD = "changeit".toCharArray();

  private final KeyStore store;

  private TlsIdentity(KeyStore store) {
    this.store = store;
  }

  /** Takes a second or so. */
  public static TlsIdentity create(String name) {
    try {
      Path directory = Files.createTempDirectory("identity-");
      try {
        Path file = directory.resolve("identity.p12");
        generate(name, file);
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
          store.load(in, PASSWORD);
        }
        return new TlsIdentity(store);
      } finally {
        FileSystemUtils.deleteRecursively(directory);
      }
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException("The JDK's keytool could not make a certificate", e);
    }
  }

  private static void generate(String name, Path file) throws IOException {
    run(
        Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
        "-genkeypair",
        "-keystore",
        file.toString(),
        "-storetype",
        "PKCS12",
        "-storepass",
        new String(PASSWORD),
        "-alias",
        "self",
        "-keyalg",
        "EC",
        "-dname",
        "CN=" + name,
        "-ext",
        "SAN=IP:127.0.0.1",
        "-validity",
        "2");
  }

  private static void run(String... command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (process.onExit().join().exitValue() != 0) {
      throw new IOException("keytool failed: " + output);
    }
  }

  /** The certificate as a file that redis-server reads. */
  public Path certificate(Path directory, String name)
      throws IOException, GeneralSecurityException {
    return pem(directory.resolve(name), "CERTIFICATE", certificate().getEncoded());
  }

  /** The private key as a file that redis-server reads. */
  public Path privateKey(Path directory, String name) throws IOException, GeneralSecurityException {
    Key key = Objects.requireNonNull(store.getKey("self", PASSWORD));
    return pem(directory.resolve(name), "PRIVATE KEY", Objects.requireNonNull(key.getEncoded()));
  }

  private static Path pem(Path file, String type, byte[] content) throws IOException {
    String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
    return Files.writeString(
        file, "-----BEGIN " + type + "-----\n" + lines + "\n-----END " + type + "-----\n");
  }

  private Certificate certificate() throws GeneralSecurityException {
    return Objects.requireNonNull(store.getCertificate("self"));
  }

  /** For a client that trusts this identity, and shows another one if asked. */
  public Trust trustedBy(@Nullable TlsIdentity client)
      throws IOException, GeneralSecurityException {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("server", certificate());
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(client == null ? null : client.store, client == null ? null : PASSWORD);
    return new Trust(keys, trust);
  }

  /** What a client shows, and whom it trusts. */
  public record Trust(KeyManagerFactory keys, TrustManagerFactory trusted) {

    SSLSocketFactory sockets() {
      try {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trusted.getTrustManagers(), null);
        return context.getSocketFactory();
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
