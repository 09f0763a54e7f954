package dev.redisatomic.benchmarks.result;

import java.util.Map;

/**
 * Where and how the measurement ran.
 *
 * @param date the day, in UTC
 * @param machine what matters about machine and software, by name
 * @param pingMicros the median time of a PING, without and with the delaying proxy
 * @param rounds how many were measured
 * @param seconds how long each was
 * @param poolSize how many connections each contestant could use
 * @param quick whether it was only a trial of the program, whose figures mean nothing
 */
public record Facts(
    String date,
    Map<String, String> machine,
    Map<String, Double> pingMicros,
    int rounds,
    double seconds,
    int poolSize,
    boolean quick) {}
