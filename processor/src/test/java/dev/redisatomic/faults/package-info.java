/**
 * What becomes of a call when something breaks: every test here breaks a connection or a server on
 * purpose, and then compares what the caller was told with what is in Redis. Start with {@code
 * CutAtEveryByteTests}.
 */
@NullMarked
package dev.redisatomic.faults;

import org.jspecify.annotations.NullMarked;
