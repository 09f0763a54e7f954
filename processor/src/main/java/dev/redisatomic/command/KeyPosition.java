package dev.redisatomic.command;

/**
 * Where one key stands in a command.
 *
 * @param word the index of the word, 1 or more
 * @param use what the command does with it
 */
record KeyPosition(int word, KeyUse use) {}
