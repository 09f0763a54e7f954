/** Stock and orders: several hashes changed at once, and a message sent once. */
@NullMarked
package dev.redisatomic.sample.shop;

import org.jspecify.annotations.NullMarked;
