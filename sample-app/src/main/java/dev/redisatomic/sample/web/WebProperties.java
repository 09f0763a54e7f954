package dev.redisatomic.sample.web;

import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Limits what the sample accepts from others.
 *
 * @param hosts names, without ports, under which it is asked for, beside those of this machine
 * @param largestBody the most that a request may bring along
 */
@ConfigurationProperties("sample.web")
record WebProperties(@DefaultValue Set<String> hosts, @DefaultValue("64KB") DataSize largestBody) {}
