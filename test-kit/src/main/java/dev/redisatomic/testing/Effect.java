package dev.redisatomic.testing;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** An event that meets a transaction on its way to the server and back. */
@FunctionalInterface
interface Effect {

  /** The rest of the way. */
  @FunctionalInterface
  interface Way {

    /** Sends the transaction, with all other effects, and returns the replies. */
    List<@Nullable Object> go();
  }

  /**
   * Applies the effect to a transaction that is about to be sent.
   *
   * @param transaction what is sent
   * @param way the rest of the way
   * @return the replies that the attempt gets
   */
  List<@Nullable Object> on(SentTransaction transaction, Way way);
}
