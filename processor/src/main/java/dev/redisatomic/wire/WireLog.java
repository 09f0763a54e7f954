package dev.redisatomic.wire;

import dev.redisatomic.RoundTrip;
import dev.redisatomic.SentCommand;
import dev.redisatomic.command.Command;
import dev.redisatomic.command.Key;
import dev.redisatomic.driver.CommandHandler;
import dev.redisatomic.driver.Driver;
import dev.redisatomic.driver.PinnedConnection;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.RedisConnection;

/** Writes down what one attempt sends, and the replies. For one thread. */
public final class WireLog {

  private final List<RoundTrip> roundTrips = new ArrayList<>();

  /** An empty log. */
  public WireLog() {}

  /**
   * The round trips through the drivers of this log, in order.
   *
   * @return a copy
   */
  public List<RoundTrip> roundTrips() {
    return List.copyOf(roundTrips);
  }

  /**
   * The same driver, whose connections write down what they send.
   *
   * @param driver any driver
   * @return the driver to use in its place
   */
  public Driver through(Driver driver) {
    return new LoggedDriver(driver);
  }

  private void add(List<? extends Command> commands, @Nullable List<@Nullable Object> replies) {
    List<SentCommand> sent = new ArrayList<>(commands.size());
    for (int i = 0; i < commands.size(); i++) {
      String reply = replies == null ? "(no reply)" : Printable.reply(replies.get(i), commands, i);
      sent.add(new SentCommand(Printable.words(commands.get(i)), reply));
    }
    roundTrips.add(new RoundTrip(sent));
  }

  private final class LoggedDriver implements Driver {

    private final Driver driver;

    LoggedDriver(Driver driver) {
      this.driver = driver;
    }

    @Override
    public PinnedConnection open(int slot) {
      return new LoggedConnection(driver.open(slot));
    }

    @Override
    public int slotOf(Key key) {
      return driver.slotOf(key);
    }

    @Override
    public void probe() {
      driver.probe();
    }

    @Override
    public RedisConnection view(CommandHandler handler) {
      return driver.view(handler);
    }
  }

  private final class LoggedConnection implements PinnedConnection {

    private final PinnedConnection connection;

    LoggedConnection(PinnedConnection connection) {
      this.connection = connection;
    }

    @Override
    public List<@Nullable Object> send(List<? extends Command> commands) {
      List<@Nullable Object> replies = null;
      try {
        replies = connection.send(commands);
        return replies;
      } finally {
        add(commands, replies);
      }
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
}
