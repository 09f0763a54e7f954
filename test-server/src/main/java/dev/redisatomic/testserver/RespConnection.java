package dev.redisatomic.testserver;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A connection in Redis' own protocol, for the few things that have to be asked or set. */
final class RespConnection implements AutoCloseable {

  private static final int LIMIT_MILLIS = 20_000;

  private final Socket socket;
  private final InputStream in;

  private RespConnection(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream());
  }

  static RespConnection to(RedisServer server) throws IOException {
    Socket socket = server.sockets().createSocket();
    try {
      socket.connect(new InetSocketAddress(server.host(), server.port()), LIMIT_MILLIS);
      socket.setSoTimeout(LIMIT_MILLIS);
      return new RespConnection(socket);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /**
   * Sends one command to a server, with its password if it has one.
   *
   * @return all texts and numbers of the reply, in their order
   * @throws IOException if the server does not answer, or by an error
   */
  static List<String> ask(RedisServer server, String... command) throws IOException {
    try (RespConnection connection = to(server)) {
      Optional<String> password = server.password();
      if (password.isPresent()) {
        connection.send("AUTH", password.get());
      }
      return connection.send(command);
    }
  }

  /** Returns when the server answers anything. */
  void ping() throws IOException {
    write("PING");
    if (in.read() < 0) {
      throw new EOFException("no answer");
    }
  }

  private List<String> send(String... command) throws IOException {
    write(command);
    List<String> reply = new ArrayList<>();
    read(reply);
    return reply;
  }

  private void write(String... command) throws IOException {
    StringBuilder text = new StringBuilder("*" + command.length + "\r\n");
    for (String word : command) {
      text.append("$").append(word.length()).append("\r\n").append(word).append("\r\n");
    }
    socket.getOutputStream().write(text.toString().getBytes(ISO_8859_1));
  }

  private void read(List<String> reply) throws IOException {
    String line = line();
    if (line.isEmpty()) {
      throw new IOException("This is no reply of a Redis server: an empty line");
    }
    String rest = line.substring(1);
    switch (line.charAt(0)) {
      case '+', ':' -> reply.add(rest);
      case '-' -> throw new IOException("The server answered: " + rest);
      case '$' -> {
        if (!rest.equals("-1")) {
          reply.add(new String(in.readNBytes(Integer.parseInt(rest)), ISO_8859_1));
          line();
        }
      }
      case '*' -> {
        for (int i = Integer.parseInt(rest); i > 0; i--) {
          read(reply);
        }
      }
      default -> throw new IOException("This is no reply of a Redis server: " + line);
    }
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\r'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("The server has hung up");
      }
      line.append((char) next);
    }
    in.skipNBytes(1); // the line feed
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
