/**
 * The driver for Lettuce; the only package that sees Lettuce and Netty. Read {@code LettuceDriver},
 * then {@code LettucePinnedConnection} and {@code Batch}.
 */
@NullMarked
package dev.redisatomic.driver.lettuce;

import org.jspecify.annotations.NullMarked;
