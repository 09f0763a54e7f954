/** The code in {@code docs/testing.md}, to be compiled and run. */
@NullMarked
package dev.redisatomic.testing.guide;

import org.jspecify.annotations.NullMarked;
