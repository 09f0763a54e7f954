package dev.redisatomic.benchmarks.result;

import java.util.List;

/**
 * The measured rounds of one contestant. Of one that overruns there may be fewer than of others.
 */
public record Series(String contestant, List<RoundResult> rounds) {}
