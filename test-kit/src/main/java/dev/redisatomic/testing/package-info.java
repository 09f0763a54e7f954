/**
 * Tests of atomic methods: interference on purpose, assertions on what a call did, and servers.
 * Read {@code AutoConfigureRedisAtomic} first, then {@code Interference} and {@code AtomicCalls}.
 */
@NullMarked
package dev.redisatomic.testing;

import org.jspecify.annotations.NullMarked;
