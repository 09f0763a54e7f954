/**
 * Serializability under fire: client processes run a bank and append to lists with the library
 * while a nemesis breaks connections and the server; a checker judges what they recorded. Start
 * with {@link dev.redisatomic.soak.SoakTests}; the checker is {@link dev.redisatomic.soak.Checker},
 * and the history between the two is {@link dev.redisatomic.soak.History}. They know nothing of the
 * library.
 */
@NullMarked
package dev.redisatomic.soak;

import org.jspecify.annotations.NullMarked;
