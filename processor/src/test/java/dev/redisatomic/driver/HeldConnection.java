package dev.redisatomic.driver;

import dev.redisatomic.command.Command;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A pinned connection that is destroyed at the end of the test, unless it was given back. */
final class HeldConnection implements AutoCloseable {
  private final PinnedConnection pinned;
  private boolean gone;

  HeldConnection(PinnedConnection pinned) {
    this.pinned = pinned;
  }

  /** The reply to one command, as the port gives it. */
  @Nullable Object send(String... words) {
    return send(DriverContract.command(words)).get(0);
  }

  /** The replies to commands without further words than those between blanks. */
  List<@Nullable Object> sendAll(String... commands) {
    return send(
        Stream.of(commands)
            .map(command -> DriverContract.command(command.split(" ")))
            .toArray(Command[]::new));
  }

  List<@Nullable Object> send(Command... commands) {
    return pinned.send(List.of(commands));
  }

  /** The server's number of this connection. */
  Object id() {
    Object id = send("CLIENT", "ID");
    if (id == null) {
      throw new AssertionError("CLIENT ID has no reply");
    }
    return id;
  }

  void release() {
    gone = true;
    pinned.release();
  }

  void destroy() {
    gone = true;
    pinned.destroy();
  }

  @Override
  public void close() {
    if (!gone) {
      destroy();
    }
  }
}
