/**
 * Knowledge about Redis commands: what they do to data, which of their words are keys, which of
 * them an atomic method refuses, and the words of their errors. Sends nothing and knows no driver.
 * Read {@code Command}, then {@code CommandCatalog}.
 */
@NullMarked
package dev.redisatomic.command;

import org.jspecify.annotations.NullMarked;
