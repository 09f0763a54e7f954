/**
 * Types that an application uses besides the annotations: {@link dev.redisatomic.AtomicContext} and
 * {@link dev.redisatomic.Queued} inside a body, {@link dev.redisatomic.RedisAtomicOperations} in
 * place of the annotation, {@link dev.redisatomic.AtomicListener} to watch, and the exceptions.
 * Depends on no other package of the library.
 *
 * <p>To follow a call down to the socket, read in this order: {@code interceptor} (the aspect),
 * {@code attribute} (what the annotations say), {@code execution} (the retry loop), {@code attempt}
 * (watch set, write log, commit), {@code connection} (what templates are given), {@code driver}
 * (the port, and a package for each client below it).
 */
@NullMarked
package dev.redisatomic;

import org.jspecify.annotations.NullMarked;
