package dev.redisatomic.connection;

import dev.redisatomic.command.Command;
import dev.redisatomic.driver.CommandHandler;
import dev.redisatomic.driver.Driver;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.RedisConnection;

/**
 * Spring Data's own connections of one driver: one for each thread, because making one costs more
 * than several calls. Between calls it belongs to no attempt, so that nothing of one can reach the
 * next.
 */
public final class Views {

  private final Driver driver;

  @SuppressWarnings("ThreadLocalUsage") // there is one of these for each connection factory
  private final ThreadLocal<@Nullable View> views = new ThreadLocal<>();

  /**
   * Makes no view yet.
   *
   * @param driver makes them, on the threads that need one; it has been probed by then
   */
  public Views(Driver driver) {
    this.driver = driver;
  }

  /** Makes a call whose commands go to a handler. */
  @Nullable Object call(ConnectionCall call, CommandHandler handler) {
    View view = views.get();
    if (view == null) {
      view = new View(driver);
      views.set(view);
    }
    CommandHandler before = view.handler;
    view.handler = handler;
    try {
      return call.on(view.connection);
    } finally {
      view.handler = before;
    }
  }

  /** The same for a call whose result goes on to issue commands. */
  @Nullable Object callForLonger(ConnectionCall call, CommandHandler handler) {
    return call.on(driver.view(handler));
  }

  private static final class View implements CommandHandler {
    private final RedisConnection connection;
    private @Nullable CommandHandler handler;

    View(Driver driver) {
      this.connection = driver.view(this);
    }

    @Override
    public @Nullable Object answer(Command command) {
      if (handler == null) {
        throw new IllegalStateException(command.name() + " was issued after its call had ended");
      }
      return handler.answer(command);
    }
  }
}
