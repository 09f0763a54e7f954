/**
 * The bank and the shop over HTTP: checks of what comes in, and what becomes of failures. Skip it
 * at first reading; no rule of the bank or the shop is here.
 */
@NullMarked
package dev.redisatomic.sample.web;

import org.jspecify.annotations.NullMarked;
