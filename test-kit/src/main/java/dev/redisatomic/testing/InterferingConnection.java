package dev.redisatomic.testing;

import dev.redisatomic.command.Command;
import dev.redisatomic.driver.PinnedConnection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A connection of one attempt, whose transaction may be interfered with. */
final class InterferingConnection implements PinnedConnection {

  private final PinnedConnection connection;
  private final String method;
  private final Interference interference;

  InterferingConnection(PinnedConnection connection, String method, Interference interference) {
    this.connection = connection;
    this.method = method;
    this.interference = interference;
  }

  @Override
  public List<@Nullable Object> send(List<? extends Command> commands) {
    SentTransaction transaction = SentTransaction.in(commands, connection);
    return transaction == null ? connection.send(commands) : interference.send(method, transaction);
  }

  @Override
  public void release() {
    connection.release();
  }

  @Override
  public void destroy() {
    connection.destroy();
  }
}
