/**
 * Stock and orders: several hashes changed at once, with the order in a database or not at all, and
 * a message sent once. Loyalty cards, with a repository.
 */
@NullMarked
package dev.redisatomic.sample.shop;

import org.jspecify.annotations.NullMarked;
