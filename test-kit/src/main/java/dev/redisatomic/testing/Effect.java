package dev.redisatomic.testing;

import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Something that happens to a transaction on its way to the server and back. */
@FunctionalInterface
interface Effect {

  /**
   * Happens.
   *
   * @param transaction what is sent
   * @param go sends it, with all other effects
   * @return the replies that the attempt gets
   */
  List<@Nullable Object> on(SentTransaction transaction, Supplier<List<@Nullable Object>> go);
}
