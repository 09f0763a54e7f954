/**
 * A small bank and a small shop on Redis. Read in this order: {@code bank} (the three patterns of
 * Redis' guide to transactions, and the naive code beside them), {@code shop} (several keys at
 * once, and a side effect that happens once), {@code lab} (both sides under the same load), {@code
 * wire} (what a transfer sends), {@code redis} (where the server comes from). The page is in {@code
 * src/main/resources/static}.
 */
@NullMarked
package dev.redisatomic.sample;

import org.jspecify.annotations.NullMarked;
