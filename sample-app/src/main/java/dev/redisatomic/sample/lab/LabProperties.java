package dev.redisatomic.sample.lab;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The load of the lab that runs at start, and a limit for those that browsers ask for.
 *
 * @param enabled whether the lab runs at start
 * @param threads how many threads transfer at the same time
 * @param transfersPerThread how many transfers each of them makes
 * @param branches of how many branches, between which no money moves: more than one shows a cluster
 *     at work, because the accounts of each branch share a slot
 * @param accounts between how many accounts of each branch
 * @param openingBalance the money in each account at the start, and the most that one transfer
 *     moves
 * @param longestRun after how long a lab that a browser asked for is ended, done or not
 */
@Validated
@ConfigurationProperties("sample.lab")
record LabProperties(
    @DefaultValue("true") boolean enabled,
    @DefaultValue("8") @Min(1) @Max(64) int threads,
    @DefaultValue("500") @Min(1) @Max(100_000) int transfersPerThread,
    @DefaultValue("1") @Min(1) @Max(100) int branches,
    @DefaultValue("4") @Min(2) @Max(100) int accounts,
    @DefaultValue("1000") @Min(1) @Max(1_000_000_000) long openingBalance,
    @DefaultValue("30s") @DurationMin(millis = 1) @DurationMax(minutes = 10) Duration longestRun) {

  Load load() {
    return new Load(threads, transfersPerThread, branches, accounts, openingBalance, Duration.ZERO);
  }
}
