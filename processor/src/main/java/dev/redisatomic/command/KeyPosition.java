package dev.redisatomic.command;

/**
 * The place of one key in a command.
 *
 * @param word the index of the word, 1 or more
 * @param use what the command does with it
 */
record KeyPosition(int word, KeyUse use) {}
