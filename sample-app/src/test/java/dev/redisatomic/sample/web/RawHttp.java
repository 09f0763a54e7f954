package dev.redisatomic.sample.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Says over HTTP what no well-behaved client would: any {@code Host}, any {@code Origin}. */
record RawHttp(int port) {

  private static final String END_OF_LINE = "\r\n";

  /** What came back. */
  record Answer(int status, String head, String body) {

    boolean isProblem() {
      return head.toLowerCase(Locale.ROOT).contains("content-type: application/problem+json");
    }
  }

  /**
   * Sends one request, with a {@code Host} of this machine unless the headers have one.
   *
   * @param line such as {@code GET /accounts}
   */
  Answer send(String line, String body, String... headers) {
    StringBuilder head = new StringBuilder(line).append(" HTTP/1.1").append(END_OF_LINE);
    String all = String.join(END_OF_LINE, headers);
    if (!all.contains("Host:")) {
      head.append("Host: localhost:").append(port).append(END_OF_LINE);
    }
    head.append("Connection: close").append(END_OF_LINE);
    byte[] content = body.getBytes(StandardCharsets.UTF_8);
    if (!all.contains("Transfer-Encoding:") && content.length > 0) {
      head.append("Content-Length: ").append(content.length).append(END_OF_LINE);
    }
    if (!all.isEmpty()) {
      head.append(all).append(END_OF_LINE);
    }
    head.append(END_OF_LINE);
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(head.toString().getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().write(content);
      return answer(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Answer answer(String said) {
    int end = said.indexOf(END_OF_LINE + END_OF_LINE);
    if (end < 0) {
      throw new IllegalStateException("No HTTP: '" + said + "'");
    }
    return new Answer(
        Integer.parseInt(said.substring(9, 12)), said.substring(0, end), said.substring(end + 4));
  }
}
