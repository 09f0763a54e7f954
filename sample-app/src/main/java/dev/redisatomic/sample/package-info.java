/**
 * A small bank and a small shop on Redis. Ten minutes of reading: {@code bank} (the three patterns
 * of Redis' guide to transactions, and the naive code beside them), then {@code shop} (several keys
 * at once with a database, and a side effect that happens once).
 *
 * <p>Skip at first reading: {@code web} (both over HTTP), {@code lab} (naive and atomic code under
 * the same load), {@code wire} (what a transfer sends), {@code redis} (where the server comes
 * from), and the page in {@code src/main/resources/static}.
 */
@NullMarked
package dev.redisatomic.sample;

import org.jspecify.annotations.NullMarked;
