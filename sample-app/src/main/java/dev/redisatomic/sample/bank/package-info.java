/**
 * Accounts: {@link dev.redisatomic.sample.bank.BankService} is atomic, {@link
 * dev.redisatomic.sample.bank.NaiveBankService} is what one writes without thinking of others.
 */
@NullMarked
package dev.redisatomic.sample.bank;

import org.jspecify.annotations.NullMarked;
